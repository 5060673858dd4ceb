/** VPN connections that a site depends on alone, that nobody told to change its ways, or that speak what is no longer safe. */
import type { Estate, Thing } from '../estate.ts';
import { remove, run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';
import { attachments } from '../transit.ts';
import { tunnelOptions } from '../tunnels.ts';

const weak: Rule = {
  id: 'vpn-weak-crypto',
  title: 'A VPN tunnel may use algorithms that are no longer safe',
  severity: 'medium',
  why:
    'SHA-1 and Diffie-Hellman group 2 are within reach of those who keep what they record. It is said where a list of the tunnel names them, or ' +
    'names no cipher but AES-128; where a list was never set AWS allows all, and what the two ends agreed on decides.',
  fix: 'Allow SHA2, AES-256 and group 14 or higher only, once the device at the other end speaks them.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html',
  needs: ['vpn-connection', 'vpn-tunnel-status'],
};

const fixed: Rule = {
  id: 'vpn-static-routing',
  title: 'A VPN connection has static routes',
  severity: 'low',
  why:
    'With BGP a tunnel that brings nothing loses its routes, and the other takes over; static routes go on leading there. Which connections are ' +
    'for production the snapshot does not say: all are looked at.',
  fix: 'Make a new connection with dynamic routing, if the device speaks BGP.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html',
  needs: ['vpn-connection'],
};

const single: Rule = {
  id: 'vpn-single-connection',
  title: 'A gateway has one VPN connection and nothing besides',
  severity: 'low',
  why:
    'Its two tunnels end at one device: when that fails the site is cut off. A virtual private gateway, a transit gateway, a VPN concentrator or a ' +
    'core network is taken for one site; another connection to it, or Direct Connect, is enough.',
  fix: 'Make a second connection, to another device at the site.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html',
  needs: [
    'vpn-connection',
    'direct-connect-gateway-association',
    'direct-connect-virtual-interface',
    'transit-gateway-attachment',
  ],
};

const dangling: Rule = {
  id: 'vpn-dangling-cgw',
  title: 'No VPN connection uses a customer gateway',
  severity: 'info',
  why: 'It costs nothing and does nothing; whoever looks for the devices of the company finds one that may be gone.',
  fix: 'Delete it.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/delete-vpn.html',
  needs: ['customer-gateway', 'vpn-connection'],
};

type Connection = Thing<'vpn-connection'>;

export default family({
  rules: [weak, fixed, single, dangling],
  *check(estate) {
    const working = estate.all('vpn-connection').filter(({ data }) => data.State === 'available');
    const byGateway = Map.groupBy(working, gatewayOf);
    for (const connection of working) {
      yield* crypto(estate, connection);
      if (connection.data.Options?.StaticRoutesOnly) yield isStatic(connection);
      const gateway = gatewayOf(connection);
      if (gateway && byGateway.get(gateway)!.length === 1 && !hasLine(estate, gateway)) yield isAlone(connection, gateway);
    }
    const used = estate.named('customer-gateway', ['vpn-connection']);
    for (const device of estate.all('customer-gateway')) {
      if (device.data.State !== 'available' || used.has(device.id)) continue;
      yield {
        rule: dangling.id,
        subject: device,
        message: `No VPN connection uses ${device.id} (${device.data.IpAddress ?? 'without an address'}).`,
        evidence: [fact(device, 'no connection names it')],
        fix: [remove(device)],
      };
    }
  },
});

const gatewayOf = ({ data }: Connection): string | undefined =>
  data.VpnGatewayId ?? data.TransitGatewayId ?? data.VpnConcentratorId ?? data.CoreNetworkArn?.split('/').at(-1);

/** Whether Direct Connect leads to a gateway, too. */
const hasLine = (estate: Estate, gatewayId: string): boolean =>
  estate
    .once('gateways with Direct Connect', () => {
      const lines = estate.network.snapshot;
      const ids = [
        ...lines.resources('direct-connect-virtual-interface').map(({ data }) => data.virtualGatewayId),
        ...lines
          .resources('direct-connect-gateway-association')
          .map(({ data }) => data.associatedGateway?.id || data.virtualGatewayId || data.associatedCoreNetwork?.id),
        ...attachments(estate).flatMap((one) => (one.type === 'direct-connect-gateway' ? one.gatewayId : [])),
      ];
      return new Set<string>(ids.filter(Boolean));
    })
    .has(gatewayId);

const isStatic = (connection: Connection): Said => ({
  rule: fixed.id,
  subject: connection,
  message: `${connection.id} has static routes.`,
  evidence: [
    fact(
      connection,
      `StaticRoutesOnly, routes to ${connection.data.Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock).join(', ') || 'nothing'}`,
    ),
  ],
  // Nothing turns one into the other: a new one takes its place.
  fix: [
    run(
      connection,
      'Make a connection with BGP, and delete this one when its tunnels carry',
      `ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id ${connection.data.CustomerGatewayId ?? 'CUSTOMER_GATEWAY'} ${optionOf(connection)} --options StaticRoutesOnly=false`,
      settingsOf('aws_vpn_connection', connection.id, { static_routes_only: false }),
    ),
  ],
});

const isAlone = (connection: Connection, gateway: string): Said => ({
  rule: single.id,
  subject: connection,
  message: `${connection.id} is the only connection of ${gateway}, and ends at one device.`,
  evidence: [fact(connection, `from ${connection.data.CustomerGatewayId ?? 'an unknown device'} to ${gateway}`)],
  fix: [
    run(
      connection,
      'Make a second connection to another device',
      `ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id SECOND_CUSTOMER_GATEWAY ${optionOf(connection)}`,
      `resource "aws_vpn_connection" "second" {\n  type                = "ipsec.1"\n  customer_gateway_id = "SECOND_CUSTOMER_GATEWAY"\n}`,
    ),
  ],
});

function optionOf({ data }: Connection): string {
  if (data.VpnGatewayId) return `--vpn-gateway-id ${data.VpnGatewayId}`;
  if (data.TransitGatewayId) return `--transit-gateway-id ${data.TransitGatewayId}`;
  // A core network is attached to afterwards.
  return data.VpnConcentratorId ? `--vpn-concentrator-id ${data.VpnConcentratorId}` : '';
}

/** `SHA1`, `group 2`, `AES128 only`: what a list allows that is no longer safe. */
type Values = readonly { readonly Value?: string | number }[] | undefined;

const digests = (list: Values): string[] => (list?.some(({ Value }) => Value === 'SHA1') ? ['SHA1'] : []);
const exchanges = (list: Values): string[] => (list?.some(({ Value }) => Value === 2) ? ['group 2'] : []);
const ciphers = (list: Values): string[] =>
  list?.length && list.every(({ Value }) => String(Value).startsWith('AES128')) ? ['AES128 only'] : [];
const one = (Value: string | number | undefined): Values => (Value === undefined ? undefined : [{ Value }]);
const told = (list: Values, agreed: Values): Values => (list?.length ? list : agreed);

function* crypto(estate: Estate, connection: Connection): Iterable<Said> {
  const status = estate.by('vpn-tunnel-status', 'tunnel', ({ parent, id }) => parent ?? id);
  const found = (connection.data.Options?.TunnelOptions ?? []).flatMap((tunnel) => {
    const outside = tunnel.OutsideIpAddress;
    const now = status.get(`${connection.id}/${outside}`)?.[0]?.data;
    const bad = [
      ...digests(told(tunnel.Phase1IntegrityAlgorithms, one(now?.Phase1IntegrityAlgorithm))),
      ...digests(told(tunnel.Phase2IntegrityAlgorithms, one(now?.Phase2IntegrityAlgorithm))),
      ...exchanges(told(tunnel.Phase1DHGroupNumbers, one(now?.Phase1DHGroup))),
      ...exchanges(told(tunnel.Phase2DHGroupNumbers, one(now?.Phase2DHGroup))),
      ...ciphers(tunnel.Phase1EncryptionAlgorithms),
      ...ciphers(tunnel.Phase2EncryptionAlgorithms),
    ];
    return bad.length > 0 ? [{ outside, bad: [...new Set(bad)] }] : [];
  });
  if (found.length === 0) return;
  yield {
    rule: weak.id,
    subject: connection,
    message: `${connection.id} may use ${[...new Set(found.flatMap(({ bad }) => bad))].join(', ')}.`,
    evidence: found.map(({ outside, bad }) => fact(connection, `${outside ?? 'a tunnel without an address'}: ${bad.join(', ')}`)),
    fix: found.flatMap(({ outside }) =>
      tunnelOptions(connection, outside, `Allow strong algorithms only on ${outside}`, asOptions, asMembers),
    ),
  };
}

/** Both phases alike, as AWS and as Terraform name them. */
const strong: readonly [option: string, member: string, values: readonly (string | number)[]][] = [1, 2].flatMap((phase) => [
  [`Phase${phase}EncryptionAlgorithms`, `phase${phase}_encryption_algorithms`, ['AES256', 'AES256-GCM-16']],
  [`Phase${phase}IntegrityAlgorithms`, `phase${phase}_integrity_algorithms`, ['SHA2-256', 'SHA2-512']],
  [`Phase${phase}DHGroupNumbers`, `phase${phase}_dh_group_numbers`, [14, 20]],
]);
const asOptions = JSON.stringify(
  Object.fromEntries(strong.map(([option, , values]) => [option, values.map((Value) => ({ Value }))])),
);
const asMembers = Object.fromEntries(strong.map(([, member, values]) => [member, values]));
