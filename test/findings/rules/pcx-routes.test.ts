import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { peered, twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const idle = () => twoOffices().peering('pcx-ab', 'vpc-a', 'vpc-b');

const names = (requester: boolean | undefined, accepter: boolean | undefined, world = peered()): World =>
  world.change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.RequesterVpcInfo.PeeringOptions = { AllowDnsResolutionFromRemoteVpc: requester };
    data.AccepterVpcInfo.PeeringOptions = { AllowDnsResolutionFromRemoteVpc: accepter };
  });

/** The other side belongs to an account that was not scanned. */
const foreign = (world: World): World =>
  world.change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.AccepterVpcInfo.OwnerId = '999999999999';
  });

test('a peering without a route is found', () => {
  rule('pcx-unused')
    .flags(idle(), {
      subject: 'pcx-ab',
      severity: 'low',
      says: 'No table of vpc-a or of vpc-b has a route to pcx-ab.',
      fix: 'delete-vpc-peering-connection --vpc-peering-connection-id pcx-ab',
    })
    .ignores(
      peered(),
      foreign(peered()),
      idle().route('rtb-far', '10.0.0.0/16 pcx-ab'),
      idle().route('rtb-private', '2600:b::/56 pcx-ab'),
      idle().change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'deleted' } }),
    )
    .cannotJudge(foreign(idle()), 'pcx-ab')
    .cannotJudge(idle().denied('route-table'));
});

test('a peering that has routes and answers names with public addresses is found', () => {
  rule('pcx-dns-resolution-off')
    .flags(names(false, true), {
      subject: 'pcx-ab',
      severity: 'low',
      says: 'Public host names of vpc-a do not lead through pcx-ab.',
      by: ['10.1.0.0/16 → pcx-ab'],
      fix: '--requester-peering-connection-options AllowDnsResolutionFromRemoteVpc=true',
    })
    .flags(names(false, false), {
      subject: 'pcx-ab',
      says: 'of vpc-a and of vpc-b',
      fix: '--accepter-peering-connection-options',
    })
    .flags(foreign(names(true, false)), 'pcx-ab')
    .flags(names(true, false, idle().route('rtb-private', '2600:b::/56 pcx-ab')), 'pcx-ab');
});

test('without routes, or where the other side does not show its setting, nothing is said of names', () => {
  rule('pcx-dns-resolution-off')
    .ignores(
      names(true, true),
      names(true, undefined),
      names(false, false, idle()),
      names(false, false, idle().table('rtb-spare', 'vpc-a', [], ['10.1.0.0/16 pcx-ab'])),
    )
    .cannotJudge(foreign(names(false, false, idle())), 'pcx-ab');
});
