/** What something reaches, and what reaches it, class by class is what a survey of every pair says. */
import { expect, test } from 'vitest';
import { sameTraffic } from '../../../src/net/index.ts';
import { buildNetwork, type Contact, type Network, type Reaches, resolve } from '../../../src/reach/index.ts';
import { reachesFrom, reachesTo } from '../../../src/reach/reaches.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { dice } from '../../oracle/random.ts';
import { topology } from '../../oracle/topologies.ts';
import { surveyedFrom, surveyedTo } from '../surveyed-reaches.ts';
import { hybrid, office, peered, transit } from '../worlds.ts';

const lots = ['passes', 'arrives', 'doubtful'] as const;

const keyOf = ({ at, other, interface: one, through, gateways, port }: Contact): string =>
  `${at} ${other.id} ${one?.id} through ${through.map(({ id }) => id)} by ${gateways.map(({ id }) => id)} ${port}`;

/** Contacts that one reader knows and the other does not, or of which they say different things. */
function differences(bulk: Reaches, slow: Reaches, where: string): string[] {
  const [mine, other] = [bulk, slow].map(({ contacts }) => new Map(contacts.map((one) => [keyOf(one), one]))) as [
    Map<string, Contact>,
    Map<string, Contact>,
  ];
  return [...new Set([...mine.keys(), ...other.keys()])].flatMap((key) => {
    const [a, b] = [mine.get(key), other.get(key)];
    const own = [a, b].map((one) =>
      one?.own
        .map(({ id }) => id)
        .sort()
        .join(),
    );
    return [
      ...lots.filter((lot) => !sameTraffic(a?.[lot] ?? [], b?.[lot] ?? [])).map((lot) => `${where}: ${key}: ${lot}`),
      ...(own[0] === own[1] ? [] : [`${where}: ${key}: own ${own.join(' and ')}`]),
    ];
  });
}

function compare(network: Network, ids: readonly string[], where: string): string[] {
  return ids.flatMap((id) => {
    const meant = resolve(network, id);
    return [
      ...differences(reachesFrom(network, meant), surveyedFrom(network, meant), `${where} from ${id}`),
      ...differences(reachesTo(network, meant), surveyedTo(network, meant), `${where} to ${id}`),
    ];
  });
}

test('in topologies of every component', () => {
  const found = Array.from({ length: 4 }, (_, at) => at + 1).flatMap((seed) => {
    const network = buildNetwork(snapshotFor(topology(seed)));
    const random = dice(seed);
    const all = [...network.interfaces.keys()];
    return compare(network, [random.pick(all)], `seed ${seed}`);
  });
  expect(found).toEqual([]);
});

test.each(Object.entries({ office, peered, transit, hybrid }))('in the world %s, also of what nobody saw', (name, world) => {
  const all = world().denied('route-table').snapshot();
  for (const snapshot of [world().snapshot(), all]) {
    const network = buildNetwork(snapshot);
    expect(compare(network, ['eni-app', 'eni-web'], name)).toEqual([]);
  }
});
