/** What the tunnels of a VPN connection were told: protocols, routes, logs. */
import type { Estate, Thing } from '../estate.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { tunnelOptions } from '../tunnels.ts';

const needs: Rule['needs'] = ['vpn-connection'];

const ikev1: Rule = {
  id: 'vpn-ikev1',
  title: 'A VPN tunnel may still speak IKE version 1',
  severity: 'medium',
  why:
    'Version 1 has weaknesses that version 2 mends, and the other end chooses. Where nothing was set both are allowed. Tunnels whose options ' +
    'AWS does not list cannot be judged.',
  fix: 'Allow ikev2 only, once the device at the other end speaks it.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html',
  needs,
  maps: { fsbp: ['EC2.183'] },
};

const noRoutes: Rule = {
  id: 'vpn-no-routes',
  title: 'A VPN tunnel is up and brings no route',
  severity: 'high',
  why:
    'The tunnel looks healthy, and nothing goes through it: with BGP the other end announces nothing, with static routing nobody has entered ' +
    'a route. Connections to a transit gateway have their static routes in its tables, and are judged for BGP only.',
  fix: 'Look at what the device announces; or enter the routes of a static connection.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html',
  needs,
};

const noLogs: Rule = {
  id: 'vpn-logging-off',
  title: 'A VPN tunnel keeps no log',
  severity: 'low',
  why: 'When it goes down only AWS’s support can say why its negotiation failed.',
  fix: 'Send the logs of both tunnels to CloudWatch Logs.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html',
  needs,
  maps: { fsbp: ['EC2.171'] },
};

type Connection = Thing<'vpn-connection'>;

export default family({
  rules: [ikev1, noRoutes, noLogs],
  *check(estate: Estate) {
    for (const connection of estate.all('vpn-connection')) {
      if (connection.data.State !== 'available') continue;
      yield* options(connection);
      yield* routes(connection);
    }
  },
});

function* options(connection: Connection): Iterable<Said> {
  const tunnels = connection.data.Options?.TunnelOptions ?? [];
  if (tunnels.length === 0) {
    for (const { id } of [ikev1, noLogs]) {
      yield { rule: id, subject: connection, unknown: `AWS lists no options of the tunnels of ${connection.id}` };
    }
    return;
  }
  const nameOf = ({ OutsideIpAddress }: (typeof tunnels)[number]): string => OutsideIpAddress ?? 'a tunnel without an address';
  const old = tunnels.filter(({ IkeVersions }) => !IkeVersions?.length || IkeVersions.some(({ Value }) => Value === 'ikev1'));
  if (old.length > 0) {
    yield {
      rule: ikev1.id,
      subject: connection,
      message: `${connection.id} lets IKE version 1 be spoken on ${old.map(nameOf).join(', ')}.`,
      evidence: old.map((tunnel) => evidence(connection, nameOf(tunnel), `IkeVersions ${versions(tunnel.IkeVersions)}`)),
      fix: old.flatMap(({ OutsideIpAddress: outside }) =>
        tunnelOptions(connection, outside, `Allow IKE version 2 only on ${outside}`, 'IKEVersions=[{Value=ikev2}]', {
          ike_versions: ['ikev2'],
        }),
      ),
    };
  }
  const silent = tunnels.filter(({ LogOptions }) => LogOptions?.CloudWatchLogOptions?.LogEnabled !== true);
  if (silent.length === 0) return;
  yield {
    rule: noLogs.id,
    subject: connection,
    message: `${connection.id} keeps no log of ${silent.map(nameOf).join(', ')}.`,
    evidence: silent.map((tunnel) => evidence(connection, nameOf(tunnel), 'CloudWatchLogOptions.LogEnabled is not true')),
    fix: silent.flatMap(({ OutsideIpAddress: outside }) =>
      tunnelOptions(
        connection,
        outside,
        `Log to CloudWatch Logs on ${outside}`,
        'LogOptions={CloudWatchLogOptions={LogEnabled=true,LogGroupArn=LOG_GROUP_ARN}}',
        {
          'log_options.cloudwatch_log_options.log_enabled': true,
          'log_options.cloudwatch_log_options.log_group_arn': 'LOG_GROUP_ARN',
        },
      ),
    ),
  };
}

const versions = (list: readonly { Value?: string }[] | undefined): string =>
  list?.map(({ Value }) => Value).join(', ') || 'not set: both';

function* routes(connection: Connection): Iterable<Said> {
  const { VgwTelemetry = [], Options, Routes = [], VpnGatewayId } = connection.data;
  const up = VgwTelemetry.filter(({ Status }) => Status === 'UP');
  if (up.length === 0) return;
  const isStatic = Options?.StaticRoutesOnly === true;
  const idle = isStatic
    ? VpnGatewayId !== undefined && !Routes.some(({ State }) => State === 'available' || State === 'pending')
    : up.every(({ AcceptedRouteCount }) => AcceptedRouteCount === 0);
  if (!idle) return;
  yield {
    rule: noRoutes.id,
    subject: connection,
    message: isStatic
      ? `${connection.id} is up with static routing, and nobody has entered a route.`
      : `${connection.id} is up, and its device announces no route.`,
    evidence: up.map(({ OutsideIpAddress, AcceptedRouteCount }) =>
      evidence(connection, OutsideIpAddress ?? 'a tunnel without an address', `UP, ${AcceptedRouteCount ?? 0} routes`),
    ),
    fix: [],
  };
}

const evidence = ({ id }: Connection, tunnel: string, text: string) => ({
  kind: 'vpn-connection',
  id,
  text: `${tunnel}: ${text}`,
});
