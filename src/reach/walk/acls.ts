/** Network ACLs at a subnet's border: the first entry that matches decides, with no memory (N2–N7). */
import { familyOf, holds } from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import { type Acl, type AclEntry, lastRule } from '../network/network-acl.ts';
import { rowOf } from '../network/rulebook.ts';
import type { RuleDirection } from '../network/security-group.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Code } from './codes.ts';
import { type Evidence, type Saying, saying } from './step.ts';
import type { Walk } from './walk.ts';

/** Judges the packet as it is at the border of a subnet; `code`: what a denial is called. */
export function judgeAcl(walk: Walk, subnet: Subnet, side: RuleDirection, code: Code = 'SUBNET_ACL_RESTRICTION'): void {
  if (walk.options.recorder) {
    walk.options.recorder.acl(walk, subnet, side);
    return;
  }
  const { network, header } = walk;
  const rows = network.aclRowsOf(subnet);
  if (rows instanceof Missing) {
    unknownAcl(walk, subnet, rows, side);
    return;
  }
  const { protocol, destinationPort, dst } = header;
  const { aclBook } = network;
  if (!walk.scope && network.isAclOpen(subnet, side, dst)) {
    walk.say(network.aclOf(subnet) as Acl, side === 'ingress' ? allowsIn : allowsOut, aclBook, subnet, rowOf(rows, side, dst));
    return;
  }
  const other = side === 'ingress' ? header.src : dst;
  let row = aclBook.nextFor(rowOf(rows, side, dst), protocol, destinationPort, other);
  while (row >= 0 && !aclBook.isCertain(row) && !holds(aclBook.rule(row).prefix, other))
    row = aclBook.nextFor(row + 1, protocol, destinationPort, other);
  const acl = network.aclOf(subnet) as Acl;
  if (walk.scope) keepTo(walk, acl.entries[side][familyOf(dst)], row < 0 ? undefined : aclBook.rule(row), side);
  if (row < 0) walk.say(acl, leftOver(side, code), acl, subnet);
  else walk.say(acl, aclBook.isOn(row) ? (side === 'ingress' ? allowsIn : allowsOut) : denies(side, code), aclBook, subnet, row);
}

function unknownAcl(walk: Walk, subnet: Subnet, missing: Missing, side: RuleDirection): void {
  walk.unknown(subnet, missing, () => `the network ACL of ${subnet.id} is not known: ${missing.text}`, { side });
}

/** The same for every packet of the scope: past the entries before, and taken by this one. */
function keepTo(walk: Walk, entries: readonly AclEntry[], hit: AclEntry | undefined, side: RuleDirection): void {
  const field = side === 'ingress' ? 'src' : 'dst';
  for (const entry of entries) {
    if (entry === hit) break;
    walk.keepMiss({ protocol: entry.protocol, destinationPort: entry.ports, [field]: entry.prefix });
  }
  if (hit) walk.keepHit({ protocol: hit.protocol, destinationPort: hit.ports, [field]: hit.prefix });
}

// What is said of an entry -----------------------------------------------------------------------------------------------------

const decided = (side: RuleDirection, code?: Code): Saying<AclEntry, Subnet> =>
  saying({
    does: code ? 'blocks' : 'allows',
    code,
    side,
    because: ({ number, text, aclId }, subnet) => `${side} rule ${number} of ${aclId} at ${subnet.id}: ${text}`,
    evidence: (entry): Evidence => ({ label: `#${entry.number}`, text: entry.text, source: entry }),
  });

const leftOver = (side: RuleDirection, code: Code): Saying<Acl, Subnet> =>
  saying({
    does: 'blocks',
    code,
    side,
    because: ({ id }, subnet) => `no ${side} rule of ${id} at ${subnet.id} matches, so it denies`,
    evidence: (_, subnet, header): Evidence => ({
      label: `#${lastRule(familyOf(header.dst))}`,
      text: 'deny what no rule matched',
      source: subnet,
    }),
  });

const allowsIn = decided('ingress');
const allowsOut = decided('egress');
const deniesIn = decided('ingress', 'SUBNET_ACL_RESTRICTION');
const deniesOut = decided('egress', 'SUBNET_ACL_RESTRICTION');

const denies = (side: RuleDirection, code: Code): Saying<AclEntry, Subnet> =>
  code === 'SUBNET_ACL_RESTRICTION' ? (side === 'ingress' ? deniesIn : deniesOut) : decided(side, code);
