import { test } from 'vitest';
import { hybrid } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const tunnels = (...states: string[]) =>
  hybrid()
    .add('customer-gateway', 'cgw-1', { CustomerGatewayId: 'cgw-1', IpAddress: '8.8.8.8' })
    .change('vpn-connection', 'vpn-1', {
      CustomerGatewayId: 'cgw-1',
      VgwTelemetry: states.map((Status, index) => ({ OutsideIpAddress: `1.1.1.${index}`, Status })),
    });

test('one tunnel of two down is found', () => {
  rule('vpn-tunnel-down')
    .flags(tunnels('UP', 'DOWN'), { subject: 'vpn-1', severity: 'medium', by: ['1.1.1.1 DOWN'] })
    .ignores(tunnels('UP', 'UP'), tunnels('DOWN', 'DOWN'));
});

test('a connection without any tunnel is worse, unless its device is an example', () => {
  const example = tunnels('DOWN', 'DOWN').change('customer-gateway', 'cgw-1', { IpAddress: '198.51.100.18' });
  rule('vpn-all-tunnels-down')
    .flags(tunnels('DOWN', 'DOWN'), { subject: 'vpn-1', severity: 'critical', says: '1.1.1.0, 1.1.1.1' })
    .flags(example, { subject: 'vpn-1', severity: 'info' })
    .ignores(tunnels('UP', 'DOWN'), tunnels('DOWN', 'DOWN').change('vpn-connection', 'vpn-1', { State: 'deleted' }))
    .cannotJudge(tunnels('DOWN', 'DOWN').denied('vpn-connection'));
});
