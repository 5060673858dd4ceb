/** What is said where no rule of an interface's groups lets a packet by: that none matches, that one would if the sender were known, or why nobody knows. */
import { Missing } from '../network/coverage.ts';
import type { Ref } from '../network/entity.ts';
import type { Guard, GuardRule } from '../network/guard.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { Group, Rule, RuleDirection } from '../network/security-group.ts';
import { conditionOf, servesPort, unrecognisedAt } from './rule-match.ts';
import { type Evidence, type Saying, saying } from './step.ts';
import type { Walk } from './walk.ts';

const namesOf = (one: Interface): string => one.groupIds.join(', ');
const guarded = (_: unknown, one: Interface): Evidence => ({ label: '', text: '', source: one });
const atFirstGroup = (network: Network, one: Interface): Ref => (network.guardOf(one).groups[0] as Group | undefined) ?? one;
const refused = (side: RuleDirection): Record<'empty' | 'mismatch', Saying<Network, Interface>> => ({
  empty: saying({
    does: 'blocks',
    at: atFirstGroup,
    code: 'SG_HAS_NO_RULES',
    side,
    because: (_, one) =>
      one.groupIds.length > 0
        ? `${one.groupIds.join(', ')} ${one.groupIds.length > 1 ? 'have' : 'has'} no ${side} rule at all, for ${one.id}`
        : `${one.id} wears no group, and so lets nothing ${side === 'ingress' ? 'in' : 'out'}`,
    evidence: guarded,
  }),
  mismatch: saying({
    does: 'blocks',
    at: atFirstGroup,
    code: 'ENI_SG_RULES_MISMATCH',
    side,
    because: (_, one) => `no ${side} rule of ${namesOf(one)} matches for ${one.id}`,
    evidence: guarded,
  }),
});
const refusesIn = refused('ingress');
const refusesOut = refused('egress');

/** No rule takes the packet; `first`: where those begin that were held against it. */
export function refuse(walk: Walk, at: number, side: RuleDirection, first: number): void {
  const { network } = walk;
  const one = network.book.all[at]!;
  if (walk.scope) for (const rule of knownRules(network.guardOf(one), side)) keepMiss(walk, rule);
  const lost = side === 'ingress' ? referenceLost(walk, at, first) : undefined;
  if (lost) {
    unrecognised(walk, one, side, lost);
    return;
  }
  const { empty, mismatch } = side === 'ingress' ? refusesIn : refusesOut;
  walk.say(undefined, network.guardBook.isEmpty(first) && isEmpty(network, one, side) ? empty : mismatch, network, one);
}

const knownRules = (guard: Guard, side: RuleDirection): readonly Rule[] =>
  guard.rules(side).filter((rule) => !(rule instanceof Missing)) as readonly Rule[];

/** No known rule takes the packet; `missing`: what would have to be known of one of them, or of a group. */
export function inDoubt(walk: Walk, one: Interface, side: RuleDirection, missing: Missing, doubted: GuardRule | undefined): void {
  if (walk.scope) leaveOpen(walk, walk.network.guardOf(one), side, doubted);
  const way = side === 'ingress' ? 'in' : 'out';
  walk.unknown(one, missing, () => `whether the groups of ${one.id} let this ${way} needs ${missing.text}`, { side });
}

function unrecognised(walk: Walk, one: Interface, side: RuleDirection, lost: NonNullable<Walk['unrecognised']>): void {
  const at = atFirstGroup(walk.network, one);
  if (lost instanceof Missing) {
    const because = () => `a rule of ${namesOf(one)} names a group of the sender; whether it counts here needs ${lost.text}`;
    walk.unknown(at, lost, because, { side });
    return;
  }
  const why = `a rule of ${namesOf(one)} names a group of the sender, but the way here does not preserve it`;
  walk.block(at, lost, `${why} for ${one.id}`, { side, evidence: guarded(undefined, one) });
}

/** Whether no group of the interface has a rule of a direction. */
function isEmpty(network: Network, one: Interface, side: RuleDirection): boolean {
  const { ingress4, ingress6, egress4, egress6 } = network.guardOf(one);
  const { guardBook: book } = network;
  return side === 'ingress' ? book.isEmpty(ingress4) && book.isEmpty(ingress6) : book.isEmpty(egress4) && book.isEmpty(egress6);
}

/** A group that is not in the snapshot leaves open whatever no known rule lets by; a rule in doubt what it is for, of that. */
function leaveOpen(walk: Walk, guard: Guard, side: RuleDirection, doubted: GuardRule | undefined): void {
  if (doubted && !(doubted instanceof Missing)) walk.keepHit({ protocol: doubted.protocol, destinationPort: doubted.ports });
  for (const rule of knownRules(guard, side)) keepMiss(walk, rule);
}

/** That a rule does not take the packet holds of all that it does not take. */
export function keepMiss(walk: Walk, rule: Rule): void {
  const { protocol, ports: destinationPort } = rule;
  if (!servesPort(walk, rule)) walk.keepMiss({ protocol, destinationPort });
  else if (rule.prefix) walk.keepMiss(conditionOf(rule));
  else if (rule.groupId && rule.direction === 'egress') walk.keep('dst', walk.network.ownedAround(walk.header.dst));
}

/** A rule that would match if the sender's groups were still known here. */
function referenceLost(walk: Walk, at: number, first: number): Walk['unrecognised'] {
  const why = unrecognisedAt(walk, at);
  const { sender, network } = walk;
  if (!why || sender < 0) return undefined;
  const { protocol, destinationPort, src } = walk.header;
  const { guardBook: book } = network;
  for (
    let row = book.nextFor(first, protocol, destinationPort, src);
    row >= 0;
    row = book.nextFor(row + 1, protocol, destinationPort, src)
  ) {
    if (book.isCertain(row)) continue;
    const number = book.markOf(row);
    if (number >= 0 ? network.wears(sender, number) : namesGroupOf(network.book.all[sender]!, book.rule(row))) return why;
  }
  return undefined;
}

const namesGroupOf = ({ groupIds }: Interface, rule: GuardRule): boolean =>
  !(rule instanceof Missing) && rule.groupId !== undefined && groupIds.includes(rule.groupId);
