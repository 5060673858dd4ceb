/** Which things of a snapshot a person means by a word, or a mistake that names near ones; and all that belongs to an answer about two. */
import { type Family, familyOf, parseAddress } from '../net/index.ts';
import {
  checklistsOf,
  closingsOf,
  fixesOf,
  type Meant,
  type Network,
  namedKinds,
  type Question,
  reply,
  resolve,
  Unclear,
} from '../reach/index.ts';
import { componentText } from './ladder.ts';
import { didYouMean } from './nearest.ts';
import { type End, meaningsText, type Told } from './verdict.ts';
import type { Answered, Explained, Remedies } from './why.ts';
import { listed, shortened } from './words.ts';

/** A name may mean several things of one kind, which are then taken together; not an address that two VPCs have. `advice`: for a word that means nothing. */
export function meantBy(network: Network, typed: string, advice: readonly string[] = []): End {
  const means = resolve(network, typed);
  if (!means.length) return nothing(network, typed, advice);
  const isAddress = parseAddress(typed) !== undefined;
  const kinds = new Set(means.map(({ what }) => what.kind));
  if (means.length > 1 && (isAddress || kinds.size > 1)) {
    throw new Unclear(`${JSON.stringify(typed)} means ${meaningsText(means)}. Say which, by its id:`, [
      ...means.slice(0, 12).map(({ what, interfaces }) => {
        const vpc = what.kind === 'network-interface' ? interfaces[0]?.vpc : undefined;
        return `  ${componentText(what)}${vpc ? ` in ${componentText(vpc)}` : ''}, ${what.region} in account ${what.account}`;
      }),
      ...(means.length > 12 ? [`  … and ${means.length - 12} more`] : []),
    ]);
  }
  return { typed, means };
}

function nothing(network: Network, typed: string, advice: readonly string[]): never {
  const all = [...namedKinds, 'load-balancer'].flatMap((kind) => [...network.entities(kind).values()]);
  const names = [...new Set(all.flatMap(({ id, name, data }) => [id, name, data.GroupName, data.LoadBalancerName]))].filter(
    (name): name is string => typeof name === 'string',
  );
  const like = names.filter((name) => typed.length > 2 && name.toLowerCase().includes(typed.toLowerCase()));
  const near = like.length ? [`Names like it: ${shortened(like, 6)}.`] : didYouMean(typed, ['internet', ...names]);
  throw new Unclear(`Snapshot ${network.snapshot.manifest.id} has nothing called ${JSON.stringify(typed)}.`, [
    ...near,
    ...advice,
    'An end is an id, address, CIDR, Name tag, tag KEY=VALUE, host name, or internet.',
  ]);
}

/** What may be said when an end has nowhere to start from, or the two ends share no address family. */
function noWay(from: End, to: End, { family }: Question): never {
  const sources = from.means.flatMap((meant: Meant) => meant.sources);
  if (!sources.length)
    throw new Unclear(`Nothing that the snapshot knows of starts at ${JSON.stringify(from.typed)}.`, [
      'Name an interface, instance, group, subnet, VPC, gateway, VPN or attachment, or internet.',
    ]);
  const lacking = [from, to].filter((end) => family !== undefined && !hasAddress(end, family));
  if (lacking.length > 0)
    throw new Unclear(
      `${listed(lacking.map(({ typed }) => JSON.stringify(typed)))} ${lacking.length === 1 ? 'has' : 'have'} no IPv${family} address: nothing passes over IPv${family}.`,
      'Traffic is IPv4 at both ends, or IPv6 at both ends.',
    );
  const ends = `${JSON.stringify(from.typed)} and ${JSON.stringify(to.typed)}`;
  throw new Unclear(`${ends} have no address family in common.`, 'Traffic is IPv4 at both ends, or IPv6 at both ends.');
}

const hasAddress = ({ means }: End, family: Family): boolean =>
  means.some(({ addresses }) => addresses.some(({ lo }) => familyOf(lo) === family));

/** The answer to a question about two ends. Throws `Unclear` where no traffic can be meant. */
export function askedAbout(network: Network, from: End, to: End, rest: Omit<Question, 'from' | 'to'>): Told {
  const question: Question = { from: from.means, to: to.means, ...rest };
  return { from, to, question, reply: reply(network, question) ?? noWay(from, to, question) };
}

/** What is ticked off beside the answer. */
export const answered = (network: Network, told: Told): Answered => ({
  ...told,
  checklists: checklistsOf(network, told.question, told.reply),
});

/** What would change the answer is looked for only where it is shown: it takes longer than the answer itself. */
export const remediesFor = (network: Network, { question, reply: answer }: Told, close: boolean): Remedies => ({
  fixes: answer.verdict === 'blocked' ? fixesOf(network, question, answer) : [],
  closings: close && answer.verdict === 'reachable' ? closingsOf(network, question, answer) : [],
});

export const explained = (network: Network, told: Told, close: boolean): Explained => ({
  ...answered(network, told),
  ...remediesFor(network, told, close),
});
