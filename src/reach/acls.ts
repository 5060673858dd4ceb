/** Network ACLs at a subnet's border: the first entry that matches decides, with no memory (N2–N7). */
import { type Address, familyOf } from '../net/index.ts';
import type { Code } from './codes.ts';
import { Missing } from './coverage.ts';
import { type Acl, type AclEntry, lastRule } from './network-acl.ts';
import { chainOf } from './rulebook.ts';
import type { RuleDirection } from './security-group.ts';
import { type Evidence, type Saying, saying } from './step.ts';
import type { Subnet } from './vpc.ts';
import type { Walk } from './walk.ts';

/** Judges the packet as it is at the border of a subnet; `code`: what a denial is called. */
export function judgeAcl(walk: Walk, subnet: Subnet, side: RuleDirection, code: Code = 'SUBNET_ACL_RESTRICTION'): void {
  if (walk.options.recorder) {
    walk.options.recorder.acl(walk, subnet, side);
    return;
  }
  const acl = walk.network.aclOf(subnet);
  if (acl instanceof Missing) {
    walk.unknown(subnet, acl, () => `the network ACL of ${subnet.id} is not known: ${acl.text}`, { side });
    return;
  }
  const { header } = walk;
  const other = side === 'ingress' ? header.src : header.dst;
  const chain = chainOf(acl, side, header.dst);
  const four = typeof header.dst === 'number' ? Number(other) : 0;
  let at = chain.next(0, header.protocol, header.destinationPort, four);
  while (at >= 0 && !chain.isCertain(at) && !holdsOther(chain.rules[at]!, other))
    at = chain.next(at + 1, header.protocol, header.destinationPort, four);
  if (walk.scope) keepTo(walk, chain.rules, at, side);
  if (at < 0) walk.say(acl, deniesLast(side, code), undefined, subnet);
  else walk.say(acl, chain.isOn(at) ? allows[side] : denies(side, code), chain, subnet, at);
}

const holdsOther = ({ prefix }: AclEntry, other: Address): boolean => prefix.lo <= other && other <= prefix.hi;

/** The same for every packet of the scope: past the entries before, and taken by this one. */
function keepTo(walk: Walk, entries: readonly AclEntry[], at: number, side: RuleDirection): void {
  const field = side === 'ingress' ? 'src' : 'dst';
  for (const { protocol, ports: destinationPort, prefix } of at < 0 ? entries : entries.slice(0, at))
    walk.keepMiss({ protocol, destinationPort, [field]: prefix });
  const hit = entries[at];
  if (hit) walk.keepHit({ protocol: hit.protocol, destinationPort: hit.ports, [field]: hit.prefix });
}

// What is said of an entry -----------------------------------------------------------------------------------------------------

const idOf = ({ acl }: Subnet): string => (acl as Acl).id;

const bySide = <T>(make: (side: RuleDirection) => T): Record<RuleDirection, T> => ({
  ingress: make('ingress'),
  egress: make('egress'),
});

const decided = (side: RuleDirection, code?: Code): Saying<AclEntry, Subnet> =>
  saying({
    does: code ? 'blocks' : 'allows',
    code,
    side,
    because: ({ number, text }, subnet) => `${side} rule ${number} of ${idOf(subnet)} at ${subnet.id}: ${text}`,
    evidence: (entry): Evidence => ({ label: `#${entry.number}`, text: entry.text, source: entry }),
  });

const leftOver = (side: RuleDirection, code: Code): Saying<undefined, Subnet> =>
  saying({
    does: 'blocks',
    code,
    side,
    because: (_, subnet) => `no ${side} rule of ${idOf(subnet)} at ${subnet.id} matches, so it denies`,
    evidence: (_, subnet, header): Evidence => ({
      label: `#${lastRule(familyOf(header.dst))}`,
      text: 'deny what no rule matched',
      source: subnet,
    }),
  });

const allows = bySide((side) => decided(side));
const restricted = bySide((side) => decided(side, 'SUBNET_ACL_RESTRICTION'));
const restrictedLast = bySide((side) => leftOver(side, 'SUBNET_ACL_RESTRICTION'));

const denies = (side: RuleDirection, code: Code): Saying<AclEntry, Subnet> =>
  code === 'SUBNET_ACL_RESTRICTION' ? restricted[side] : decided(side, code);
const deniesLast = (side: RuleDirection, code: Code): Saying<undefined, Subnet> =>
  code === 'SUBNET_ACL_RESTRICTION' ? restrictedLast[side] : leftOver(side, code);
