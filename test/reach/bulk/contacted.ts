/** What something reaches, and what reaches it, class by class beside a survey of every pair. */
import { and, box, sameTraffic, type Traffic } from '../../../src/net/index.ts';
import { type Contact, type Network, type Options, type Reaches, resolve, theInternet } from '../../../src/reach/index.ts';
import { reachesFrom, reachesTo } from '../../../src/reach/reaches.ts';
import { isUnwalked } from '../../../src/reach/walk/alternatives.ts';
import { surveyedFrom, surveyedTo } from '../surveyed-reaches.ts';
import type { Sampled } from './exposed.ts';

const lots = ['passes', 'arrives', 'doubtful'] as const;

const keyOf = ({ at, other, interface: one, through, gateways, port }: Contact): string =>
  `${at} ${other.id} ${one?.id} through ${through.map(({ id }) => id)} by ${gateways.map(({ id }) => id)} ${port}`;

const ownOf = (one: Contact | undefined): string | undefined =>
  one?.own
    .map(({ id }) => id)
    .sort()
    .join();

/** Contacts that one reader knows and the other does not, or of which they say different things. */
function differences(bulk: Reaches, slow: Reaches, counted: (traffic: Traffic) => Traffic, where: string): string[] {
  const byKey = ({ contacts }: Reaches): Map<string, Contact> => new Map(contacts.map((one) => [keyOf(one), one]));
  const [mine, other] = [byKey(bulk), byKey(slow)];
  return [...new Set([...mine.keys(), ...other.keys()])].flatMap((key) => {
    const [a, b] = [mine.get(key), other.get(key)];
    // A pair that is treated in more ways than are walked is in doubt for who walks it; who asks class by class may know it all.
    if (b && b.doubtful.length > 0 && isUnwalked(b.path())) return [];
    const differ = lots.filter((lot) => !sameTraffic(counted(a?.[lot] ?? []), counted(b?.[lot] ?? [])));
    return [
      ...differ.map((lot) => `${where}: ${key}: ${lot}`),
      ...(ownOf(a) === ownOf(b) ? [] : [`${where}: ${key}: own ${ownOf(a)} and ${ownOf(b)}`]),
    ];
  });
}

/** Sources on the internet are to be understood within it. */
export function compareContacts(network: Network, ids: readonly string[], where: string, options: Options = {}): Sampled {
  const result: Sampled = { asked: 0, landed: 0, disagreements: [] };
  const internet = theInternet(network).map((src) => box({ src }));
  for (const id of ids) {
    const meant = resolve(network, id);
    const counted = (traffic: Traffic): Traffic => (id === 'internet' ? and(traffic, internet) : traffic);
    const add = (bulk: Reaches, slow: Reaches, way: string): void => {
      result.asked += 1;
      result.landed += slow.contacts.length;
      result.disagreements.push(...differences(bulk, slow, counted, `${where} ${way} ${id}`));
    };
    add(reachesFrom(network, meant, options), surveyedFrom(network, meant, options), 'from');
    if (id !== 'internet') add(reachesTo(network, meant, options), surveyedTo(network, meant, options), 'to');
  }
  return result;
}
