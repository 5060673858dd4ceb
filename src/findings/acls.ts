/** Questions about network ACLs that subnets have, answered by the entries as the engine has compiled them. */
import { EPHEMERAL, type Family, type Traffic } from '../net/index.ts';
import { type Acl, type AclEntry, Missing, passedBy, type RuleDirection, type Subnet } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import type { Remedy } from './remedy.ts';
import { interfacesIn } from './routes.ts';
import type { Evidence } from './rule.ts';

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

/** A number for one more entry, after all others. */
function freeNumber({ entries }: Acl, direction: RuleDirection): number {
  const last = Math.max(0, ...[...entries[direction][4], ...entries[direction][6]].map(({ number }) => number));
  return Math.min(Math.floor(last / 10) * 10 + 10, 32766);
}
