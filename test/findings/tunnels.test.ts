import { expect, test } from 'vitest';
import { Estate } from '../../src/findings/estate.ts';
import { tunnelOptions } from '../../src/findings/tunnels.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { hybrid } from '../reach/worlds.ts';

const connection = () => {
  const world = hybrid().change('vpn-connection', 'vpn-1', {
    Options: { TunnelOptions: [{ OutsideIpAddress: '52.1.1.9' }, { OutsideIpAddress: '3.120.1.1' }] },
    VgwTelemetry: [],
  });
  return new Estate(buildNetwork(world.snapshot())).get('vpn-connection', 'vpn-1')!;
};

test('a tunnel has in Terraform the number that its outside address has among both', () => {
  const [first] = tunnelOptions(connection(), '3.120.1.1', 'text', 'StartupAction=start', { ike_versions: ['ikev2'] });
  expect(first!.terraform).toBe('# in the aws_vpn_connection with id vpn-1:\n#   tunnel1_ike_versions = ["ikev2"]');
  const [second] = tunnelOptions(connection(), '52.1.1.9', 'text', 'StartupAction=start', { startup_action: 'start' });
  expect(second!.terraform).toContain('tunnel2_startup_action = "start"');
  expect(second!.command).toContain("--vpn-tunnel-outside-ip-address 52.1.1.9 --tunnel-options 'StartupAction=start' --region");
});

test('a tunnel that no call could name gets no command', () => {
  expect(tunnelOptions(connection(), undefined, 'text', 'StartupAction=start', { startup_action: 'start' })).toEqual([]);
});
