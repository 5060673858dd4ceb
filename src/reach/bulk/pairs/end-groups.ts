/**
 * Groups at the two ends of pairs, by services: whom they let out to, and in from. `lenient`: what is in doubt is let through. `strict`:
 * what rules that name groups say of IPv6 is in doubt.
 */
import { type Address, everyAddress, type Family, type Interval } from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import { groupSide } from '../charts/conditions.ts';
import { everyService, maskOf, type Services } from './service-masks.ts';

export interface RuleMask {
  readonly mask: number;
  readonly range: Interval<Address>;
}

export interface ReferenceMask {
  readonly mask: number;
  readonly groupId: string;
}

/** What one side of a set of groups lets through. */
export interface EndGroups {
  /** Services that are open whatever the address. */
  readonly any: number;
  readonly ranges: readonly RuleMask[];
  readonly references: readonly ReferenceMask[];
}

export function endGroups(
  network: Network,
  one: Interface,
  side: RuleDirection,
  family: Family,
  services: Services,
  lenient: boolean,
  strict = false,
): EndGroups {
  let any = 0;
  const ranges: RuleMask[] = [];
  const references: ReferenceMask[] = [];
  const everything = everyService(services);
  const all = everyAddress(family);
  const isAll = ({ lo, hi }: Interval<Address>): boolean => lo === all.lo && hi === all.hi;
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (group instanceof Missing) {
      if (lenient) any |= everything;
      continue;
    }
    const { addresses, doubtful, references: named } = groupSide(network, group, side, family);
    for (const rule of lenient ? [...addresses, ...doubtful] : addresses) {
      const mask = maskOf(services, rule.protocol, rule.port);
      if (isAll(rule.other)) any |= mask;
      else if (mask !== 0) ranges.push({ mask, range: rule.other });
    }
    for (const { groupId, stale, ...rule } of named) {
      const mask = maskOf(services, rule.protocol, rule.port);
      if (stale || mask === 0 || (strict && !lenient && family === 6)) continue;
      if (lenient && network.group(groupId, one) instanceof Missing) any |= mask;
      else references.push({ mask, groupId });
    }
  }
  const left = (masked: { mask: number }): boolean => (masked.mask & ~any) !== 0;
  return { any, ranges: ranges.filter(left), references: references.filter(left) };
}
