/** Sends what was drawn through the kernel and asks the engine about it: the differences, told so that one can act on them. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildNetwork, type Path, tracePacket } from '../../src/reach/index.ts';
import { draw, type Probe, type Scenario } from './draw.ts';
import type { Outcome, Plan } from './plan.ts';
import { addressesOf, INTERNET, OFFICE, TCP_PORTS, translate } from './translate.ts';

export interface Compared {
  scenario: Scenario;
  probe: Probe;
  path: Path;
  seen: Outcome;
  /** What the kernel must do if the engine is right; nothing where the engine does not know. */
  expected: Expected | undefined;
  plan: Plan;
}

interface Expected {
  outcome: Outcome['outcome'];
  arrived: boolean;
}

const machine = fileURLToPath(new URL('./machine.py', import.meta.url));

/** Scenarios at once (twice: one batch is built while another waits): many share the waiting for wires and for silence, but the kernel's neighbour tables are one for all namespaces. */
const AT_ONCE = 10;

export async function compare(seeds: readonly number[]): Promise<Compared[]> {
  const batches = Array.from({ length: Math.ceil(seeds.length / AT_ONCE) }, (_, at) =>
    seeds.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
  const found: Compared[][] = [];
  const one = async (): Promise<void> => {
    for (let next = batches.shift(); next; next = batches.shift()) found.push(await batch(next.map(draw)));
  };
  await Promise.all([one(), one()]);
  return found.flat().sort((a, b) => a.scenario.seed - b.scenario.seed);
}

/** Scenarios that somebody wrote or drew, all at once. */
export async function batch(scenarios: readonly Scenario[]): Promise<Compared[]> {
  const labs = scenarios.map(({ world }, index) => translate(world, index));
  const plan: Plan = {
    namespaces: Object.assign({}, ...labs.map((lab) => lab.namespaces)),
    links: labs.flatMap((lab) => lab.links),
    hosts: labs.flatMap((lab) => lab.hosts),
    probes: scenarios.flatMap(({ probes }, scenario) =>
      probes.map((probe) => ({ ...probe, scenario, from: labs[scenario]!.name(sender(probe.from)) })),
    ),
  };
  const seen = await send(plan);
  let next = 0;
  return scenarios.flatMap((scenario) => {
    const network = buildNetwork(scenario.world.snapshot());
    return scenario.probes.map((probe) => {
      const path = tracePacket(network, fromOf(probe.from), packetOf(probe));
      return { scenario, probe, path, seen: seen[next++]!, expected: expect(path, probe), plan };
    });
  });
}

const sender = (from: string): string => (from.startsWith('vgw-') ? `office-${from}` : from);

const fromOf = (from: string) =>
  from === 'internet' ? { internet: true as const } : from.startsWith('vgw-') ? { vpnGateway: from } : { eni: from };

const packetOf = ({ src, dst, protocol, port, tag }: Probe) =>
  port === 0 ? { src, dst, protocol } : { src, dst, protocol, srcPort: tag, dstPort: port };

function expect(path: Path, { protocol, port }: Probe): Expected | undefined {
  const { forward, both } = path.verdict;
  if (forward === 'unknown' || both === 'unknown' || withoutCounterpart(path, protocol)) return undefined;
  const answer = protocol === 6 && !(TCP_PORTS as readonly number[]).includes(port) ? 'refused' : 'open';
  return { outcome: both === 'reachable' ? answer : 'dropped', arrived: forward === 'reachable' };
}

/** What only AWS objects to: an edge table whose subnet answers past its appliance; and answers past an appliance, unless TCP shows it. */
function withoutCounterpart({ blockers }: Path, protocol: number): boolean {
  const codes = blockers.map((step) => step.code);
  return (
    codes.includes('INGRESS_RTB_TRAFFIC_REDIRECTION') ||
    (protocol !== 6 && codes.length > 0 && codes.every((code) => code === 'HOPSCOPE_ASYMMETRIC_INSPECTION'))
  );
}

async function send(plan: Plan): Promise<Outcome[]> {
  const child = spawn('python3', [machine], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(plan));
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!out) throw new Error(`the machine could not build or send: ${problems}`);
  const { results, lost, built, sent } = JSON.parse(out);
  if (lost > 0) throw new Error(`the kernel had no room for ${lost} packets: what it dropped says nothing about rules`);
  if (process.env.KERNEL_TIMING) console.error(`built in ${built.toFixed(1)} s, sent in ${sent.toFixed(1)} s`);
  return results;
}

/** Where the kernel and the engine differ: one sentence, or nothing. */
export function difference({ expected, seen, probe, scenario }: Compared): string | undefined {
  if (!expected) return undefined;
  if (expected.outcome !== seen.outcome) return `the engine says ${expected.outcome}, the kernel ${seen.outcome}`;
  const owner = ownerOf(scenario, probe.dst);
  const arrived = seen.arrived.some((name) => name.split(':')[1]!.startsWith(owner));
  if (expected.arrived !== arrived)
    return `the engine says the first packet ${expected.arrived ? 'arrives' : 'does not arrive'}, the kernel lets it in at ${seen.arrived.join(', ') || 'nobody'}`;
  return undefined;
}

function ownerOf({ world }: Scenario, dst: string): string {
  if (INTERNET.includes(dst)) return 'internet';
  const owner = world.resources.find(
    ({ kind, data }) =>
      kind === 'network-interface' &&
      [
        ...addressesOf(data),
        ...data.PrivateIpAddresses.map((one: { Association?: { PublicIp: string } }) => one.Association?.PublicIp),
      ].includes(dst),
  );
  if (owner) return owner.id;
  return dst === OFFICE ? 'office' : 'nobody';
}

/** The scenario, the packet, the engine's path and the kernel's rules. */
export function tell(one: Compared): string {
  const { scenario, probe, path, plan, seen } = one;
  const steps = [...path.forward, ...path.reply].map(
    (step) => `  ${step.direction} ${step.does} ${step.label} ${step.code ?? ''} ${step.because}`,
  );
  const index = plan.probes.find((each) => each.tag === probe.tag && each.src === probe.src && each.dst === probe.dst)?.scenario;
  const rules = Object.entries(plan.namespaces)
    .filter(([name]) => name.startsWith(`${index}:`))
    .map(([name, space]) => `== ${name}\n${space.ip.join('\n')}\n${space.nft}`);
  return [
    `seed ${scenario.seed}: ${difference(one)}: ${JSON.stringify(probe)}; seen ${JSON.stringify(seen)}`,
    `engine: ${JSON.stringify(path.verdict)}`,
    ...steps,
    'resources:',
    ...scenario.world.resources.map(({ kind, id, data }) => `  ${kind} ${id} ${JSON.stringify(data)}`),
    'the kernel:',
    ...rules,
  ].join('\n');
}
