/** What mends one tunnel of a VPN connection. */
import type { Thing } from './estate.ts';
import { quoted, type Run, run, type Setting, settingsOf } from './remedy.ts';

/**
 * Sets options of the tunnel with an outside address; nothing for a tunnel that has none, as no call could name it. `options`: as the
 * AWS CLI takes them. `members`: the same in Terraform, which numbers tunnels in the order of their outside addresses as text.
 */
export function tunnelOptions(
  connection: Thing<'vpn-connection'>,
  outside: string | undefined,
  text: string,
  options: string,
  members: Readonly<Record<string, Setting>>,
): Run[] {
  if (!outside) return [];
  const { VgwTelemetry = [], Options } = connection.data;
  const all = [...VgwTelemetry, ...(Options?.TunnelOptions ?? [])].map((tunnel) => tunnel.OutsideIpAddress ?? '');
  const number = [...new Set(all)].filter(Boolean).sort().indexOf(outside) + 1;
  const numbered = Object.entries(members).map(([name, value]) => [`tunnel${number}_${name}`, value]);
  return [
    run(
      connection,
      text,
      `ec2 modify-vpn-tunnel-options --vpn-connection-id ${connection.id} --vpn-tunnel-outside-ip-address ${outside} --tunnel-options ${quoted(options)}`,
      settingsOf('aws_vpn_connection', connection.id, Object.fromEntries(numbered)),
    ),
  ];
}
