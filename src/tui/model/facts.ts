/** What a row says beside the name: addresses and the like; and, where something is not as it should be, a short cause. Else silence. */
import { isKind, type KindName, kindNamed } from '../../kinds/index.ts';
import { parsePrefix } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes
type Data = any;

/** `cause` is only there when something is wrong. */
export interface Facts {
  facts: string;
  cause: string;
  addresses: string[];
}

const list = (...values: unknown[]): string[] =>
  values.flat(3).filter((value): value is string => typeof value === 'string' && value !== '');

const facts: Partial<Record<KindName, (data: Data) => unknown[]>> = {
  vpc: (data) => [cidrsOf(data)],
  subnet: (data) => [
    data.CidrBlock,
    data.Ipv6CidrBlockAssociationSet?.map((one: Data) => one.Ipv6CidrBlock),
    data.AvailabilityZone,
  ],
  'network-interface': (data) => [
    addressesOf(data),
    data.InterfaceType === 'interface' ? '' : data.InterfaceType,
    data.Description,
  ],
  instance: (data) => [data.PrivateIpAddress, data.PublicIpAddress, data.InstanceType],
  'nat-gateway': (data) => [
    data.ConnectivityType === 'private' ? 'private' : '',
    data.NatGatewayAddresses?.map((one: Data) => one.PublicIp),
  ],
  'elastic-ip': (data) => [data.PublicIp],
  'vpc-endpoint': (data) => [data.ServiceName, data.VpcEndpointType],
  'vpc-peering-connection': (data) => [[data.RequesterVpcInfo?.VpcId, data.AccepterVpcInfo?.VpcId].filter(Boolean).join(' ⇄ ')],
  'transit-gateway-attachment': (data) => [data.ResourceType, data.ResourceId],
  'transit-gateway-route': (data) => [data.TransitGatewayAttachments?.map((one: Data) => one.ResourceId)],
  'core-network-attachment': (data) => [data.AttachmentType, data.SegmentName, data.EdgeLocation],
  'security-group-rule': (data) => [
    data.IsEgress ? 'out' : 'in',
    data.IpProtocol === '-1' ? 'all traffic' : [data.IpProtocol, portsText(data)].filter(Boolean).join(' '),
    data.CidrIpv4 ?? data.CidrIpv6 ?? data.PrefixListId ?? data.ReferencedGroupInfo?.GroupId,
    data.Description,
  ],
  'security-group': (data) => [data.Description],
  'customer-gateway': (data) => [data.IpAddress],
  'load-balancer': (data) => [data.Type, data.Scheme],
  'target-group': (data) => [data.Protocol && `${data.Protocol} ${data.Port ?? ''}`.trim()],
  'prefix-list-entry': (data) => [data.Description],
};

const portsText = ({ FromPort: from, ToPort: to }: { FromPort?: number; ToPort?: number }): string =>
  from === undefined || from === -1 ? '' : from === to ? String(from) : `${from}-${to}`;

function cidrsOf(data: Data): string[] {
  const associated = [...(data.CidrBlockAssociationSet ?? []), ...(data.Ipv6CidrBlockAssociationSet ?? [])];
  const all = list(associated.map((one: Data) => one.CidrBlock ?? one.Ipv6CidrBlock));
  return all.length > 0 ? all : list(data.CidrBlock);
}

function addressesOf(data: Data): string[] {
  const own = (data.PrivateIpAddresses ?? []).flatMap((one: Data) => [one.PrivateIpAddress, one.Association?.PublicIp]);
  const six = (data.Ipv6Addresses ?? []).map((one: Data) => one.Ipv6Address);
  return [...new Set(list(own.length > 0 ? own : [data.PrivateIpAddress, data.Association?.PublicIp], six))];
}

/** What is not as it should be. States that pass by themselves (`pending`) are told too. */
const causes: Partial<Record<KindName, (data: Data) => unknown>> = {
  'vpn-connection': vpnCause,
  'route-table': (data) => {
    const dead = (data.Routes ?? []).filter((route: Data) => route.State === 'blackhole');
    return dead.length > 0 && `blackhole: ${destinationOf(dead[0])}${dead.length > 1 ? ` and ${dead.length - 1} more` : ''}`;
  },
  'security-group': openCause,
  'vpc-peering-connection': (data) => unlessIn(['active'], data.Status?.Code),
  'elastic-ip': (data) => !data.AssociationId && 'attached to nothing',
  'target-health': (data) => unlessIn(['healthy', 'unused'], data.TargetHealth?.State),
  'flow-log': (data) => data.DeliverLogsErrorMessage && `cannot deliver: ${data.DeliverLogsErrorMessage}`,
  instance: (data) => unlessIn(['running'], data.State?.Name),
};

/** States by any name that go without saying. */
const fine =
  /^(?:available|active|attached|associated|in-use|ok|up|ready|enabled|completed|create-complete|modify-complete|provisioned|in-sync|running|live|executed|complete|operational|succeeded)$/i;

const unlessIn = (usual: readonly string[], state: string | undefined): string | undefined =>
  state === undefined || usual.includes(state) ? undefined : state;

function vpnCause({ State, VgwTelemetry }: Data): string | undefined {
  const tunnels: { Status?: string; OutsideIpAddress?: string }[] = VgwTelemetry ?? [];
  const down = tunnels.filter(({ Status }) => Status !== 'UP');
  if (down.length > 0)
    return `${down.length} of ${tunnels.length} tunnels down: ${down.map((one) => one.OutsideIpAddress).join(', ')}`;
  return unlessIn(['available'], State);
}

const destinationOf = (route: Data): string =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '';

/** What everybody may send; web ports are what groups are opened for. */
function openCause({ IpPermissions = [] }: Data): string | undefined {
  const open = IpPermissions.flatMap((one: Data) => {
    const whence = list(
      (one.IpRanges ?? []).map((range: Data) => range.CidrIp),
      (one.Ipv6Ranges ?? []).map((range: Data) => range.CidrIpv6),
    ).filter((cidr) => /\/0$/.test(cidr));
    if (whence.length === 0 || isWeb(one) || /^icmp/.test(one.IpProtocol)) return [];
    const ports =
      one.IpProtocol === '-1' ? 'everything' : `${one.IpProtocol === 'tcp' ? '' : `${one.IpProtocol} `}${portsText(one)}`;
    return [{ ports, whence: whence[0]! }];
  });
  if (open.length === 0) return undefined;
  return `open: ${[...new Set(open.map((one: Data) => one.ports))].join(', ')} to ${open[0].whence}`;
}

const isWeb = ({ IpProtocol, FromPort, ToPort }: Data): boolean =>
  IpProtocol === 'tcp' && FromPort === ToPort && [80, 443].includes(FromPort);

/** The state of a kind of which nothing more is said here. */
const stateOf = (data: Data): unknown => data.State?.Name ?? data.State?.Code ?? data.State ?? data.Status?.Code ?? data.Status;

export function factsOf({ kind, data }: Pick<Resource, 'kind' | 'data'>): Facts {
  const row = isKind(kind) ? kindNamed(kind) : undefined;
  const say = facts[kind as KindName];
  const told = say ? list(say(data)) : [];
  const blame = causes[kind as KindName];
  const state = stateOf(data);
  const cause = blame
    ? blame(data)
    : row && typeof state === 'string' && !fine.test(state) && !row.detailOf
      ? state.toLowerCase()
      : undefined;
  return {
    facts: told.join(' · '),
    cause: typeof cause === 'string' ? cause : '',
    // What a rule or a route speaks of is not an address that it has.
    addresses: /rule|route/.test(kind)
      ? []
      : [...new Set([...told, data.CidrBlock, data.Cidr, data.PublicIp].flatMap(addressIn))],
  };
}

/** Only what can be an address is looked at closer. */
const addressIn = (text: unknown): string[] =>
  typeof text === 'string' &&
  /^[\da-f.:]+(?:\/\d+)?$/i.test(text) &&
  parsePrefix(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`)
    ? [text]
    : [];
