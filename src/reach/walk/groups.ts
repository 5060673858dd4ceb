/** Security groups at an interface: the union of all rules of all groups decides (S1). */
import { Missing } from '../network/coverage.ts';
import type { GuardRule } from '../network/guard.ts';
import type { Interface } from '../network/interface.ts';
import { GUARDED, PARTICULAR } from '../network/interface-book.ts';
import type { Rulebook } from '../network/rulebook.ts';
import type { Rule, RuleDirection } from '../network/security-group.ts';
import { inDoubt, keepMiss, refuse } from './refusal.ts';
import { conditionOf, matches } from './rule-match.ts';
import { type Evidence, type Saying, saying } from './step.ts';
import type { Walk } from './walk.ts';

/** Judges the packet as it is at an interface, told by its number. Remembers the connection when it passes, for its replies (S13). */
export function judgeGroups(walk: Walk, at: number, side: RuleDirection): void {
  const { book } = walk.network;
  if (!book.is(at, GUARDED)) return;
  if (walk.direction === 'reply' && walk.tracked.includes(at)) {
    if (side === 'ingress' && book.is(at, PARTICULAR) && isStateless(book.all[at]!)) judge(walk, at, side);
    return;
  }
  judge(walk, at, side);
  walk.track(at);
}

/** QuickSight interfaces of before 27 April 2023 do not remember their connections (S18). */
const isStateless = (one: Interface): boolean =>
  one.type === 'quicksight' && String(one.data.Attachment?.AttachTime ?? '9') < '2023-04-27';

function judge(walk: Walk, at: number, side: RuleDirection): void {
  const one = walk.network.book.all[at]!;
  if (walk.options.recorder) {
    walk.options.recorder.groups(walk, one, side);
    return;
  }
  const { header, scope } = walk;
  const { protocol, destinationPort } = header;
  const other = side === 'ingress' ? header.src : header.dst;
  const { guardBook: book } = walk.network;
  const first = walk.network.guardRowOf(at, side, other);
  // Nothing is surer than a rule for addresses; which one is only of interest to who asks for a whole set of packets.
  if (!scope && walk.network.isOpen(at, side, other)) {
    walk.say(undefined, side === 'ingress' ? admitsIn : admitsOut, book as Rulebook<Rule>, one, first);
    return;
  }
  let best: Rule | undefined;
  let missing: Missing | undefined;
  let doubted: GuardRule | undefined;
  for (
    let row = book.nextFor(first, protocol, destinationPort, other);
    row >= 0;
    row = book.nextFor(row + 1, protocol, destinationPort, other)
  ) {
    if (book.isCertain(row)) {
      if (!scope) {
        walk.say(undefined, side === 'ingress' ? admitsIn : admitsOut, book as Rulebook<Rule>, one, row);
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
  else if (missing) inDoubt(walk, one, side, missing, doubted);
  else refuse(walk, at, side, first);
}

/** Whether a rule names a group that the snapshot holds and the sender surely does not carry. */
function isStranger({ sender, network }: Walk, side: RuleDirection, number: number): boolean {
  return number >= 0 && side === 'ingress' && !(sender >= 0 && network.wears(sender, number));
}

/** An egress rule for a group is void once a middlebox is met; one for addresses is not (S9). What is assumed of one is sure of the other. */
const isSurer = ({ options }: Walk, a: Rule, b: Rule): boolean =>
  (a.direction === 'egress' || options.strict === true) && !a.groupId && b.groupId !== undefined;

/** Whether no later rule can be surer. */
const isFinal = ({ scope, options }: Walk, best: Rule | undefined): boolean =>
  best !== undefined && !scope && (!best.groupId || (best.direction === 'ingress' && !options.strict));

const evidenceOf = (rule: Rule): Evidence => ({ label: rule.id ?? '', text: rule.text, source: rule });
const admitted = (side: RuleDirection): Saying<Rule, Interface> =>
  saying({
    does: 'allows',
    at: ({ group }) => group,
    side,
    because: (rule, one) => `${rule.direction} rule of ${rule.group.id} for ${one.id}: ${rule.text}`,
    evidence: evidenceOf,
  });
const admitsIn = admitted('ingress');
const admitsOut = admitted('egress');

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
  walk.say(rule.group, rule.direction === 'ingress' ? admitsIn : admitsOut, rule, one);
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

const width = ({ protocol, ports, prefix }: Rule): number =>
  (protocol.hi - protocol.lo) * 1e9 + (ports.hi - ports.lo) * 1e3 + (prefix ? 200 - prefix.length : 0);

const isWider = (a: Rule, b: Rule): boolean => width(a) > width(b);
