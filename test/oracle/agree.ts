/** Asks the engine and the second opinion the same questions, and makes every disagreement as small as it gets. */
import { type Kind, kinds } from '../../src/kinds/index.ts';
import { buildNetwork, type From, type Step, tracePacket } from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { type Cover, emptyCover } from './components.ts';
import { evaluate, type Opinion, type Verdict } from './evaluate.ts';
import { type Question, questions } from './packets.ts';
import { type Topology, topology } from './topologies.ts';
import type { Packet } from './world.ts';

export interface Disagreement {
  seed: number;
  question: Question;
  engine: string;
  oracle: string;
  /** The smallest topology that still shows it. */
  topology: Topology;
  trail: string[];
  /** What the engine says of it, step by step. */
  steps: string[];
}

export interface Comparison {
  asked: number;
  /** How often each `forward/reply` was the second opinion. */
  verdicts: Record<string, number>;
  disagreements: Disagreement[];
  /** How often each component was crossed by a packet that is reachable both ways, blocked, or unknown. */
  cover: Cover;
}

/** Kinds that were asked for; one without resources and gaps is known to be empty. */
const KINDS = [
  ...[
    'vpc',
    'vpc-attribute',
    'subnet',
    'route-table',
    'network-acl',
    'security-group',
    'security-group-rule',
    'network-interface',
  ],
  ...[
    'instance',
    'prefix-list',
    'prefix-list-entry',
    'internet-gateway',
    'egress-only-internet-gateway',
    'nat-gateway',
    'vpc-endpoint',
  ],
  ...[
    'endpoint-service',
    'vpc-peering-connection',
    'vpn-gateway',
    'vpn-connection',
    'customer-gateway',
    'elastic-ip',
    'carrier-gateway',
  ],
  ...['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-vpc-attachment', 'transit-gateway-peering-attachment'],
  ...['transit-gateway-connect', 'transit-gateway-route-table', 'transit-gateway-association', 'transit-gateway-propagation'],
  ...['transit-gateway-route', 'core-network', 'core-network-detail', 'core-network-attachment', 'core-network-vpc-attachment'],
  ...[
    'core-network-route-table',
    'direct-connect-gateway',
    'direct-connect-gateway-association',
    'direct-connect-gateway-attachment',
  ],
  ...[
    'firewall',
    'firewall-policy',
    'firewall-rule-group',
    'firewall-endpoint',
    'load-balancer',
    'load-balancer-attributes',
    'listener',
  ],
  ...['listener-rule', 'target-group', 'target-group-attributes', 'target-health', 'classic-load-balancer'],
  ...[
    'classic-load-balancer-attributes',
    'instance-connect-endpoint',
    'block-public-access-options',
    'block-public-access-exclusion',
  ],
  ...[
    'vpc-encryption-control',
    'core-network-policy',
    'security-group-vpc-association',
    'client-vpn-endpoint',
    'client-vpn-route',
    'client-vpn-authorization-rule',
    'local-gateway',
  ],
];

/** The row of a kind, or a stand-in that keeps lists whose order means something. */
const rows = (kind: string): Kind =>
  kinds.find((it) => it.kind === kind) ?? ({ kind, ordered: ['RuleGroup.RulesSource.StatefulRules'] } as unknown as Kind);

export const snapshotFor = ({ resources, gaps }: Topology): Snapshot =>
  memorySnapshot({
    resources: structuredClone(resources),
    gaps,
    rows,
    kinds: [...new Set([...KINDS, ...resources.map((it) => it.kind), ...gaps.map((it) => it.kind)])].sort(),
  });

/** There, and there and back. */
const said = (forward: Verdict, both: Verdict): string => (forward === 'blocked' ? forward : `${forward}/${both}`);

const sourceOf = (from: string): From | string => {
  if (from.startsWith('vgw-')) return { vpnGateway: from };
  if (from.startsWith('tgw-attach-')) return { attachment: from };
  if (from.startsWith('cvpn-')) return { clientVpn: from };
  return from.startsWith('eice-') ? { instanceConnect: from } : from;
};

const engineSays = (network: ReturnType<typeof buildNetwork>, { from, packet }: Question): string => {
  const { verdict } = tracePacket(network, sourceOf(from), packet as Packet);
  return said(verdict.forward, verdict.both);
};

const oracleSays = ({ resources, gaps }: Topology, { from, packet }: Question): string => {
  const { forward, reply } = evaluate(resources, gaps, from, packet);
  return said(forward, reply);
};

/** Notes what the packet crossed. One that arrives and gets no answer counts as blocked. */
function note(cover: Cover, packet: Packet, { forward, reply, met }: Opinion): void {
  const verdict = forward === 'reachable' ? reply : forward;
  for (const component of new Set(met)) cover[component]![packet.src.includes(':') ? 6 : 4][verdict]++;
}

/** `first` … `last`: seeds of topologies; `packets`: questions about each. Stops after `enough` disagreements. */
export function compare(first: number, last: number, packets: number, enough = Number.POSITIVE_INFINITY): Comparison {
  const result: Comparison = { asked: 0, verdicts: {}, disagreements: [], cover: emptyCover() };
  for (let seed = first; seed <= last && result.disagreements.length < enough; seed++) {
    const drawn = topology(seed);
    const network = buildNetwork(snapshotFor(drawn));
    for (const question of questions(drawn, packets)) {
      const opinion = evaluate(drawn.resources, drawn.gaps, question.from, question.packet);
      const oracle = said(opinion.forward, opinion.reply);
      note(result.cover, question.packet, opinion);
      let engine: string;
      try {
        engine = engineSays(network, question);
      } catch (error) {
        engine = `throws ${(error as Error).stack?.split('\n').slice(0, 4).join(' | ')}`;
      }
      result.asked++;
      result.verdicts[oracle] = (result.verdicts[oracle] ?? 0) + 1;
      if (engine !== oracle)
        result.disagreements.push({
          seed,
          question,
          engine,
          oracle,
          topology: drawn,
          trail: trailOf(drawn, question),
          steps: stepsOf(network, question),
        });
    }
  }
  return result;
}

const stepsOf = (network: ReturnType<typeof buildNetwork>, { from, packet }: Question): string[] => {
  try {
    const path = tracePacket(network, sourceOf(from), packet);
    const line = ({ at, does, code, because }: Step) =>
      `${does} ${typeof at === 'string' ? at : (at as { id?: string }).id} ${code ?? ''} ${because}`;
    return ['— forward', ...path.forward.map(line), '— reply', ...path.reply.map(line)];
  } catch (error) {
    return [String(error)];
  }
};

const trailOf = ({ resources, gaps }: Topology, { from, packet }: Question): string[] =>
  evaluate(resources, gaps, from, packet).trail;

const both = (small: Topology, question: Question): [engine: string, oracle: string] | undefined => {
  try {
    return [engineSays(buildNetwork(snapshotFor(small)), question), oracleSays(small, question)];
  } catch {
    return undefined;
  }
};

/** Drops resources, many at a time and then one by one, while engine and second opinion still say what they said. */
export function shrink(found: Disagreement): Disagreement {
  const { question } = found;
  let { resources } = found.topology;
  const holds = (fewer: typeof resources): boolean => {
    const now = both({ ...found.topology, resources: fewer }, question);
    return now !== undefined && now[0] === found.engine && now[1] === found.oracle;
  };
  for (let size = Math.ceil(resources.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < resources.length; ) {
      const fewer = [...resources.slice(0, at), ...resources.slice(at + size)];
      if (fewer.length > 0 && holds(fewer)) resources = fewer;
      else at += size;
    }
  }
  const small = { ...found.topology, resources };
  return { ...found, topology: small, trail: trailOf(small, question) };
}
