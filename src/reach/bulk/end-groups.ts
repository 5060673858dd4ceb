/** Groups at the two ends of pairs, by port classes: whom they let out to, and in from. `lenient`: what is in doubt is let through. */
import type { Interval } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { RuleDirection } from '../security-group.ts';
import { type Allowance, groupSide } from './conditions.ts';
import type { Ports } from './facets.ts';

export interface RuleMask {
  readonly mask: number;
  readonly range: Interval<number>;
}

export interface ReferenceMask {
  readonly mask: number;
  readonly groupId: string;
}

/** What one side of a set of groups lets through. */
export interface EndGroups {
  /** Ports that are open whatever the address. */
  readonly any: number;
  readonly ranges: readonly RuleMask[];
  readonly references: readonly ReferenceMask[];
}

const TCP_NUMBER = 6;

export const maskOf = (ports: Ports, { protocol, port }: Pick<Allowance, 'protocol' | 'port'>): number => {
  if (protocol.lo > TCP_NUMBER || protocol.hi < TCP_NUMBER) return 0;
  return ports.reduce((mask, one, at) => (port.lo <= one && one <= port.hi ? mask | (1 << at) : mask), 0);
};

const isAll = ({ lo, hi }: Interval<number>): boolean => lo === 0 && hi === 0xffff_ffff;

export function endGroups(network: Network, one: Interface, side: RuleDirection, ports: Ports, lenient: boolean): EndGroups {
  let any = 0;
  const ranges: RuleMask[] = [];
  const references: ReferenceMask[] = [];
  const everything = ports.reduce((mask, _, at) => mask | (1 << at), 0);
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (group instanceof Missing) {
      if (lenient) any |= everything;
      continue;
    }
    const { addresses, doubtful, references: named } = groupSide(network, group, side, 4);
    for (const rule of lenient ? [...addresses, ...doubtful] : addresses) {
      const mask = maskOf(ports, rule);
      const range = rule.other as Interval<number>;
      if (isAll(range)) any |= mask;
      else if (mask !== 0) ranges.push({ mask, range });
    }
    for (const { groupId, stale, ...rule } of named) {
      const mask = maskOf(ports, rule);
      if (stale || mask === 0) continue;
      if (lenient && network.group(groupId, one) instanceof Missing) any |= mask;
      else references.push({ mask, groupId });
    }
  }
  const left = (masked: { mask: number }): boolean => (masked.mask & ~any) !== 0;
  return { any, ranges: ranges.filter(left), references: references.filter(left) };
}
