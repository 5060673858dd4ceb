/** Everything of AWS's that random topologies have to lead packets through, so that agreement is about all of it. */

/** IP versions in which it is to be crossed, and by packets of which verdicts. */
interface Wanted {
  families: readonly (4 | 6)[];
  verdicts: readonly ('reachable' | 'blocked' | 'unknown')[];
}

const both: Wanted = { families: [4, 6], verdicts: ['reachable', 'blocked'] };
const four: Wanted = { ...both, families: [4] };
const six: Wanted = { ...both, families: [6] };
const opens: Wanted = { ...both, verdicts: ['reachable'] };
const stops: Wanted = { ...both, verdicts: ['blocked'] };
const doubt: Wanted = { ...both, verdicts: ['unknown'] };

export const COMPONENTS = {
  'same subnet': both,
  'local route': both,
  'static route': both,
  'propagated route': four,
  'blackhole route': stops,
  'route more specific than local': both,
  'prefix-list route': both,
  'route to a domain that is not modelled': { ...doubt, families: [4] },
  'edge route table': both,
  'internet gateway, out': both,
  'internet gateway, in': both,
  'own public address from inside': both,
  'egress-only gateway': six,
  'NAT gateway, public': four,
  'NAT gateway, private': four,
  'NAT gateway, regional': four,
  'NAT gateway for another VPC': four,
  'NAT gateway, then peering': four,
  NAT64: six,
  'gateway endpoint': both,
  'interface endpoint': both,
  'PrivateLink to a provider': both,
  'Gateway Load Balancer endpoint': both,
  'Network Firewall, stateless': both,
  'Network Firewall, stateful': both,
  'Network Firewall, names and options': doubt,
  'Network Firewall on a transit gateway': both,
  appliance: both,
  'peering in the Region': both,
  'peering across Regions': both,
  'transit gateway': both,
  'transit gateway of another account': both,
  'transit gateway, appliance mode': both,
  'transit gateway peering': both,
  'transit gateway, VPN': both,
  'transit gateway, Direct Connect': both,
  'Cloud WAN': both,
  'Cloud WAN across segments': both,
  'virtual private gateway, VPN': four,
  'virtual private gateway, Direct Connect': both,
  'from the other side of a virtual private gateway': both,
  'from the other side of a transit gateway': both,
  'Client VPN': four,
  'Instance Connect endpoint': four,
  'network load balancer, client kept': both,
  'network load balancer, client hidden': both,
  'application load balancer': both,
  'application load balancer behind a network one': both,
  'classic load balancer': four,
  'target in a peered VPC': both,
  'source check': stops,
  'destination check': stops,
  'stopped instance': stops,
  'unattached interface': stops,
  'interface that takes nothing new': stops,
  'Block Public Access': stops,
  'Block Public Access, exclusion': opens,
  'encryption controls': stops,
  'encryption controls, exclusion': opens,
  'service address': both,
  'VPC Lattice': { families: [4], verdicts: ['blocked', 'unknown'] },
  'network ACL, deny': stops,
  'group reference in the VPC': both,
  'group reference over peering': both,
  'group reference over a transit gateway': both,
  "reference to a load balancer's group": { ...opens, families: [4] },
  'group of another VPC': both,
  'prefix list in a group': both,
  'shared subnet': both,
  'secondary address': four,
  'delegated prefix': both,
  'reply through the rules of a stateless interface': both,
} as const satisfies Record<string, Wanted>;

export type Component = keyof typeof COMPONENTS;

export type Count = Record<'reachable' | 'blocked' | 'unknown', number>;
export type Cover = Record<string, Record<4 | 6, Count>>;

const nothing = (): Count => ({ reachable: 0, blocked: 0, unknown: 0 });

export const emptyCover = (): Cover =>
  Object.fromEntries(Object.keys(COMPONENTS).map((name) => [name, { 4: nothing(), 6: nothing() }]));

/** What was crossed fewer than `least` times, as readable lines. */
export const thin = (cover: Cover, least: number): string[] =>
  Object.entries<Wanted>(COMPONENTS).flatMap(([name, { families, verdicts }]) =>
    families.flatMap((family) =>
      verdicts
        .filter((verdict) => cover[name]![family][verdict] < least)
        .map((verdict) => `${name}, IPv${family}, ${verdict}: ${cover[name]![family][verdict]}`),
    ),
  );

/** One line a component: how often it was crossed, IPv4 and IPv6, on a path that is reachable, blocked and unknown. */
export const tableOf = (cover: Cover): string =>
  Object.entries(cover)
    .map(([name, { 4: v4, 6: v6 }]) =>
      [
        name.padEnd(50),
        ...[v4, v6].flatMap((it) => [it.reachable, it.blocked, it.unknown]).map((it) => String(it).padStart(8)),
      ].join(''),
    )
    .join('\n');
