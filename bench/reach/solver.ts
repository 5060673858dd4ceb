/**
 * A second opinion by a solver: whether some packet gets from one interface to another and its reply back, in one VPC or over a peering, as
 * a formula over the packet's header, made of the index's rules, entries and routes; beside the engine, which is asked the same.
 */
import { init, killThreads, Z3_lbool } from 'z3-solver';
import {
  type Address,
  type Box,
  box,
  contains,
  dimensions,
  EPHEMERAL,
  type Family,
  familyOf,
  type Interval,
  only,
  TCP,
} from '../../src/net/index.ts';
import {
  type Acl,
  buildNetwork,
  type GroupRule,
  type Interface,
  Missing,
  matchedBy,
  type Network,
  type RuleDirection,
  type Subnet,
  trace,
} from '../../src/reach/index.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { type Dice, dice } from '../../test/oracle/random.ts';
import { quickest, type Spent, timedInAll } from './stopwatch.ts';

const PAIRS = 300;
const PORTS = [22, 80, 443, 3306, 5432, 6379, 8080, 9200];

export interface SolverFigures {
  asked: number;
  /** Of them pass, both said. */
  passing: number;
  /** Seconds for one question. */
  engine: Spent;
  solver: Spent;
}

interface Pair {
  from: Interface;
  to: Interface;
  asked: Box;
}

/** Throws, naming the pairs, when the two disagree. */
export async function besideSolver(snapshot: Snapshot, rounds: number): Promise<SolverFigures> {
  const network = buildNetwork(snapshot);
  const pairs = drawPairs(network, dice(17));
  const answer = ({ from, asked }: Pair) => trace(network, { from: { eni: from.id }, traffic: [asked] });
  const engine = quickest(rounds, () => pairs.forEach(answer));
  const { Z3, em } = await init();
  const witnesses: (Witness | undefined)[] = [];
  const { spent: solver } = await timedInAll(async () => {
    for (const pair of pairs) witnesses.push(await witnessOf(Z3, script(network, pair)));
  });
  await killThreads(em);
  const wrong = pairs.filter((pair, at) => !agrees(answer(pair), pair, witnesses[at]));
  if (wrong.length > 0) {
    const named = wrong.slice(0, 5).map((pair) => {
      const { lo, hi } = pair.asked.destinationPort;
      return `${pair.from.id} → ${pair.to.id} tcp ${lo}–${hi} (the engine: ${answer(pair).verdict.both})`;
    });
    throw new Error(`the engine and the solver disagree about ${wrong.length} of ${pairs.length} pairs: ${named.join(', ')}`);
  }
  const each = ({ cpu, wall }: Spent): Spent => ({ cpu: cpu / pairs.length, wall: wall / pairs.length });
  const passing = witnesses.filter((one) => one !== undefined).length;
  return { asked: pairs.length, passing, engine: each(engine), solver: each(solver) };
}

/** Both say that nothing passes, or the solver's packet is one of those that the engine lets pass. */
function agrees({ verdict, passes }: ReturnType<typeof trace>, { asked }: Pair, witness: Witness | undefined): boolean {
  if (!witness) return verdict.both === 'blocked';
  return contains(passes, { ...witness, src: asked.src.lo, dst: asked.dst.lo, protocol: TCP });
}

function drawPairs(network: Network, d: Dice): Pair[] {
  const hosts = [...network.interfaces.values()].filter((one) => one.isPlain);
  const pairs: Pair[] = [];
  while (pairs.length < PAIRS) {
    const from = d.pick(hosts);
    const peers = network.peersOf(from.vpc.id);
    const peered = peers.length > 0 && d.chance(30);
    const to = d.pick((peered ? network.vpcs.get(d.pick(peers))! : from.vpc).interfaces);
    const family = !peered && d.chance(30) ? 'bigint' : 'number';
    const [src, dst] = [from, to].map((one) => one.addresses.find((own) => typeof own === family));
    if (from === to || !to.isPlain || src === undefined || dst === undefined) continue;
    const port = d.pick(PORTS);
    const destinationPort = { lo: port, hi: port + (d.chance(50) ? d.int(200) : 0) };
    pairs.push({
      from,
      to,
      asked: box({ src: only(src), dst: only(dst), protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort }),
    });
  }
  return pairs;
}

type Solver = Awaited<ReturnType<typeof init>>['Z3'];
/** SMT-LIB text. */
type Formula = string;
type Header = Record<keyof Box, Formula>;

interface Witness {
  sourcePort: number;
  destinationPort: number;
}

const there: Header = {
  src: 'src',
  dst: 'dst',
  protocol: 'protocol',
  sourcePort: 'sourcePort',
  destinationPort: 'destinationPort',
};
const back: Header = { ...there, src: 'dst', dst: 'src', sourcePort: 'destinationPort', destinationPort: 'sourcePort' };

/** Whether a packet passes there and its reply back, and the ports of one that does. */
function script(network: Network, { from, to, asked }: Pair): string {
  const pair = new Pairing(network, familyOf(asked.src.lo));
  const wanted = [
    pair.isIn(there, asked),
    String(pair.isUp(from) && pair.isUp(to)),
    pair.admits(from, 'egress', to, there),
    pair.admits(to, 'ingress', from, there),
    pair.leads(from.subnet, to, there),
    pair.leads(to.subnet, from, back),
    pair.crosses(from.subnet, to.subnet, there),
    pair.crosses(to.subnet, from.subnet, back),
  ];
  const variables = dimensions.map((one) => `(declare-const ${one} (_ BitVec ${pair.bits[one]}))`);
  return `${variables.join(' ')} (assert ${all(wanted)})`;
}

/** Nothing where no packet can pass. A context of its own for each: what a question leaves behind does not slow the next. */
async function witnessOf(z3: Solver, asserted: string): Promise<Witness | undefined> {
  const config = z3.mk_config();
  const context = z3.mk_context(config);
  try {
    const solver = z3.mk_solver(context);
    z3.solver_inc_ref(context, solver);
    z3.solver_from_string(context, solver, asserted);
    const said = await z3.solver_check(context, solver);
    if (said === Z3_lbool.Z3_L_FALSE) return undefined;
    if (said !== Z3_lbool.Z3_L_TRUE) throw new Error(`the solver gave up: ${z3.solver_get_reason_unknown(context, solver)}`);
    const model = z3.model_to_string(context, z3.solver_get_model(context, solver));
    return { sourcePort: valueIn(model, 'sourcePort'), destinationPort: valueIn(model, 'destinationPort') };
  } finally {
    z3.del_context(context);
    z3.del_config(config);
  }
}

function valueIn(model: string, name: keyof Witness): number {
  const [, digits] = new RegExp(`^${name} -> #x(\\w+)$`, 'm').exec(model) ?? [];
  if (!digits) throw new Error(`the solver's model has no ${name}: ${model}`);
  return Number.parseInt(digits, 16);
}

const all = (parts: readonly Formula[]): Formula => `(and true ${parts.join(' ')})`;
const ifThen = (condition: Formula, then: boolean, otherwise: Formula): Formula => `(ite ${condition} ${then} ${otherwise})`;
const some = (parts: readonly Formula[]): Formula => `(or false ${parts.join(' ')})`;

/** What the index holds about two ends, as formulas. */
class Pairing {
  readonly bits: Record<keyof Box, number>;
  readonly #network: Network;
  readonly #family: Family;

  constructor(network: Network, family: Family) {
    this.#network = network;
    this.#family = family;
    const address = family === 4 ? 32 : 128;
    this.bits = { src: address, dst: address, protocol: 8, sourcePort: 16, destinationPort: 16 };
  }

  isIn(header: Header, ranges: Box): Formula {
    return all(dimensions.flatMap((one) => this.#within(header[one], this.bits[one], ranges[one])));
  }

  /** Nothing where every value is in the range: solvers pay for what is said in vain. */
  #within(variable: Formula, bits: number, { lo, hi }: Interval<Address>): Formula[] {
    if (lo === hi) return [`(= ${variable} (_ bv${lo} ${bits}))`];
    const last = (1n << BigInt(bits)) - 1n;
    return [
      ...(BigInt(lo) === 0n ? [] : [`(bvuge ${variable} (_ bv${lo} ${bits}))`]),
      ...(BigInt(hi) === last ? [] : [`(bvule ${variable} (_ bv${hi} ${bits}))`]),
    ];
  }

  isUp({ attached, instanceId }: Interface): boolean {
    return attached && (!instanceId || this.#network.entity('instance', instanceId)?.data.State.Name === 'running');
  }

  /** Some rule of some group of the interface lets the other end through. */
  admits(one: Interface, direction: RuleDirection, other: Interface, header: Header): Formula {
    const rules = one.groupIds.flatMap((id) => known(this.#network.group(id, one))[direction]);
    const peer = direction === 'ingress' ? 'src' : 'dst';
    return some(
      rules.flatMap((rule) => {
        const ranges = this.#ranges(rule, one, other).filter(({ lo }) => familyOf(lo) === this.#family);
        if (ranges.length === 0) return [];
        const service = this.isIn(header, box({ protocol: rule.protocol, destinationPort: rule.ports }, this.#family));
        return all([service, some(ranges.map((range) => all(this.#within(header[peer], this.bits[peer], range))))]);
      }),
    );
  }

  /** The addresses that a rule names, of the family of the pair; a group's are those of the other end, if it is a member. */
  #ranges({ prefix, prefixListId, groupId }: GroupRule, one: Interface, other: Interface): Interval<Address>[] {
    if (prefix) return [prefix];
    if (prefixListId) return known(this.#network.prefixList(prefixListId, one)).table.entries.map((entry) => entry.prefix);
    return other.groupIds.includes(groupId!) ? other.addresses.map((own) => only(own)) : [];
  }

  /** The longest route that takes the packet leads to the other end's VPC. */
  leads(subnet: Subnet, other: Interface, header: Header): Formula {
    const routes = known(this.#network.tableOf(subnet))
      .routes.entries.map((entry) => entry.value)
      .filter(({ prefix }) => familyOf(prefix.lo) === this.#family)
      .sort((a, b) => b.prefix.length - a.prefix.length || a.rank - b.rank);
    return routes.reduceRight<Formula>((rest, { prefix, target, isDead }) => {
      const arrives =
        target.kind === 'local'
          ? subnet.vpc === other.vpc
          : target.kind === 'vpc-peering-connection' && this.#joins(target.id, other);
      return ifThen(all(this.#within(header.dst, this.bits.dst, prefix)), arrives && !isDead, rest);
    }, 'false');
  }

  #joins(peeringId: string, { vpc }: Interface): boolean {
    const { Status, RequesterVpcInfo, AccepterVpcInfo } = this.#network.entity('vpc-peering-connection', peeringId)?.data ?? {};
    return Status?.Code === 'active' && [RequesterVpcInfo, AccepterVpcInfo].some((side) => side.VpcId === vpc.id);
  }

  /** The ACLs of both subnets let the packet out and in; within a subnet none is asked. */
  crosses(from: Subnet, to: Subnet, header: Header): Formula {
    if (from === to) return 'true';
    const [out, into] = [from, to].map((subnet) => known(this.#network.aclOf(subnet)));
    return all([this.#passes(out!, 'egress', header), this.#passes(into!, 'ingress', header)]);
  }

  #passes(acl: Acl, direction: RuleDirection, header: Header): Formula {
    return acl.entries[direction][this.#family].reduceRight<Formula>(
      (rest, entry) => ifThen(this.isIn(header, matchedBy(entry, direction)), entry.allows, rest),
      'false',
    );
  }
}

function known<T>(found: T | Missing): T {
  if (found instanceof Missing) throw new Error(`the estate lacks what ${found.operation} tells: ${found.why}`);
  return found;
}
