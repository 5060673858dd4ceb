/** What belongs to a reply: the smallest changes that would open it, and the checklists where one end is the internet. */
import { type Address, type Family, familyOf, hasPorts } from '../net/index.ts';
import { breadth, type Cuts, openUp } from './changes/cut-off.ts';
import { adaptTo, isInternet } from './changes/ends.ts';
import { type Ask, type Fix, fixesFor, toInterface } from './changes/fixes.ts';
import { tryingOn } from './changes/network-after.ts';
import { byEndpoint, fromInternet, type Tick, toInternet } from './checklist.ts';
import { hasEndpoints } from './ends/endpoint-list.ts';
import { resolve } from './ends/endpoints.ts';
import type { Meant } from './ends/meant.ts';
import type { Ref } from './network/entity.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import { headerOf, type Question, type Reply, reply } from './question.ts';
import { tracePoint } from './walk/trace.ts';

/** What one interface takes at one of its addresses, ticked off. */
export interface Checklist {
  readonly about: 'to the internet' | 'from the internet' | 'by gateway endpoint';
  readonly interface: Interface;
  readonly address: Address;
  readonly ticks: readonly Tick[];
}

/** Beyond this many parts the whole question is not asked again after a change. */
const MAX_PARTS = 100;

/** A fix, and what it does beyond the part that is shown. */
export interface Opening extends Fix {
  /** Whether it opens all that was asked about; nothing where that is too much to ask again. */
  readonly whole?: boolean;
  /** What passes then, beyond what was asked about, and does not now; nothing where that is too much to ask. */
  readonly alsoOpens?: Cuts;
}

/** What would open the part that is shown: what surely does comes first, then what opens all that was asked about, then what opens least else. */
export function fixesOf(network: Network, question: Question, { shown, parts }: Reply): Opening[] {
  const point = headerOf(shown);
  const fixed: Ask = () => ({ from: shown.from, point });
  const owner = network.publicAddresses.get(point.dst)?.owner ?? network.ownersOf(point.dst)[0];
  const ask = 'internet' in shown.from && owner ? toInterface(shown.from, owner.id, point) : fixed;
  const trying = tryingOn(network);
  const fixes = fixesFor(network, ask, adaptTo(network, question, point), trying);
  if (parts.length > MAX_PARTS) return fixes;
  const openings = fixes.map(({ changes, uncertain }): Opening => {
    const made = changes.map(({ change }) => change);
    const after = trying(made);
    const then = reply(after, meantIn(after, question));
    return {
      changes,
      uncertain,
      whole: then?.whole === true && then.verdict !== 'blocked',
      ...(then && { alsoOpens: openUp(network, { changes: made, after }, then) }),
    };
  });
  const weight = ({ uncertain, whole, alsoOpens }: Opening): number[] => [
    Number(uncertain),
    Number(!whole),
    alsoOpens ? breadth(alsoOpens) : 0,
  ];
  return openings.sort((a, b) => firstDifference(weight(a), weight(b)));
}

/** The same question about a network that was changed: things may have other addresses there, and be gone. */
export function meantIn(network: Network, question: Question): Question {
  const again = (meant: readonly Meant[]): Meant[] =>
    meant.flatMap((one) => resolve(network, one.what.id).find(({ what }) => what.kind === one.what.kind) ?? []);
  return { ...question, from: again(question.from), to: again(question.to) };
}

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((one, at) => one - b[at]!).find((by) => by !== 0) ?? 0;

/** The interface of the part that is shown. */
function theOne(meant: readonly Meant[], address: Address): Interface | undefined {
  const all = meant.flatMap(({ interfaces }) => interfaces);
  return all.find((one) => one.owns(address) || one.publicAddresses.some((pair) => pair.public === address)) ?? all[0];
}

/** For one interface of the end that is not the internet, one list for each family. Without ports to ask about there is none. */
export function checklistsOf(network: Network, { from, to, family: only }: Question, { parts, shown }: Reply): Checklist[] {
  const families: readonly Family[] = only ? [only] : [4, 6];
  if (isInternet(to)) {
    const one = theOne(from, headerOf(shown).src);
    if (!one) return [];
    return families.flatMap((family) => {
      const address = one.addresses.find((own) => familyOf(own) === family);
      return address === undefined
        ? []
        : [{ about: 'to the internet', interface: one, address, ticks: toInternet(network, one, address) }];
    });
  }
  const service = theService(network, to);
  if (service) {
    const { src } = headerOf(shown);
    const one = theOne(from, src);
    if (!one) return [];
    return [
      { about: 'by gateway endpoint', interface: one, address: src, ticks: byEndpoint(network, one, src, service, shown.path) },
    ];
  }
  const asked = headerOf(shown).dst;
  const one = isInternet(from) ? theOne(to, asked) : undefined;
  if (!one) return [];
  return families.flatMap((family) => {
    const address = reachedAt(one, asked, family);
    const like = parts.find((part) => familyOf(headerOf(part).dst) === family) ?? parts[0];
    if (address === undefined || !like) return [];
    const { protocol, sourcePort, destinationPort } = headerOf(like);
    if (!hasPorts(protocol)) return [];
    const src: Address = family === 4 ? 0x01010101 : 0x2600n << 112n;
    const dst = one.publicOf(address) ?? address;
    const point = { src, dst, protocol, sourcePort, destinationPort };
    const path = tracePoint(network, { internet: true, near: one.vpc.id }, point);
    return [{ about: 'from the internet', interface: one, address, ticks: fromInternet(network, one, address, path) }];
  });
}

/** The list of a service that gateway endpoints lead to, where that alone is meant. */
function theService(network: Network, [meant, ...more]: readonly Meant[]): Ref | undefined {
  const list = meant?.what.kind === 'prefix-list' && more.length === 0 ? network.entity('prefix-list', meant.what.id) : undefined;
  return list && hasEndpoints(list) ? meant!.what : undefined;
}

/** The private address that the internet means: the one that was asked for, else one with a public address, else the primary one. */
function reachedAt(one: Interface, asked: Address, family: Family): Address | undefined {
  const own = one.addresses.filter((each) => familyOf(each) === family);
  return (
    own.find((each) => each === asked || one.publicOf(each) === asked) ??
    own.find((each) => one.publicOf(each) !== undefined) ??
    own[0]
  );
}
