/** Questions about network ACLs that subnets have, answered by the entries as the engine has compiled them. */
import { EPHEMERAL, type Family, hasPorts, type Interval, isIcmp, protocolName, type Traffic } from '../net/index.ts';
import { type Acl, type AclEntry, type Change, Missing, passedBy, type RuleDirection, type Subnet } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import { type Remedy, run } from './remedy.ts';
import { interfacesIn } from './routes.ts';
import type { Evidence } from './rule.ts';

type Service = Extract<Change, { do: 'create ACL entry' }>['service'];

export interface AclInUse {
  readonly acl: Acl;
  /** Never none. */
  readonly subnets: readonly Subnet[];
}

/** Every ACL that a subnet has. */
export const aclsInUse = (estate: Estate): readonly AclInUse[] =>
  estate.once('ACLs in use', () => {
    const known = [...estate.network.subnets.values()].flatMap((subnet) => {
      const acl = estate.network.aclOf(subnet);
      return acl instanceof Missing ? [] : [{ acl, subnet }];
    });
    return [...Map.groupBy(known, ({ acl }) => acl)].map(([acl, users]) => ({ acl, subnets: users.map(({ subnet }) => subnet) }));
  });

/** What of all traffic an ACL lets in or out. */
export const passes = (estate: Estate, acl: Acl, direction: RuleDirection, family: Family): Traffic =>
  estate.once(`${acl.id} passes ${direction} ${family}`, () => passedBy(acl, direction, family));

/** Whether packets cross it today: an interface is in one of its subnets. */
export const isCrossed = (estate: Estate, { subnets }: AclInUse): boolean =>
  subnets.some(({ id }) => interfacesIn(estate, id).length > 0);

/** The entry by which all traffic of a family passes, narrower denials before it or not; nothing where the first one for all denies. */
export function openEntry({ entries }: Acl, direction: RuleDirection, family: Family): AclEntry | undefined {
  const first = entries[direction][family].find(
    ({ prefix, protocol }) => prefix.length === 0 && protocol.lo === 0 && protocol.hi === 255,
  );
  return first?.allows ? first : undefined;
}

export const entryEvidence = (acl: Acl, direction: RuleDirection, { number, text }: AclEntry): Evidence => ({
  kind: 'network-acl',
  id: acl.id,
  text: `${direction} #${number} ${text}`,
});

/** Entries that let answers to clients pass, from or to some ranges. */
export const lettingAnswers = (acl: Acl, direction: RuleDirection, protocol: string, cidrs: readonly string[]): Remedy[] =>
  cidrs.map((cidr, index) => ({
    do: 'create ACL entry',
    account: acl.account,
    region: acl.region,
    aclId: acl.id,
    direction,
    number: freeNumber(acl, direction) + index,
    allows: true,
    service: { protocol, from: EPHEMERAL.lo, to: EPHEMERAL.hi },
    cidr,
  }));

/** Protocol and ports as AWS writes them in an entry. */
export function writtenService(protocol: Interval<number>, ports: Interval<number>): Service {
  if (protocol.lo !== protocol.hi) return { protocol: '-1' };
  if (isIcmp(protocol.lo)) return { protocol: protocolName(protocol.lo), from: -1, to: -1 };
  return { protocol: protocolName(protocol.lo), ...(hasPorts(protocol.lo) && { from: ports.lo, to: ports.hi }) };
}

/** A number for an entry that comes before some others; nothing where there is none left. */
export function numberBefore(acl: Acl, direction: RuleDirection, others: readonly number[]): number | undefined {
  if (others.length === 0) return freeNumber(acl, direction);
  const taken = new Set([...acl.entries[direction][4], ...acl.entries[direction][6]].map(({ number }) => number));
  let number = Math.min(...others) - 1;
  while (taken.has(number)) number -= 1;
  return number >= 1 ? number : undefined;
}

const ICMP_NUMBER = 1;

/** The entries for all IPv4 addresses, once more for all IPv6 ones. What is said of some IPv4 addresses cannot be said of IPv6. */
export function sameForIpv6(acl: Acl, direction: RuleDirection): Remedy[] {
  const { id: aclId, account, region, entries } = acl;
  const first = freeNumber(acl, direction);
  return entries[direction][4]
    .filter(({ prefix }) => prefix.length === 0)
    .map(({ protocol, ports, allows }, index) => {
      const service =
        protocol.lo === ICMP_NUMBER && protocol.hi === ICMP_NUMBER
          ? { protocol: 'icmpv6', from: -1, to: -1 }
          : writtenService(protocol, ports);
      return { do: 'create ACL entry', account, region, aclId, direction, number: first + index, allows, service, cidr: '::/0' };
    });
}

/** Takes an entry away. */
export const withoutEntry = (acl: Acl, direction: RuleDirection, { number, text }: AclEntry): Remedy =>
  run(
    acl,
    `Take ${direction} #${number} (${text}) out of ${acl.id}`,
    `ec2 delete-network-acl-entry --network-acl-id ${acl.id} --${direction} --rule-number ${number}`,
    `# take the aws_network_acl_rule ${number} (${direction}) out of the aws_network_acl with id ${acl.id}`,
  );

/** A number for one more entry, after all others. */
function freeNumber({ entries }: Acl, direction: RuleDirection): number {
  const last = Math.max(0, ...[...entries[direction][4], ...entries[direction][6]].map(({ number }) => number));
  return Math.min(Math.floor(last / 10) * 10 + 10, 32766);
}
