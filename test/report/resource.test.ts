import { expect, test } from 'vitest';
import { describe as describeResource, find, namesakes, resourceText } from '../../src/report/resource.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { ACCOUNT, plain, resource, snapshotWith, vpc } from './small.ts';

const OTHER = '444455556666';
const named = (Value: string) => ({ Tags: [{ Key: 'Name', Value }] });
const subnet = resource('subnet', 'subnet-1', { SubnetId: 'subnet-1', VpcId: 'vpc-1', ...named('app') });
const support = resource(
  'vpc-attribute',
  'vpc-1/enableDnsSupport',
  { VpcId: 'vpc-1', EnableDnsSupport: { Value: false } },
  { parent: 'vpc-1/enableDnsSupport' },
);
const text = (resources: Resource[], id: string): string => {
  const snapshot = snapshotWith(resources);
  return find(snapshot, id)
    .map((sightings) => resourceText(describeResource(snapshot, sightings), plain))
    .join('\n');
};

test('a resource is shown with its place, members, tags, details and neighbours', () => {
  const shown = text([vpc('vpc-1', named('prod')), subnet, support], 'vpc-1');
  expect(shown).toMatch(/^VPC vpc-1 “prod”\neu-central-1 · account 111122223333 · A private network in one Region\.\n/);
  expect(shown).toMatch(/^ {2}CidrBlock +10\.0\.0\.0\/16$/m);
  expect(shown).toMatch(/^Tags\n {2}Name +prod$/m);
  expect(shown).toMatch(/^VPC attribute\n {2}dns-support .*\n {2}no/m);
  expect(shown).toMatch(/^Referred to by\n.*\n {2}Subnet +subnet-1 +app$/m);
});

test('what it refers to is named', () => {
  expect(text([vpc('vpc-1', named('prod')), subnet], 'subnet-1')).toMatch(/^Refers to\n.*\n {2}VPC +vpc-1 +prod$/m);
});

test('details of another resource whose id begins alike stay there', () => {
  expect(text([vpc('vpc-1'), vpc('vpc-10'), support], 'vpc-10')).not.toContain('VPC attribute');
});

test('what one account shares is shown once, as its owner sees it', () => {
  const seen = vpc('vpc-1', {}, { account: OTHER });
  const shown = text([seen, vpc('vpc-1', named('prod'))].reverse(), 'vpc-1');
  expect(shown.match(/^VPC vpc-1/gm)).toHaveLength(1);
  expect(shown).toContain(`account ${ACCOUNT}`);
  expect(shown).toContain(`Also seen from account ${OTHER} in eu-central-1.`);
});

test('a name finds what people called so, and an id goes before a name', () => {
  const all = [vpc('vpc-1', named('prod')), vpc('vpc-2', named('vpc-1'))];
  expect(find(snapshotWith(all), 'prod').flat()).toMatchObject([{ id: 'vpc-1' }]);
  expect(find(snapshotWith(all), 'vpc-1').flat()).toMatchObject([{ id: 'vpc-1' }]);
});

test('several resources of one name are listed, to choose by id', () => {
  const found = find(
    snapshotWith([vpc('vpc-1', named('prod')), { ...subnet, data: { ...subnet.data, ...named('prod') } }]),
    'prod',
  );
  const shown = namesakes('prod', found.flat(), plain);
  expect(shown).toMatch(/^2 resources have the name prod/);
  expect(shown).toMatch(/^VPC +vpc-1 /m);
  expect(shown).toMatch(/^Subnet +subnet-1 /m);
});

test('nested members are indented, lists of one-member structures are a line', () => {
  const Options = { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', IkeVersions: [{ Value: 'ikev1' }, { Value: 'ikev2' }] }] };
  const shown = text([resource('vpn-connection', 'vpn-1', { VpnConnectionId: 'vpn-1', Options })], 'vpn-1');
  expect(shown).toMatch(/^ {2}Options\n {4}TunnelOptions\n {6}- IkeVersions +ikev1, ikev2\n {8}OutsideIpAddress +192\.0\.2\.1$/m);
});

test('more neighbours than a screen wants are counted', () => {
  const many = Array.from({ length: 12 }, (_, n) =>
    resource('subnet', `subnet-${n}`, { SubnetId: `subnet-${n}`, VpcId: 'vpc-1' }),
  );
  expect(text([vpc('vpc-1'), ...many], 'vpc-1')).toMatch(/Subnet +and 4 more/);
});

test('hostile members and tags are harmless', () => {
  const evil = '\u001B[2J\r\n\u202E';
  const shown = text([vpc('vpc-1', { [evil]: evil, Tags: [{ Key: evil, Value: evil }] })], 'vpc-1');
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(shown).toContain('␛[2J␍␊‹U+202E›');
});
