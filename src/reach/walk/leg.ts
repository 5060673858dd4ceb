/** One connection: its packet's walk, its reply's walk, and whether the two belong together (W7, F2, P5). */
import { ICMP, ICMPV6, isIcmp, only } from '../../net/index.ts';
import { arriveAtLoadBalancer } from '../hops/load-balancer.ts';
import type { Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { type Connection, verdictsOf, worst } from './answer.ts';
import type { Choices } from './choices.ts';
import type { Fork } from './forks.ts';
import { judgeGroups } from './groups.ts';
import { type Header, replyTo, requests } from './header.ts';
import type { Scope } from './scope.ts';
import { begin, beginReply, type From, isHome } from './start.ts';
import type { Step, Verdict } from './step.ts';
import { type Arrival, type NextLeg, type Options, Walk } from './walk.ts';

export interface Leg {
  readonly forward: readonly Step[];
  readonly reply: readonly Step[];
  readonly verdict: Connection['verdict'];
  readonly connections: readonly Connection[];
}

const MAX_LEGS = 6;
const NONE: readonly never[] = [];

/** A connection and those that proxies open after it. Replies come back in the opposite order. */
export function connect(
  network: Network,
  from: From,
  header: Header,
  options: Options,
  choices: Choices,
  scope: Scope | undefined,
): Leg {
  const walk = new Walk(network, header, options, choices, scope);
  walk.isFirst = !scope && !options.recorder && ('eni' in from || 'internet' in from);
  return proxied(walk, finish(walk, from, header, begin(walk, from)));
}

/** The same from a fork on, of a walk that was made with nothing to narrow and nobody to note. */
export function goOn(fork: Fork, from: From, header: Header, choices: Choices): Leg {
  const { walk, arrival } = fork.resume(choices);
  return proxied(walk, walk.direction === 'forward' ? finish(walk, from, header, arrival) : close(walk, from, header, arrival));
}

/** Then the connections that proxies open. */
function proxied(walk: Walk, first: Leg): Leg {
  const { network, options, choices, scope } = walk;
  let leg = first;
  for (let next = walk.next, count = 0, previous = walk; next && count < MAX_LEGS; count++) {
    const opened = new Walk(network, next.header, options, choices, scope);
    opened.privateLink = next.into ? previous.privateLink : undefined;
    leg = joined(leg, open(opened, next));
    next = opened.next;
    previous = opened;
  }
  return leg;
}

function open(walk: Walk, next: NextLeg): Leg {
  walk.note(next.why, `${next.why.id} opens a connection of its own`);
  if (next.into) return intoProvider(walk, next);
  const from: From = { eni: next.from!.id };
  if (next.ownAcl)
    walk.note(next.why, 'the ACL of a Classic Load Balancer counts inside its subnet too', { code: 'ELB_ACL_RESTRICTION' });
  walk.ownAcl = next.ownAcl === true;
  return finish(walk, from, walk.header, begin(walk, from));
}

/** L1: PrivateLink enters the provider's load balancer directly; its groups see the consumer's client, if they are asked at all. */
function intoProvider(walk: Walk, { into }: NextLeg): Leg {
  const node = into!;
  const balancer = [...walk.network.entities('load-balancer').values()].find((one) =>
    String(node.data.Description ?? '').endsWith(String(one.data.LoadBalancerArn).split('loadbalancer/').at(-1)!),
  );
  const enforced = balancer?.data.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== 'off';
  if (enforced && node.groupIds.length > 0) judgeGroups(walk, node.number, 'ingress');
  else walk.note(node, 'groups of the load balancer are not asked for PrivateLink traffic');
  const arrival = arriveAtLoadBalancer(walk, node);
  const where = arrival === 'no load balancer' ? undefined : arrival;
  return single(walk.balanced?.node, walk.steps, [], verdictsOf(walk.verdict, 'reachable'), where);
}

const joined = (first: Leg, then: Leg): Leg => ({
  forward: [...first.forward, ...then.forward],
  reply: [...then.reply, ...first.reply],
  verdict: verdictsOf(worst(first.verdict.forward, then.verdict.forward), worst(first.verdict.reply, then.verdict.reply)),
  connections: [...first.connections, ...then.connections],
});

function single(
  through: Interface | undefined,
  forward: readonly Step[],
  reply: readonly Step[],
  verdict: Leg['verdict'],
  arrival: Arrival | undefined,
): Leg {
  return { forward, reply, verdict, connections: [{ forward, reply, verdict, arrival, through }] };
}

/** Turns the packet round where it has arrived. What never arrived has no reply. */
function finish(walk: Walk, from: From, asked: Header, arrival: Arrival | undefined): Leg {
  const { steps: forward, verdict } = walk;
  const through = walk.balanced?.node;
  const nowhere: Verdict = verdict === 'reachable' ? 'blocked' : verdict;
  if (!arrival) return single(through, forward, NONE, verdictsOf(nowhere, nowhere), arrival);
  const back = turned(walk);
  if (!back) return single(through, forward, NONE, verdictsOf(verdict, 'reachable'), arrival);
  const seen = walk.inspections;
  walk.turn(back);
  if (arrival.at === 'service' && arrival.where.kind === 'vpc')
    return single(through, forward, NONE, verdictsOf(verdict, 'reachable'), arrival);
  walk.outward = { steps: forward, verdict, arrival, through, inspections: seen };
  return close(walk, from, asked, beginReply(walk, arrival));
}

/** The reply has come to its end, home or not. */
function close(walk: Walk, from: From, asked: Header, home: Arrival | undefined): Leg {
  const { steps, verdict, arrival, through, inspections } = walk.outward!;
  if (home) checkHome(walk, from, asked, home);
  checkInspections(walk, arrival.where, inspections, home !== undefined);
  const reply = home || walk.verdict !== 'reachable' ? walk.verdict : 'blocked';
  return single(through, steps, walk.steps, verdictsOf(verdict, reply), arrival);
}

/** The reply's header; nothing for ICMP messages that nobody answers. */
function turned(walk: Walk): Header | undefined {
  const back = replyTo(walk.header);
  if (isIcmp(walk.header.protocol)) {
    walk.pin('protocol');
    if (back) walk.pin('destinationPort');
    else for (const one of requests(walk.header.protocol)) walk.keepMiss({ destinationPort: only(one) });
  } else if (walk.options.recorder) {
    walk.options.recorder.turned(walk);
  } else if (walk.scope) {
    for (const one of [ICMP, ICMPV6]) walk.keepMiss({ protocol: only(one) });
  }
  if (!back) walk.note(walk.steps.at(-1)!.at, 'such a message has no reply', { code: 'HOPSCOPE_NO_REPLY' });
  return back;
}

function checkHome(walk: Walk, from: From, asked: Header, home: Arrival): void {
  if (!isHome(walk, from, home)) {
    walk.block(
      home.where,
      'HOPSCOPE_REPLY_ELSEWHERE',
      () => `the reply ends at ${home.where.id}, not where the packet came from`,
    );
  } else if (
    !('clientVpn' in from || 'instanceConnect' in from) &&
    (walk.header.src !== asked.dst || walk.header.dst !== asked.src)
  ) {
    walk.block(home.where, 'HOPSCOPE_REPLY_TRANSLATED', 'the reply comes from another address than the one that was asked');
  }
}

/** W7, F2: what keeps state must see both directions; of a reply that is not seen to come home, what it met already. */
function checkInspections(walk: Walk, at: Ref, seen: readonly string[], isHome: boolean): void {
  const extra = walk.inspections.find((id) => !seen.includes(id));
  const other = extra ?? (isHome ? seen.find((id) => !walk.inspections.includes(id)) : undefined);
  if (other === undefined) return;
  walk.block(
    { ...at, kind: 'vpc-endpoint', id: other },
    'HOPSCOPE_ASYMMETRIC_INSPECTION',
    () => `only one direction crosses ${other}, and what keeps state drops such connections`,
  );
}
