/** Network ACLs as ordered lists of entries that can be matched, by direction and family. */
import {
  ANY_PORT,
  ANY_PROTOCOL,
  type Family,
  familyOf,
  hasPorts,
  ICMPV6,
  type Interval,
  icmpRange,
  isIcmp,
  only,
  type Prefix,
  parsePrefix,
  protocolNumber,
} from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import { type Chain, type Chains, Rulebook } from './rulebook.ts';
import type { RuleDirection } from './security-group.ts';

export interface AclEntry {
  readonly number: number;
  readonly allows: boolean;
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  readonly prefix: Prefix;
  readonly text: string;
  readonly data: Data;
}

/** Entries by ascending number, the implicit last one not among them; and as chains, in which *on* means that the entry allows. */
export interface Acl extends Entity, Chains<AclEntry> {
  readonly entries: Readonly<Record<RuleDirection, Readonly<Record<Family, readonly AclEntry[]>>>>;
  readonly subnetIds: readonly string[];
}

/** The number of the rule that denies what no other matched (N2). */
export const lastRule = (family: Family): number => (family === 4 ? 32767 : 32768);

export function aclOf(resource: Resource, book = new Rulebook()): Acl {
  const rows: Data[] = [...(resource.data.Entries ?? [])].sort((a, b) => a.RuleNumber - b.RuleNumber);
  const chain = (egress: boolean, family: Family): Chain<AclEntry> => {
    const entries = rows.filter((row) => Boolean(row.Egress) === egress).flatMap((row) => entryOf(row, family) ?? []);
    return book.chain(entries, ({ protocol, ports, prefix, allows: on }) =>
      family === 4 ? { protocol, ports, addresses: prefix, on } : { protocol, ports, on },
    );
  };
  const [ingress4, ingress6, egress4, egress6] = [chain(false, 4), chain(false, 6), chain(true, 4), chain(true, 6)];
  return {
    ingress4,
    egress4,
    ...entityOf(resource),
    ingress6,
    egress6,
    entries: { ingress: { 4: ingress4.rules, 6: ingress6.rules }, egress: { 4: egress4.rules, 6: egress6.rules } },
    subnetIds: (resource.data.Associations ?? []).map((one: Data) => one.SubnetId),
  };
}

function entryOf(row: Data, family: Family): AclEntry | undefined {
  const cidr: string | undefined = family === 4 ? row.CidrBlock : row.Ipv6CidrBlock;
  const prefix = cidr && row.RuleNumber < 32767 ? parsePrefix(cidr) : undefined;
  if (!prefix || familyOf(prefix.lo) !== family) return undefined;
  const allows = row.RuleAction === 'allow';
  const service = serviceOf(row, family);
  return (
    service && {
      number: row.RuleNumber,
      allows,
      prefix,
      ...service,
      text: `${allows ? 'allow' : 'deny'} ${service.text} ${cidr}`,
      data: row,
    }
  );
}

/** N5: all ports but for TCP, UDP and ICMP; ICMPv6 in an IPv4 entry is every type. */
function serviceOf(row: Data, family: Family): Pick<AclEntry, 'protocol' | 'ports' | 'text'> | undefined {
  const protocol = String(row.Protocol ?? '-1');
  if (protocol === '-1') return { protocol: ANY_PROTOCOL, ports: ANY_PORT, text: 'all traffic' };
  const number = protocolNumber(protocol);
  if (number === undefined) return undefined;
  const ports = portsOf(row, number, family);
  const range =
    ports && !isIcmp(number) && ports !== ANY_PORT ? ` ${ports.lo}${ports.hi === ports.lo ? '' : `-${ports.hi}`}` : '';
  return ports && { protocol: only(number), ports, text: `protocol ${number}${range}` };
}

function portsOf(row: Data, number: number, family: Family): Interval<number> | undefined {
  if (hasPorts(number)) return row.PortRange ? { lo: row.PortRange.From ?? 0, hi: row.PortRange.To ?? 65535 } : ANY_PORT;
  if (!isIcmp(number) || (number === ICMPV6 && family === 4)) return ANY_PORT;
  return icmpRange(row.IcmpTypeCode?.Type, row.IcmpTypeCode?.Code);
}
