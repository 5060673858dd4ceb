import { expect, test } from 'vitest';
import { Estate } from '../../src/findings/estate.ts';
import { isRule } from '../../src/findings/index.ts';
import { statedOf, statementNamed, statements } from '../../src/findings/trust.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { World } from '../reach/scenario.ts';
import { office, peered, transit } from '../reach/worlds.ts';

/** What is stated of a world, that many hours after its scan. */
function said(world: World, hours = 1): string[] {
  const estate = new Estate(buildNetwork(world.snapshot()));
  const now = new Date(estate.takenAt.getTime() + hours * 3_600_000);
  return statedOf(estate, now).map(({ rule, place, message }) => `${rule} ${place.account} ${place.region}: ${message}`);
}

test('of a whole snapshot that was just taken there is nothing to say', () => {
  for (const world of [office(), peered(), transit()]) expect(said(world)).toEqual([]);
});

test('a denied call is said once, with all its Regions', () => {
  const world = office().denied('nat-gateway').denied('nat-gateway', { region: 'us-east-1' });
  expect(said(world)).toEqual([
    'collection-gap 111111111111 global: nat-gateway in eu-west-1, us-east-1 of 111111111111 gave no whole answer: AccessDenied: not allowed.',
  ]);
  expect(said(office().denied('vpc-attribute', { parents: ['vpc-a'] }))[0]).toContain('for 1 of what it is asked for');
});

test('an answer that was cut off is another matter', () => {
  for (const code of ['TruncatedReply', 'PaginationLoop', 'TooManyPages']) {
    const world = office().denied('nat-gateway');
    world.gaps[0]!.code = code;
    expect(said(world)).toEqual([expect.stringMatching(/^snapshot-truncated 111111111111 eu-west-1: /)]);
  }
});

test('Regions that are enabled and were left out are named, others are not', () => {
  const region = (id: string, OptInStatus: string): [string, string, object, object] => [
    'region',
    id,
    { RegionName: id, OptInStatus },
    { region: 'global' },
  ];
  const world = office()
    .add(...region('eu-west-1', 'opt-in-not-required'))
    .add(...region('eu-north-1', 'opt-in-not-required'))
    .add(...region('me-south-1', 'opted-in'))
    .add(...region('af-south-1', 'not-opted-in'));
  expect(said(world)).toEqual([
    'region-not-scanned 111111111111 global: eu-north-1, me-south-1 are enabled and were not scanned in account 111111111111.',
  ]);
});

test('accounts and Regions that peerings, transit gateways and shared subnets lead to are named', () => {
  const peer = peered().change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.AccepterVpcInfo = { ...data.AccepterVpcInfo, OwnerId: '999999999999', Region: 'eu-west-1' };
  });
  expect(said(peer)).toEqual([
    'peer-not-collected 999999999999 eu-west-1: Account 999999999999 in eu-west-1, which pcx-ab leads to, was not scanned.',
  ]);
  const attached = transit().change('transit-gateway-attachment', 'att-b', { ResourceOwnerId: '999999999999' });
  expect(said(attached)[0]).toContain('which att-b lead');
  expect(said(office().change('subnet', 'subnet-public', { OwnerId: '999999999999' }))[0]).toContain('subnet-public');
});

test('a snapshot is old after the hours that were set', () => {
  expect(said(office(), 24)).toEqual([]);
  expect(said(office(), 25)).toEqual([expect.stringMatching(/^snapshot-stale .*more than 24 hours ago\.$/)]);
});

test('statements have ids of their own', () => {
  expect(statements.filter(({ id }) => isRule(id))).toEqual([]);
  expect(statementNamed('collection-gap')?.severity).toBe('high');
  expect(statementNamed('exposed-ssh')).toBeUndefined();
});
