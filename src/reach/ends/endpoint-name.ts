/** Ids, names and tags: which things of the snapshot they are, and who starts and is reached there. */
import { type Address, everyAddress, type Interval, only, parsePrefix } from '../../net/index.ts';
import { nodesOf } from '../network/balancers.ts';
import type { Entity, Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { Attachment } from '../network/transit.ts';
import { edgeInterface } from '../walk/managed-edge.ts';
import type { From } from '../walk/start.ts';
import { interfacesMeant, internetMeant, type Meant } from './meant.ts';
import { routedBehind } from './outside.ts';

export function resolveId(network: Network, id: string): Meant | undefined {
  const own = network.interfaces.get(id);
  if (own) return edgeInterface(own) ?? interfacesMeant(own, [own]);
  const all = [...network.interfaces.values()];
  const entity = (kind: string): Entity | undefined => network.entity(kind, id);
  const members: [string, (one: Interface) => boolean][] = [
    ['instance', (one) => one.instanceId === id],
    ['security-group', (one) => one.groupIds.includes(id)],
    ['subnet', (one) => one.subnet.id === id],
    ['vpc', (one) => one.vpc.id === id],
    ['vpc-endpoint', (one) => (entity('vpc-endpoint')?.data.NetworkInterfaceIds ?? []).includes(one.id)],
  ];
  for (const [kind, belongs] of members) {
    const found = entity(kind);
    if (found) return withBlocks(network, found, all.filter(belongs));
  }
  return gatewayMeant(network, id, entity) ?? balancerNamed(network, id);
}

/** A subnet or VPC is all its addresses, whether an interface has them or not. */
function withBlocks(network: Network, found: Entity, interfaces: Interface[]): Meant {
  const meant = interfacesMeant(found, interfaces);
  const blocks = network.subnets.get(found.id)?.blocks ?? network.vpcs.get(found.id)?.blocks;
  return blocks ? { ...meant, addresses: blocks } : meant;
}

function gatewayMeant(network: Network, id: string, entity: (kind: string) => Entity | undefined): Meant | undefined {
  const any = ([4, 6] as const).map((family) => everyAddress(family));
  const known = (from: From): readonly Interval<Address>[] => {
    const routed = routedBehind(network, from);
    return routed.length > 0 ? routed : any;
  };
  const start = (what: Ref, from: From, addresses = known(from)): Meant => ({
    what,
    sources: [{ from, addresses }],
    interfaces: [],
    addresses,
  });
  const vgw = entity('vpn-gateway');
  if (vgw) return start(vgw, { vpnGateway: id });
  const igw = entity('internet-gateway');
  if (igw) return { ...internetMeant(), what: igw };
  const door = entity('instance-connect-endpoint');
  if (door) {
    const own = (door.data.NetworkInterfaceIds ?? []).flatMap((one: string) => network.interfaces.get(one) ?? []) as Interface[];
    return start(
      door,
      { instanceConnect: id },
      own.flatMap((one) => one.addresses.map((it) => only(it))),
    );
  }
  const clients = entity('client-vpn-endpoint');
  if (clients) return start(clients, { clientVpn: id }, [parsePrefix(clients.data.ClientCidrBlock ?? '') ?? any[0]!]);
  const vpn = entity('vpn-connection');
  if (vpn?.data.VpnGatewayId) return start(vpn, { vpnGateway: vpn.data.VpnGatewayId });
  const attachment = vpn ? attachmentOf(network, vpn) : network.transit.sides(id)[0];
  if (attachment) return start(vpn ?? attachment, { attachment: attachment.id });
  const core = network.cloudWan.attachment(id);
  return core && start(core, { coreAttachment: id });
}

function balancerNamed(network: Network, text: string): Meant | undefined {
  const found = balancersOf(network).find(
    ({ id, data }) => id === text || data.LoadBalancerArn === text || data.LoadBalancerName === text,
  );
  return found && balancerMeant(network, found);
}

const attachmentOf = (network: Network, vpn: Entity): Attachment | undefined =>
  network.transit.ofGateway(vpn.data.TransitGatewayId ?? '').find((one) => one.resourceId === vpn.id);

/** A load balancer is its nodes. */
export const balancerMeant = (network: Network, { data, ...what }: Entity): Meant =>
  interfacesMeant({ ...what }, nodesOf(network, data.LoadBalancerArn ?? data.LoadBalancerName));

/** Of all generations. */
export const balancersOf = (network: Network): Entity[] =>
  ['load-balancer', 'classic-load-balancer'].flatMap((kind) => [...network.entities(kind).values()]);

/** Kinds whose resources are meant by a tag, or by their own name. Load balancers are too, by `balancerNamed`. */
export const namedKinds = [
  'instance',
  'network-interface',
  'subnet',
  'vpc',
  'security-group',
  'vpc-endpoint',
  'vpn-gateway',
  'vpn-connection',
] as const;

/** By `Name` tag, or `key=value` of any tag. */
export function resolveName(network: Network, text: string): Meant[] {
  const [, key = 'Name', value = text] = /^(?:([^=]+)=)?(.+)$/.exec(text) ?? [];
  const meant: Meant[] = [];
  for (const kind of namedKinds) {
    for (const one of network.entities(kind).values()) {
      const tags: { Key?: string; Value?: string }[] = one.data.Tags ?? one.data.TagSet ?? [];
      const named =
        tags.some((tag) => tag.Key === key && tag.Value === value) || (key === 'Name' && one.data.GroupName === value);
      const found = named ? resolveId(network, one.id) : undefined;
      if (found && !meant.some((other) => startsLike(other, found))) meant.push(found);
    }
  }
  return meant;
}

/** A VPN and its gateway, of one name, are one place to start from. */
const startsLike = (a: Meant, b: Meant): boolean =>
  b.interfaces.length === 0 &&
  JSON.stringify(a.sources.map(({ from }) => from)) === JSON.stringify(b.sources.map(({ from }) => from));
