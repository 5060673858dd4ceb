/** Network ACLs as ordered lists of entries that can be matched, by direction and family. */
import {
  ANY_PORT,
  ANY_PROTOCOL,
  and,
  type Box,
  box,
  everything,
  type Family,
  familyOf,
  hasPorts,
  ICMPV6,
  type Interval,
  icmpRange,
  isIcmp,
  isWide,
  minus,
  only,
  type Prefix,
  parsePrefix,
  protocolNumber,
  type Traffic,
} from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { type Data, type Entity, entityOf } from './entity.ts';
import { type Rows, Rulebook } from './rulebook.ts';
import type { RuleDirection } from './security-group.ts';

export interface AclEntry {
  readonly number: number;
  readonly allows: boolean;
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  readonly prefix: Prefix;
  readonly text: string;
  readonly data: Data;
  readonly aclId: string;
}

/** Entries by ascending number, the implicit last one not among them; and as rows, in which *on* means that the entry allows. */
export interface Acl extends Entity, Rows {
  readonly entries: Readonly<Record<RuleDirection, Readonly<Record<Family, readonly AclEntry[]>>>>;
  readonly subnetIds: readonly string[];
  /** Which lists let everything through with their first entry: see the book. */
  readonly opens: number;
}

/** The number of the rule that denies what no other matched (N2). */
export const lastRule = (family: Family): number => (family === 4 ? 32767 : 32768);

export function aclOf(resource: Resource, book = new Rulebook<AclEntry>()): Acl {
  const rows: Data[] = [...(resource.data.Entries ?? [])].sort((a, b) => a.RuleNumber - b.RuleNumber);
  const of = (egress: boolean, family: Family): readonly AclEntry[] =>
    rows.filter((row) => Boolean(row.Egress) === egress).flatMap((row) => entryOf(resource.id, row, family) ?? []);
  const entries = { ingress: { 4: of(false, 4), 6: of(false, 6) }, egress: { 4: of(true, 4), 6: of(true, 6) } };
  const add = (direction: RuleDirection, family: Family): number =>
    book.add(entries[direction][family], ({ protocol, ports, prefix, allows: on }) =>
      family === 4 || isWide(prefix) ? { protocol, ports, addresses: prefix, on } : { protocol, ports, on },
    );
  const begins = {
    ingress4: add('ingress', 4),
    egress4: add('egress', 4),
    ingress6: add('ingress', 6),
    egress6: add('egress', 6),
  };
  return {
    ...entityOf(resource),
    ...begins,
    opens: book.opensOf(begins, true),
    entries,
    subnetIds: (resource.data.Associations ?? []).map((one: Data) => one.SubnetId),
  };
}

/** What an entry matches, if none before it does. */
export const matchedBy = ({ protocol, ports, prefix }: AclEntry, direction: RuleDirection): Box =>
  box({ protocol, destinationPort: ports, [direction === 'ingress' ? 'src' : 'dst']: prefix }, familyOf(prefix.lo));

/** What of all traffic an ACL lets in or out: each entry decides what none before it has matched (N2). */
export function passedBy({ entries }: Acl, direction: RuleDirection, family: Family): Traffic {
  let rest = everything(family);
  return entries[direction][family].flatMap((entry) => {
    const matched = [matchedBy(entry, direction)];
    const mine = entry.allows ? and(rest, matched) : [];
    rest = minus(rest, matched);
    return mine;
  });
}

function entryOf(aclId: string, row: Data, family: Family): AclEntry | undefined {
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
      aclId,
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
