import { test } from 'vitest';
import { hybrid } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const tunnel = (...ike: string[]) => ({
  OutsideIpAddress: '1.1.1.1',
  IkeVersions: ike.map((Value) => ({ Value })),
  LogOptions: { CloudWatchLogOptions: { LogEnabled: true } },
});

const having = (TunnelOptions: object[], more: object = {}) =>
  hybrid().change('vpn-connection', 'vpn-1', { Options: { StaticRoutesOnly: true, TunnelOptions }, ...more });

test('a tunnel that may speak version 1, or was never told, is found', () => {
  rule('vpn-ikev1')
    .flags(having([tunnel('ikev1', 'ikev2')]), { subject: 'vpn-1', severity: 'medium', by: ['ikev1, ikev2'], fix: 'Value=ikev2' })
    .flags(having([tunnel()]), { subject: 'vpn-1', by: ['not set: both'] })
    .ignores(having([tunnel('ikev2')]), having([tunnel()], { State: 'deleted' }))
    .cannotJudge(hybrid(), 'vpn-1')
    .cannotJudge(hybrid().denied('vpn-connection'));
});

test('a tunnel without a log is found', () => {
  const silent = { ...tunnel('ikev2'), LogOptions: { CloudWatchLogOptions: { LogEnabled: false } } };
  rule('vpn-logging-off')
    .flags(having([silent, tunnel('ikev2')]), { subject: 'vpn-1', severity: 'low', fix: 'LogEnabled=true' })
    .ignores(having([tunnel('ikev2')]))
    .cannotJudge(hybrid(), 'vpn-1');
});

test('a tunnel that is up and brings nothing is found, with BGP and without', () => {
  const dynamic = (...counts: number[]) =>
    hybrid().change('vpn-connection', 'vpn-1', {
      Options: { StaticRoutesOnly: false },
      VgwTelemetry: counts.map((AcceptedRouteCount, index) => ({
        OutsideIpAddress: `1.1.1.${index}`,
        Status: 'UP',
        AcceptedRouteCount,
      })),
    });
  rule('vpn-no-routes')
    .flags(dynamic(0, 0), { subject: 'vpn-1', severity: 'high', says: 'announces no route' })
    .flags(having([], { Routes: [] }), { subject: 'vpn-1', says: 'nobody has entered a route' })
    .ignores(hybrid(), dynamic(0, 3), having([], { Routes: [], VgwTelemetry: [{ Status: 'DOWN' }] }))
    .ignores(having([], { Routes: [], VpnGatewayId: undefined, TransitGatewayId: 'tgw-1' }))
    .cannotJudge(hybrid().denied('vpn-connection'));
});
