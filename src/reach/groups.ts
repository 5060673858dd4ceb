/** Security groups at an interface: the union of all rules of all groups decides (S1). */
import { Missing } from './coverage.ts';
import type { Ref } from './entity.ts';
import type { Guard, GuardRule } from './guard.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';
import { matches, servesPort, unrecognisedAt } from './rule-match.ts';
import { rowOf } from './rulebook.ts';
import type { Condition } from './scope.ts';
import type { Group, Rule, RuleDirection } from './security-group.ts';
import { type Evidence, type Saying, saying } from './step.ts';
import type { Walk } from './walk.ts';

/** Judges the packet as it is. Remembers the connection when it passes, for its replies (S13). */
export function judgeGroups(walk: Walk, one: Interface, side: RuleDirection): void {
  if (!one.guarded) return;
  if (walk.direction === 'reply' && walk.tracked.includes(one)) {
    if (side === 'ingress' && isStateless(one)) judge(walk, one, side);
    return;
  }
  judge(walk, one, side);
  if (!walk.tracked.includes(one)) walk.tracked = [...walk.tracked, one];
}

/** QuickSight interfaces of before 27 April 2023 do not remember their connections (S18). */
const isStateless = (one: Interface): boolean =>
  one.type === 'quicksight' && String(one.data.Attachment?.AttachTime ?? '9') < '2023-04-27';

function judge(walk: Walk, one: Interface, side: RuleDirection): void {
  if (walk.options.recorder) {
    walk.options.recorder.groups(walk, one, side);
    return;
  }
  const { header, scope } = walk;
  const { protocol, destinationPort } = header;
  const other = side === 'ingress' ? header.src : header.dst;
  const four = typeof other === 'number' ? other : 0;
  const { guardBook: book } = walk.network;
  const first = rowOf(walk.network.rowsOf(one), side, other);
  let best: Rule | undefined;
  let missing: Missing | undefined;
  let doubted: GuardRule | undefined;
  for (
    let row = book.next(first, protocol, destinationPort, four);
    row >= 0;
    row = book.next(row + 1, protocol, destinationPort, four)
  ) {
    if (book.isCertain(row)) {
      // Nothing is surer than a rule for addresses; which one is only of interest to who asks for a whole set of packets.
      if (!scope) {
        walk.say(undefined, admits[side], book.rule(row) as Rule, one);
        return;
      }
    } else if (isStranger(walk, side, book.markOf(row))) continue;
    const rule = book.rule(row);
    const answer = rule instanceof Missing ? rule : matches(walk, one, rule);
    if (answer === false) continue;
    if (rule instanceof Missing || answer !== true) {
      doubted ??= rule;
      missing ??= answer as Missing;
    } else if (!best || isSurer(walk, rule, best) || (scope && !isSurer(walk, best, rule) && isWider(rule, best))) best = rule;
    if (isFinal(walk, best)) break;
  }
  if (best) admit(walk, one, best);
  else refuse(walk, one, side, first, missing, doubted);
}

/** Whether a rule names a group that the snapshot holds and the sender surely does not carry. */
function isStranger({ identity, network }: Walk, side: RuleDirection, number: number): boolean {
  return number >= 0 && side === 'ingress' && !(identity && network.guardOf(identity).has(number));
}

/** An egress rule for a group is void once a middlebox is met; one for addresses is not (S9). What is assumed of one is sure of the other. */
const isSurer = ({ options }: Walk, a: Rule, b: Rule): boolean =>
  (a.direction === 'egress' || options.strict === true) && !a.groupId && b.groupId !== undefined;

const isFinal = (walk: Walk, best: Rule | undefined): boolean =>
  best !== undefined && !walk.scope && (best.direction === 'ingress' || !best.groupId);

const evidenceOf = (rule: Rule): Evidence => ({ label: rule.id ?? '', text: rule.text, source: rule });
const admitted = (side: RuleDirection): Saying<Rule, Interface> =>
  saying({
    does: 'allows',
    at: ({ group }) => group,
    side,
    because: (rule, one) => `${rule.direction} rule of ${rule.group.id} for ${one.id}: ${rule.text}`,
    evidence: evidenceOf,
  });
const admits = { ingress: admitted('ingress'), egress: admitted('egress') };

function admit(walk: Walk, one: Interface, rule: Rule): void {
  if (walk.scope) walk.keepHit(conditionOf(rule));
  if (rule.groupId) {
    if (walk.scope)
      for (const other of walk.network.guardOf(one).rules(rule.direction))
        if (!(other instanceof Missing) && isSurer(walk, other, rule)) keepMiss(walk, other);
    if (rule.direction === 'egress') walk.pin('dst');
    assumeReference(walk, one, rule);
    if (rule.direction === 'egress') walk.byReference = one;
  }
  walk.say(rule.group, admits[rule.direction], rule, one);
}

/** §20: what is not certain about references. */
function assumeReference(walk: Walk, one: Interface, rule: Rule): void {
  if (typeof walk.header.src === 'bigint') walk.assume(rule.group, 'references-ipv6');
  if (isAcrossAccounts(walk, one)) walk.assume(rule.group, 'transit-references-cross-account');
}

const isAcrossAccounts = ({ entry, identity }: Walk, one: Interface): boolean =>
  entry === 'transit-gateway' && identity !== undefined && identity.account !== one.account;

/** Whether a rule that names a group would count here by an assumption. */
export const isAssumed = (walk: Walk, one: Interface): boolean =>
  typeof walk.header.src === 'bigint' || isAcrossAccounts(walk, one);

const namesOf = (one: Interface): string => one.groupIds.join(', ');
const guarded = (_: unknown, one: Interface): Evidence => ({ label: '', text: '', source: one });
const atFirstGroup = ({ groups }: Guard, one: Interface): Ref => (groups[0] as Group | undefined) ?? one;
const refused = (side: RuleDirection): Record<'empty' | 'mismatch', Saying<Guard, Interface>> => ({
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
const refuses = { ingress: refused('ingress'), egress: refused('egress') };

function refuse(
  walk: Walk,
  one: Interface,
  side: RuleDirection,
  first: number,
  missing: Missing | undefined,
  doubted: GuardRule | undefined,
): void {
  const guard = walk.network.guardOf(one);
  const rules = (): readonly Rule[] => guard.rules(side).filter((rule) => !(rule instanceof Missing)) as readonly Rule[];
  if (missing) {
    leaveOpen(walk, doubted, rules);
    walk.unknown(
      one,
      missing,
      () => `whether the groups of ${one.id} let this ${side === 'ingress' ? 'in' : 'out'} needs ${missing.text}`,
      { side },
    );
    return;
  }
  if (walk.scope) for (const rule of rules()) keepMiss(walk, rule);
  if (isEmpty(walk.network, one, side)) {
    walk.say(undefined, refuses[side].empty, guard, one);
    return;
  }
  const lost = side === 'ingress' ? referenceLost(walk, one, first) : undefined;
  const at = lost ? atFirstGroup(guard, one) : one;
  if (!lost) walk.say(undefined, refuses[side].mismatch, guard, one);
  else if (lost instanceof Missing) {
    walk.unknown(
      at,
      lost,
      () => `a rule of ${namesOf(one)} names a group of the sender; whether it counts here needs ${lost.text}`,
      { side },
    );
  } else {
    const why = `a rule of ${namesOf(one)} names a group of the sender, but the way here does not preserve it`;
    walk.block(at, lost, `${why} for ${one.id}`, { side, evidence: guarded(undefined, one) });
  }
}

/** Whether no group of the interface has a rule of a direction. */
function isEmpty(network: Network, one: Interface, side: RuleDirection): boolean {
  const rows = network.rowsOf(one);
  const [four, six] = side === 'ingress' ? [rows.ingress4, rows.ingress6] : [rows.egress4, rows.egress6];
  return network.guardBook.isEmpty(four) && network.guardBook.isEmpty(six);
}

/** A group that is not in the snapshot leaves open whatever no known rule lets by; a rule in doubt what it is for, of that. */
function leaveOpen(walk: Walk, doubted: GuardRule | undefined, rules: () => readonly Rule[]): void {
  if (!walk.scope) return;
  if (doubted && !(doubted instanceof Missing)) walk.keepHit({ protocol: doubted.protocol, destinationPort: doubted.ports });
  for (const rule of rules()) keepMiss(walk, rule);
}

/** A rule that would match if the sender's groups were still known here. */
function referenceLost(walk: Walk, one: Interface, first: number): Walk['unrecognised'] {
  const why = unrecognisedAt(walk, one);
  const { identity, network } = walk;
  if (!why || !identity) return undefined;
  const names = (rule: GuardRule): boolean =>
    !(rule instanceof Missing) && rule.groupId !== undefined && identity.groupIds.includes(rule.groupId);
  const { protocol, destinationPort } = walk.header;
  const { guardBook: book } = network;
  for (
    let row = book.next(first, protocol, destinationPort, 0);
    row >= 0;
    row = book.next(row + 1, protocol, destinationPort, 0)
  ) {
    if (book.isCertain(row)) continue;
    const number = book.markOf(row);
    if (number >= 0 ? network.guardOf(identity).has(number) : names(book.rule(row))) return why;
  }
  return undefined;
}

function conditionOf(rule: Rule): Condition {
  const field = rule.direction === 'ingress' ? 'src' : 'dst';
  return { protocol: rule.protocol, destinationPort: rule.ports, ...(rule.prefix && { [field]: rule.prefix }) };
}

function keepMiss(walk: Walk, rule: Rule): void {
  if (!walk.scope) return;
  const { protocol, ports: destinationPort } = rule;
  if (!servesPort(walk, rule)) walk.keepMiss({ protocol, destinationPort });
  else if (rule.prefix) walk.keepMiss(conditionOf(rule));
  else if (rule.groupId && rule.direction === 'egress') walk.keep('dst', walk.network.ownedAround(walk.header.dst));
}

const width = ({ protocol, ports, prefix }: Rule): number =>
  (protocol.hi - protocol.lo) * 1e9 + (ports.hi - ports.lo) * 1e3 + (prefix ? 200 - prefix.length : 0);

const isWider = (a: Rule, b: Rule): boolean => width(a) > width(b);
