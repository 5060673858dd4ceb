/** VPN connections with a tunnel that is down, or all of them. */
import { address, holds, prefix } from '../../net/index.ts';
import { family, type Rule } from '../rule.ts';
import { tunnelOptions } from '../tunnels.ts';

const see = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html';
const needs: Rule['needs'] = ['vpn-connection', 'customer-gateway'];

/** Blocks for examples: nobody has a device there. */
const examples = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map(prefix);

const someDown: Rule = {
  id: 'vpn-tunnel-down',
  title: 'A VPN connection has a tunnel that is down',
  severity: 'medium',
  why: 'AWS takes a tunnel down for maintenance now and then, and counts on the other. With only one up, the site is cut off then.',
  fix: 'Look at the device at the other end: its configuration for this tunnel, its firewall, its routes.',
  see,
  needs,
  maps: { fsbp: ['EC2.20'] },
};

const allDown: Rule = {
  id: 'vpn-all-tunnels-down',
  title: 'A VPN connection has no tunnel that is up',
  severity: 'critical',
  why:
    'The site is not connected by it. A connection whose customer gateway has an address from the blocks for examples was never meant to ' +
    'come up, and is info.',
  fix: 'Look at the device at the other end; or delete the connection, which costs money every hour.',
  see,
  needs,
  maps: { fsbp: ['EC2.20'] },
};

export default family({
  rules: [someDown, allDown],
  *check(estate) {
    for (const connection of estate.all('vpn-connection')) {
      const { State, VgwTelemetry: tunnels = [], CustomerGatewayId } = connection.data;
      const down = tunnels.filter(({ Status }) => Status !== 'UP');
      if (State !== 'available' || down.length === 0) continue;
      const none = down.length === tunnels.length;
      const device = estate.get('customer-gateway', CustomerGatewayId)?.data.IpAddress;
      const example = device !== undefined && examples.some((block) => holds(block, address(device)));
      const names = down.map(({ OutsideIpAddress }) => OutsideIpAddress ?? 'a tunnel without an address');
      yield {
        rule: none ? allDown.id : someDown.id,
        subject: connection,
        severity: none ? (example ? 'info' : 'critical') : 'medium',
        message: none
          ? `No tunnel of ${connection.id} is up: ${names.join(', ')}.`
          : `${connection.id} has ${down.length} of ${tunnels.length} tunnels down: ${names.join(', ')}.`,
        evidence: down.map(({ OutsideIpAddress, Status, StatusMessage }) => ({
          kind: 'vpn-connection',
          id: connection.id,
          text: [OutsideIpAddress, Status, StatusMessage].filter(Boolean).join(' '),
        })),
        fix: down.flatMap(({ OutsideIpAddress: outside }) =>
          tunnelOptions(connection, outside, `Restart the negotiation of ${outside} from AWS's side`, 'StartupAction=start', {
            startup_action: 'start',
          }),
        ),
      };
    }
  },
});
