/** From what people type to who is meant: interfaces to start from, addresses to go to. */
import {
  type Address,
  box,
  everyAddress,
  formatAddress,
  type Interval,
  minus,
  only,
  parseAddress,
  parsePrefix,
  type Traffic,
} from '../net/index.ts';
import { nodesOf } from './balancers.ts';
import type { Entity, Ref } from './entity.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';
import { notPublic } from './special.ts';
import type { From } from './start.ts';

/** One of the things that a text may mean. */
export interface Meant {
  /** What it was taken for: an interface, a group, `internet`, … */
  readonly what: Ref;
  /** Where traffic may start, and from which addresses. Empty where nothing starts: a gateway endpoint, a network outside. */
  readonly sources: readonly { readonly from: From; readonly addresses: readonly Interval<Address>[] }[];
  /** Where it can be reached. For the internet's traffic an interface is reached at its public addresses. */
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly Interval<Address>[];
}

const nowhere = { account: '', region: '' };

/** Everything that the text may mean in this network; nothing when it means nothing, several when it is ambiguous. */
export function resolve(network: Network, text: string): Meant[] {
  const asked = text.replace(/^\[(.*)\]$/, '$1').trim();
  if (asked.toLowerCase() === 'internet') return [internetMeant()];
  const address = parseAddress(asked);
  if (address !== undefined) return addressMeant(network, asked, address);
  const prefix = asked.includes('/') ? parsePrefix(asked) : undefined;
  if (prefix) {
    const inside = [...network.interfaces.values()].filter((one) =>
      one.addresses.some((own) => typeof own === typeof prefix.lo && prefix.lo <= own && own <= prefix.hi),
    );
    return [
      { what: { kind: 'cidr', id: asked, ...nowhere }, sources: inside.map(sourceOf), interfaces: inside, addresses: [prefix] },
    ];
  }
  const byId = resolveId(network, asked);
  if (byId) return [byId];
  const named = resolveName(network, asked);
  return named.length > 0 ? named : hostMeant(network, asked.toLowerCase());
}

function internetMeant(): Meant {
  const addresses = ([4, 6] as const).flatMap((family) =>
    minus(
      [box({ src: everyAddress(family) })],
      notPublic.filter((one) => (typeof one.lo === 'number') === (family === 4)).map((one) => box({ src: one })),
    ).map((one) => one.src),
  );
  return {
    what: { kind: 'internet', id: 'internet', ...nowhere },
    sources: [{ from: { internet: true }, addresses }],
    interfaces: [],
    addresses,
  };
}

const sourceOf = (one: Interface): Meant['sources'][number] => ({
  from: { eni: one.id },
  addresses: [...one.addresses.map((own) => only(own)), ...one.delegated],
});

const interfacesMeant = (what: Ref, interfaces: readonly Interface[]): Meant => ({
  what,
  sources: interfaces.map(sourceOf),
  interfaces,
  addresses: interfaces.flatMap((one) => one.addresses.map((own) => only(own))),
});

/** An address: whose it is, one meaning for each VPC that has it; else a host outside. */
function addressMeant(network: Network, text: string, address: Address): Meant[] {
  const shown = network.publicAddresses.get(address);
  const owners = shown ? [shown.owner] : network.ownersOf(address);
  const own = shown ? shown.private : address;
  if (owners.length === 0)
    return [
      { what: { kind: 'address', id: text, ...nowhere }, sources: outside(address), interfaces: [], addresses: [only(address)] },
    ];
  return owners.map((one) => ({
    what: one,
    sources: [{ from: { eni: one.id }, addresses: [only(own)] }],
    interfaces: [one],
    addresses: [only(address)],
  }));
}

/** A host that is no interface: on the internet if its address is public. */
const outside = (address: Address): Meant['sources'] =>
  notPublic.some((one) => typeof one.lo === typeof address && one.lo <= address && address <= one.hi)
    ? []
    : [{ from: { internet: true }, addresses: [only(address)] }];

function resolveId(network: Network, id: string): Meant | undefined {
  const own = network.interfaces.get(id);
  if (own) return interfacesMeant(own, [own]);
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
  return gatewayMeant(network, id, entity) ?? balancerMeant(network, id);
}

/** A subnet or VPC is all its addresses, whether an interface has them or not. */
function withBlocks(network: Network, found: Entity, interfaces: Interface[]): Meant {
  const meant = interfacesMeant(found, interfaces);
  const blocks = network.subnets.get(found.id)?.blocks ?? network.vpcs.get(found.id)?.blocks;
  return blocks ? { ...meant, addresses: blocks } : meant;
}

function gatewayMeant(network: Network, id: string, entity: (kind: string) => Entity | undefined): Meant | undefined {
  const any = ([4, 6] as const).map((family) => everyAddress(family));
  const start = (what: Ref, from: From, addresses: readonly Interval<Address>[] = any): Meant => ({
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
  const attachment = network.transit.sides(id)[0];
  if (attachment) return start(attachment, { attachment: id });
  const core = network.cloudWan.attachment(id);
  return core && start(core, { coreAttachment: id });
}

function balancerMeant(network: Network, text: string): Meant | undefined {
  const found = [...network.entities('load-balancer').values()].find(
    ({ id, data }) => id === text || data.LoadBalancerArn === text || data.LoadBalancerName === text,
  );
  return found && interfacesMeant(found, nodesOf(network, found.data.LoadBalancerArn));
}

/** By `Name` tag, or `key=value` of any tag. */
function resolveName(network: Network, text: string): Meant[] {
  const [, key = 'Name', value = text] = /^(?:([^=]+)=)?(.+)$/.exec(text) ?? [];
  const meant: Meant[] = [];
  for (const kind of ['instance', 'network-interface', 'subnet', 'vpc', 'security-group', 'vpc-endpoint', 'vpn-gateway']) {
    for (const one of network.entities(kind).values()) {
      const tags: { Key?: string; Value?: string }[] = one.data.Tags ?? one.data.TagSet ?? [];
      const named =
        tags.some((tag) => tag.Key === key && tag.Value === value) || (key === 'Name' && one.data.GroupName === value);
      const found = named ? resolveId(network, one.id) : undefined;
      if (found) meant.push(found);
    }
  }
  return meant;
}

/** A host name that the snapshot knows: of interfaces, load balancers, endpoints, private zones (X8, X18). */
function hostMeant(network: Network, name: string): Meant[] {
  const host = name.replace(/\.$/, '');
  const same = (text: string | undefined): boolean => text?.toLowerCase().replace(/\.$/, '') === host;
  const what: Ref = { kind: 'host-name', id: host, ...nowhere };
  const direct = [...network.interfaces.values()].filter(
    (one) => same(one.data.PrivateDnsName) || same(one.data.Association?.PublicDnsName),
  );
  if (direct.length > 0) return direct.map((one) => interfacesMeant(one, [one]));
  const balancer = [...network.entities('load-balancer').values()].find(({ data }) => same(data.DNSName));
  if (balancer) return [interfacesMeant(balancer, nodesOf(network, balancer.data.LoadBalancerArn))];
  const endpoint = [...network.entities('vpc-endpoint').values()].filter(({ data }) =>
    (data.DnsEntries ?? []).some((one: { DnsName?: string }) => same(one.DnsName)),
  );
  if (endpoint.length > 0) return endpoint.flatMap((one) => resolveId(network, one.id) ?? []);
  const records = network.snapshot
    .resources('resource-record-set')
    .filter(({ data }) => same(data.Name) && ['A', 'AAAA'].includes(data.Type));
  const addresses = records.flatMap(({ data }) =>
    (data.ResourceRecords ?? []).flatMap((one: { Value?: string }) => parseAddress(one.Value ?? '') ?? []),
  ) as Address[];
  return addresses
    .flatMap((one) => addressMeant(network, formatAddress(one), one))
    .map((meant) => ({ ...meant, what: meant.interfaces.length > 0 ? meant.what : what }));
}

/** The traffic of a source to addresses, in each family that both have. */
export function trafficBetween(
  sources: readonly Interval<Address>[],
  destinations: readonly Interval<Address>[],
  service: Parameters<typeof box>[0],
): Traffic {
  return sources.flatMap((src) =>
    destinations.filter((dst) => typeof dst.lo === typeof src.lo).map((dst) => box({ ...service, src, dst })),
  );
}
