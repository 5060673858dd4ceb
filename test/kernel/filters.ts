/** Security groups and network ACLs in nftables' language: groups stateful at the host, ACLs stateless at the router. */
import type { Data, World } from '../reach/scenario.ts';

const NAMES: Record<string, string> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };
const EMPTY = 'meta mark 0x7fffffff meta mark 0';

/** Neighbour discovery is never filtered. */
const always = 'iifname "lo" accept; icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept';

function service(protocol: string, ports: [number, number] | undefined): string {
  const name = NAMES[protocol] ?? protocol;
  if (name === '-1') return '';
  if (name === 'icmp' || name === 'icmpv6') {
    const [type, code] = ports ?? [-1, -1];
    if (type === -1) return `meta l4proto ${name}`;
    return `${name} type ${type}${code === -1 ? '' : ` ${name} code ${code}`}`;
  }
  if (name !== 'tcp' && name !== 'udp') return `meta l4proto ${name}`;
  const [from, to] = ports ?? [0, 65535];
  return from <= 0 && to >= 65535 ? `meta l4proto ${name}` : `${name} dport ${from}-${to}`;
}

function peer(end: 'saddr' | 'daddr', cidrs: readonly string[]): string[] {
  const [four, six] = [cidrs.filter((one) => !one.includes(':')), cidrs.filter((one) => one.includes(':'))];
  const match = (list: string[], family: string, any: string, proto: string): string[] =>
    list.length === 0
      ? []
      : [list.some((one) => one.endsWith('/0')) ? `meta nfproto ${any}` : `${family} ${end} { ${list.join(', ')} }${proto}`];
  return [...match(four, 'ip', 'ipv4', ''), ...match(six, 'ip6', 'ipv6', '')];
}

/** The rules of an interface's groups, one a line. */
export function groupRules(world: World, eni: Data, egress: boolean): string[] {
  const lines: string[] = [];
  for (const { GroupId } of eni.Groups) {
    const group = world.of('security-group', GroupId);
    for (const rule of egress ? group.IpPermissionsEgress : group.IpPermissions) {
      const cidrs = [
        ...(rule.IpRanges ?? []).map((one: Data) => one.CidrIp),
        ...(rule.Ipv6Ranges ?? []).map((one: Data) => one.CidrIpv6),
        ...(rule.PrefixListIds ?? []).flatMap((one: Data) => entriesOf(world, one.PrefixListId)),
        ...(rule.UserIdGroupPairs ?? []).flatMap((one: Data) => membersOf(world, one.GroupId, eni.VpcId, egress)),
      ];
      const ports: [number, number] | undefined =
        rule.FromPort === undefined || (rule.FromPort === -1 && !NAMES[rule.IpProtocol]?.startsWith('icmp') && rule.ToPort === -1)
          ? undefined
          : [rule.FromPort, rule.ToPort];
      for (const whom of peer(egress ? 'daddr' : 'saddr', cidrs))
        lines.push(`${whom} ${service(rule.IpProtocol, ports)} accept # ${GroupId}`);
    }
  }
  return lines;
}

export const entriesOf = (world: World, list: string): string[] =>
  world.resources.filter((one) => one.kind === 'prefix-list-entry' && one.parent === list).map((one) => one.data.Cidr);

/** The private addresses that carry a group, where this VPC may speak of it: in the VPC, over peering, inwards over a transit gateway. */
function membersOf(world: World, group: string, vpc: string, egress: boolean): string[] {
  return world.resources
    .filter(({ kind, data }) => kind === 'network-interface' && data.Groups.some((one: Data) => one.GroupId === group))
    .filter(({ data }) => data.VpcId === vpc || peered(world, vpc, data.VpcId) || (!egress && carries(world, vpc, data.VpcId)))
    .flatMap(({ data }) => [
      ...data.PrivateIpAddresses.map((one: Data) => one.PrivateIpAddress),
      ...data.Ipv6Addresses.map((one: Data) => one.Ipv6Address),
    ]);
}

const peered = (world: World, a: string, b: string): boolean =>
  world.resources.some(
    ({ kind, data }) =>
      kind === 'vpc-peering-connection' &&
      data.Status.Code === 'active' &&
      [data.RequesterVpcInfo.VpcId, data.AccepterVpcInfo.VpcId].every((one) => one === a || one === b),
  );

function carries(world: World, a: string, b: string): boolean {
  const on = (vpc: string): Data[] =>
    world.resources
      .filter(({ kind, data }) => kind === 'transit-gateway-vpc-attachment' && data.VpcId === vpc)
      .filter(({ data }) => data.Options.SecurityGroupReferencingSupport !== 'disable')
      .map(({ data }) => data.TransitGatewayId);
  return on(a).some(
    (id) => on(b).includes(id) && world.of('transit-gateway', id).Options.SecurityGroupReferencingSupport === 'enable',
  );
}

/** A host's own filter. What it lets in or out once, it lets back. An appliance judges what it passes on twice: coming in and going out. */
export function hostFilter(world: World, eni: Data): string {
  const [into, out] = [groupRules(world, eni, false), groupRules(world, eni, true)];
  const known = `${always}; ct state established,related accept; ct state invalid drop`;
  const half = (name: string, hook: string, rules: string[]): string => `
 chain ${name} { type filter hook ${hook} priority 0; policy drop;
  ${known}
  ${rules.join('\n  ')}
 }`;
  const judge = (name: string, rules: string[]): string => `
 chain ${name} {
  ${[...rules.map((one) => one.replace(' accept #', ' return #')), 'drop'].join('\n  ')}
 }`;
  const passing = ['jump enters', 'jump leaves', 'accept'];
  return `table inet groups {${judge('enters', into)}${judge('leaves', out)}
${half('in', 'input', into)}${half('out', 'output', out)}${half('through', 'forward', passing)}
}`;
}

function entryLine(entry: Data): string {
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock;
  const [whom = EMPTY] = peer(entry.Egress ? 'daddr' : 'saddr', [cidr]);
  const ports: [number, number] | undefined = entry.IcmpTypeCode
    ? [entry.IcmpTypeCode.Type, entry.IcmpTypeCode.Code]
    : entry.PortRange && [entry.PortRange.From, entry.PortRange.To];
  return `${whom} ${service(entry.Protocol, ports)} ${entry.RuleAction === 'allow' ? 'return' : 'drop'} # ${entry.RuleNumber}`;
}

/** The ACLs of a VPC's subnets, by the device that leads into each: nothing is tracked. */
export function aclFilter(world: World, subnets: readonly { id: string; dev: string }[]): string {
  const chains = subnets.map(({ id, dev }) => {
    const acl = world.resources.find(
      ({ kind, data }) => kind === 'network-acl' && data.Associations.some((one: Data) => one.SubnetId === id),
    );
    const entries = [...acl!.data.Entries].sort((a: Data, b: Data) => a.RuleNumber - b.RuleNumber);
    const chain = (egress: boolean): string => ` chain ${egress ? 'out' : 'in'}-${dev} {
  ${entries
    .filter((one) => one.Egress === egress)
    .map(entryLine)
    .join('\n  ')}
  drop
 }`;
    return `${chain(true)}\n${chain(false)}`;
  });
  const jumps = subnets.flatMap(({ dev }) => [`iifname "${dev}" jump out-${dev}`, `oifname "${dev}" jump in-${dev}`]);
  const [out, into] = [jumps.filter((_, at) => at % 2 === 0), jumps.filter((_, at) => at % 2 === 1)];
  return `table inet acls {
 chain untracked { type filter hook prerouting priority raw; notrack; }
${chains.join('\n')}
 chain between { type filter hook forward priority 0; policy accept;
  ${[...out, ...into].join('\n  ')}
 }
}`;
}
