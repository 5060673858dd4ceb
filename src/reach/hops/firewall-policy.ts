/** What a firewall's policy says of a packet: the stateless engine, then, if told so, the stateful one (F5–F9). */
import { formatPrefix, only, TCP } from '../../net/index.ts';
import type { Data, Ref } from '../network/entity.ts';
import { type FirewallRule, statefulRules, statelessRules, type Variables } from '../network/firewall.ts';
import type { Network } from '../network/network.ts';
import type { Vpc } from '../network/vpc.ts';
import { type Header, replyTo } from '../walk/header.ts';
import type { Condition } from '../walk/scope.ts';
import type { Walk } from '../walk/walk.ts';

export type Outcome = { answer: 'pass' | 'drop' | 'handshake only' | 'unknown'; text: string; doubt?: string };

/** Both engines. What the stateful one sees it remembers: the reply must cross it too (F2). */
export function judgePolicy(walk: Walk, at: Ref, policy: Data, vpc: Vpc | undefined): Outcome {
  const stateless = judgeStateless(walk, policy);
  if (stateless.answer !== 'forward') return stateless as Outcome;
  walk.inspections = [...walk.inspections, at.id];
  const initiator = walk.direction === 'forward' ? walk.header : replyTo(walk.header);
  return judgeStateful(walk, initiator ?? walk.header, policy, vpc);
}

/** F5. Each packet for itself, the reply too. */
function judgeStateless(walk: Walk, policy: Data): { answer: string; text: string; doubt?: string } {
  for (const { arn, data } of groupsOf(walk.network, policy.StatelessRuleGroupReferences)) {
    if (!data) return { answer: 'unknown', text: arn, doubt: 'a rule group that is not in the snapshot' };
    for (const rule of statelessRules(data, arn)) {
      if (hit(walk, walk.header, rule)) return { answer: answerOf(rule.action), text: `${rule.text} of ${nameOf(arn)}` };
    }
  }
  const action = (policy.StatelessDefaultActions ?? ['aws:pass']).find((one: string) => one.startsWith('aws:')) ?? 'aws:pass';
  return { answer: answerOf(action), text: `stateless default action ${action}` };
}

const answerOf = (action: string): string =>
  action === 'aws:forward_to_sfe' ? 'forward' : action === 'aws:drop' ? 'drop' : 'pass';
const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

function groupsOf(network: Network, references: Data[] | undefined): { arn: string; data: Data | undefined; reference: Data }[] {
  const groups = network.once(
    'firewall rule groups',
    () =>
      new Map(
        [...network.entities('firewall-rule-group-of-others').values(), ...network.entities('firewall-rule-group').values()].map(
          (one) => [one.data.RuleGroupResponse?.RuleGroupArn ?? one.id, one.data.RuleGroup],
        ),
      ),
  );
  return [...(references ?? [])]
    .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    .map((reference) => ({ arn: reference.ResourceArn, data: groups.get(reference.ResourceArn), reference }));
}

/** Whether a rule matches; narrows the scope either way. */
function hit(walk: Walk, header: Header, rule: FirewallRule): boolean {
  if (rule.flags && header.protocol === TCP && !rule.flags[walk.direction]) {
    walk.scope?.keep(header.links, 'protocol', only(TCP));
    return false;
  }
  const condition = rule.conditions.find((one) => meets(header, one));
  if (rule.flags) walk.keepProtocol(TCP);
  if (!walk.scope) return condition !== undefined;
  if (condition) walk.scope.keepHit(header.links, condition);
  else for (const one of rule.conditions) walk.scope.keepMiss(header.links, header, one);
  return condition !== undefined;
}

function meets(header: Header, condition: Condition): boolean {
  for (const field of ['protocol', 'destinationPort', 'src', 'dst', 'sourcePort'] as const) {
    const range = condition[field];
    const value = header[field];
    if (range && (typeof range.lo !== typeof value || value < range.lo || value > range.hi)) return false;
  }
  return true;
}

/** F6, F7. In action order a `pass` that matches for certain is not overruled by any other group. The initiator's packet is judged; replies of what passed pass. */
function judgeStateful(walk: Walk, header: Header, policy: Data, vpc: Vpc | undefined): Outcome {
  const strict = policy.StatefulEngineOptions?.RuleOrder === 'STRICT_ORDER';
  const rules: FirewallRule[] = [];
  for (const { arn, data, reference } of groupsOf(walk.network, policy.StatefulRuleGroupReferences)) {
    if (!data)
      rules.push({
        action: 'unknown',
        conditions: [{}],
        doubt: 'a rule group that is not in the snapshot',
        text: nameOf(arn),
        group: arn,
      });
    else rules.push(...statefulRules(data, arn, variablesOf(policy, vpc), strict).map((rule) => overridden(rule, reference)));
  }
  const doubts: FirewallRule[] = [];
  for (const rule of strict ? rules : byAction(rules)) {
    if (rule.action === 'alert' || !hit(walk, header, rule)) continue;
    if (rule.doubt) {
      doubts.push(rule);
      continue;
    }
    const answer = rule.action === 'pass' ? 'pass' : 'drop';
    if (answer === 'pass' && !strict) return { answer, text: `${rule.text} of ${nameOf(rule.group)}` };
    return settle(doubts, { answer, text: `${rule.text} of ${nameOf(rule.group)}` });
  }
  return settle(doubts, defaultOf(walk, header, strict ? (policy.StatefulDefaultActions ?? []) : []));
}

/** Rules that may or may not match, before the one that does: nobody knows, unless all say the same. */
function settle(doubts: readonly FirewallRule[], outcome: Outcome): Outcome {
  const other = doubts.find((one) => one.action === 'unknown' || (one.action === 'pass') !== (outcome.answer === 'pass'));
  return other ? { answer: 'unknown', text: other.text, doubt: other.doubt } : outcome;
}

const order = ['unknown', 'pass', 'drop', 'reject', 'alert'];
const byAction = (rules: readonly FirewallRule[]): FirewallRule[] =>
  [...rules].sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action));

/** F8: a group whose drops are only told. What is written in Suricata's own language may still do anything. */
const overridden = (rule: FirewallRule, reference: Data): FirewallRule =>
  reference.Override?.Action === 'DROP_TO_ALERT' && (rule.action === 'drop' || rule.action === 'reject')
    ? { ...rule, action: 'alert' }
    : rule;

function defaultOf(walk: Walk, header: Header, actions: readonly string[]): Outcome {
  const text = actions.length > 0 ? `stateful default action ${actions.join(', ')}` : 'no stateful rule matches';
  if (actions.includes('aws:drop_strict')) return { answer: 'drop', text };
  if (!actions.some((one) => one.startsWith('aws:drop_established'))) return { answer: 'pass', text };
  walk.keepProtocol(TCP);
  return { answer: header.protocol === TCP ? 'handshake only' : 'drop', text };
}

/** F8, F9: the home network is that of the firewall's own VPC, wherever the endpoint is; the policy may name another. */
function variablesOf(policy: Data, vpc: Vpc | undefined): Variables {
  const named = Object.entries(policy.PolicyVariables?.RuleVariables ?? {}).map(
    ([name, set]) => [name, (set as Data).Definition ?? []] as const,
  );
  const home = vpc ? [['HOME_NET', vpc.blocks.map(formatPrefix)] as const] : [];
  return { addresses: new Map([...home, ...named]), ports: new Map() };
}
