/** Network ACLs at a subnet's border: the first entry that matches decides, with no memory (N2–N7). */
import { type Family, familyOf } from '../net/index.ts';
import type { Code } from './codes.ts';
import { Missing } from './coverage.ts';
import { type AclEntry, lastRule } from './network-acl.ts';
import type { RuleDirection } from './security-group.ts';
import type { Evidence } from './step.ts';
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
  const other = side === 'ingress' ? walk.header.src : walk.header.dst;
  const family: Family = familyOf(other);
  const field = side === 'ingress' ? 'src' : 'dst';
  const entries = acl.entries[side][family];
  for (const entry of entries) {
    if (!matches(walk, entry, side)) {
      if (walk.scope) walk.keepMiss({ protocol: entry.protocol, destinationPort: entry.ports, [field]: entry.prefix });
      continue;
    }
    if (walk.scope) walk.keepHit({ protocol: entry.protocol, destinationPort: entry.ports, [field]: entry.prefix });
    const evidence: Evidence = { label: `#${entry.number}`, text: entry.text, source: entry };
    const because = (): string => `${side} rule ${entry.number} of ${acl.id} at ${subnet.id}: ${entry.text}`;
    if (entry.allows) walk.allow(acl, because, { evidence, side });
    else walk.block(acl, code, because, { evidence, side });
    return;
  }
  const evidence: Evidence = { label: `#${lastRule(family)}`, text: 'deny what no rule matched', source: subnet };
  walk.block(acl, code, () => `no ${side} rule of ${acl.id} at ${subnet.id} matches, so it denies`, {
    evidence,
    side,
  });
}

function matches({ header }: Walk, { protocol, ports, prefix }: AclEntry, side: RuleDirection): boolean {
  const other = side === 'ingress' ? header.src : header.dst;
  return (
    protocol.lo <= header.protocol &&
    header.protocol <= protocol.hi &&
    ports.lo <= header.destinationPort &&
    header.destinationPort <= ports.hi &&
    prefix.lo <= other &&
    other <= prefix.hi
  );
}
