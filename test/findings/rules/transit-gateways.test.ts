import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { transit, twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const options = (Options: Data) => transit().change('transit-gateway', 'tgw-1', { Options });

test('a transit gateway that joins nothing is found', () => {
  rule('tgw-unused')
    .flags(twoOffices().tgw('tgw-1'), { subject: 'tgw-1', severity: 'low', says: 'no attachment', fix: 'delete-transit-gateway' })
    .flags(transit().change('transit-gateway-attachment', 'att-b', { State: 'deleted' }), { subject: 'tgw-1', by: ['att-a'] })
    .ignores(transit(), twoOffices().tgw('tgw-1', { State: 'deleted' }))
    .cannotJudge(twoOffices().tgw('tgw-1').denied('transit-gateway-attachment'));
});

test('a transit gateway without DNS support is found', () => {
  rule('tgw-dns-support-off')
    .flags(options({ DnsSupport: 'disable' }), { subject: 'tgw-1', severity: 'low', fix: '--options DnsSupport=enable' })
    .ignores(transit(), options({ DnsSupport: 'enable' }));
});

test('several VPN connections that do not share the traffic are found', () => {
  const connected = (VpnEcmpSupport: string, ...statics: boolean[]) => {
    const world = options({ VpnEcmpSupport });
    for (const [at, StaticRoutesOnly] of statics.entries())
      world.add('vpn-connection', `vpn-${at}`, { TransitGatewayId: 'tgw-1', State: 'available', Options: { StaticRoutesOnly } });
    return world;
  };
  rule('tgw-vpn-ecmp-off')
    .flags(connected('disable', false, false), { subject: 'tgw-1', by: ['vpn-0', 'vpn-1'], fix: 'VpnEcmpSupport=enable' })
    .ignores(connected('enable', false, false), connected('disable', false), connected('disable', false, true));
});

test('a transit gateway of which nobody records what crosses it is found', () => {
  const logged = (FlowLogStatus: string, ...ids: string[]) => {
    const world = transit();
    for (const [at, ResourceId] of ids.entries()) world.add('flow-log', `fl-${at}`, { ResourceId, FlowLogStatus });
    return world;
  };
  rule('tgw-flow-logs-missing')
    .flags(transit(), { subject: 'tgw-1', severity: 'low', fix: '--resource-type TransitGateway' })
    .flags(logged('ACTIVE', 'att-a'), 'tgw-1')
    .flags(logged('FAILED', 'tgw-1'), 'tgw-1')
    .ignores(logged('ACTIVE', 'tgw-1'), logged('ACTIVE', 'att-a', 'att-b'))
    .cannotJudge(transit().denied('flow-log'));
});

test('a policy table is told of', () => {
  const table = (State = 'available') =>
    transit().add('transit-gateway-policy-table', 'tgw-ptb-1', { TransitGatewayId: 'tgw-1', State });
  const associated = table().add(
    'transit-gateway-policy-table-association',
    'tgw-ptb-1/att-a',
    { TransitGatewayAttachmentId: 'att-a' },
    { parent: 'tgw-ptb-1' },
  );
  rule('tgw-policy-table')
    .flags(table(), { subject: 'tgw-ptb-1', severity: 'info', says: '0 attachments' })
    .flags(associated, { subject: 'tgw-ptb-1', by: ['decides for att-a'] })
    .ignores(transit(), table('deleted'));
});
