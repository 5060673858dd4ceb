/** Who may talk to the internet and to networks outside AWS, segment by segment, and to whom these may. */
import { beyondOf } from './bulk/contacts/contacts.ts';
import { exposureIn, exposuresOf } from './bulk/index.ts';
import type { Between } from './bulk/segments/between.ts';
import { servicesKey } from './bulk/segments/passing-sets.ts';
import { foreignNetworks } from './ends/foreign.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import { mergedPassing, type Passing, servicesPassing } from './passing.ts';
import { outsideRanges, reachesFrom } from './reaches.ts';
import type { Path } from './walk/answer.ts';
import type { Options } from './walk/walk.ts';
import { Work } from './working.ts';

/** The numbers of segments. */
export interface Numbers {
  numbersOf(one: Interface): readonly number[];
  readonly internet: number;
  readonly outside: number;
}

interface Told extends Passing {
  path(): Path;
}

/** Of all that is told of a cell what is the same once, and the interfaces inside with which something passes. */
interface Gathered {
  readonly from: number;
  readonly to: number;
  readonly passing: Map<string, Passing>;
  readonly interfaces: Set<Interface>;
  best: Told;
}

export function withOutside(
  network: Network,
  { numbersOf, internet, outside }: Numbers,
  options: Options,
  meant: (passing: Passing) => Passing | undefined,
  work = new Work(),
): Between[] {
  const cells = new Map<string, Gathered>();
  const add = (froms: readonly number[], tos: readonly number[], one: Interface, told: Told): void => {
    const counted = meant({ passes: told.passes, arrives: told.arrives, doubtful: told.doubtful });
    if (!counted) return;
    const services = servicesPassing(counted);
    const best: Told = { ...counted, path: () => told.path() };
    for (const from of froms)
      for (const to of tos) {
        const known = cells.get(`${from} ${to}`);
        const cell = known ?? { from, to, passing: new Map(), interfaces: new Set(), best };
        if (!known) cells.set(`${from} ${to}`, cell);
        cell.passing.set(servicesKey(services), services);
        if (counted.passes.length > 0) cell.interfaces.add(one);
        if (weight(best) > weight(cell.best)) cell.best = best;
      }
  };
  const columns = { internet: [internet], 'on-premises': [outside], unknown: [internet, outside] };
  const { inbound, outbound } = exposureIn(exposuresOf(network, options));
  for (const entry of inbound) add([internet], numbersOf(entry.interface), entry.interface, entry);
  for (const entry of outbound) add(numbersOf(entry.interface), columns[entry.exit.to], entry.interface, entry);
  for (const { at, one, ...told } of beyondOf(network, options, work)) add(numbersOf(one), columns[at], one, told);
  for (const contact of reachesFrom(network, foreignNetworks(network, outsideRanges(network)), options).contacts)
    if (contact.at === 'interface' && contact.interface) add([outside], numbersOf(contact.interface), contact.interface, contact);
  return [...cells.values()].map(({ from, to, passing, interfaces, best }) => ({
    from,
    to,
    ...mergedPassing([...passing.values()]),
    pairs: interfaces.size,
    path: best.path,
  }));
}

const weight = ({ passes, doubtful }: Passing): number => (passes.length > 0 ? 2 : doubtful.length > 0 ? 1 : 0);
