/** What something reaches, and what reaches it, class by class is what a survey of every pair says. `run.ts` asks about as many as wanted. */
import { expect, test } from 'vitest';
import { formatAddress } from '../../../src/net/index.ts';
import { buildNetwork, resolve } from '../../../src/reach/index.ts';
import { reachesTo } from '../../../src/reach/reaches.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { dice } from '../../oracle/random.ts';
import { topology } from '../../oracle/topologies.ts';
import { hybrid, office, peered, transit } from '../worlds.ts';
import { compareContacts } from './contacted.ts';

test.each([false, true])('in topologies of every component, strictly or not (%s)', (strict) => {
  const found = Array.from({ length: 30 }, (_, at) => at + 1).map((seed) => {
    const network = buildNetwork(snapshotFor(topology(seed)));
    const one = dice(seed).pick([...network.interfaces.keys()]);
    return compareContacts(network, strict ? [one] : [one, 'internet'], `seed ${seed}`, { strict });
  });
  expect(found.flatMap((one) => one.disagreements)).toEqual([]);
  expect(found.reduce((sum, one) => sum + one.landed, 0)).toBeGreaterThan(400);
});

test.each(Object.entries({ office, peered, transit, hybrid }))('in the world %s, also of what nobody saw', (name, world) => {
  const all = world().denied('route-table').snapshot();
  for (const snapshot of [world().snapshot(), all])
    expect(compareContacts(buildNetwork(snapshot), ['eni-app', 'eni-web'], name).disagreements).toEqual([]);
});

test('of a delegated prefix what a rule for a part of it lets through is told for that part', () => {
  const world = office()
    .change('network-interface', 'eni-app', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.80/28' }] })
    .change('security-group', 'sg-web', (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000, IpRanges: [{ CidrIp: '10.0.2.80/29' }] }),
    );
  const network = buildNetwork(world.snapshot());
  const [app] = reachesTo(network, resolve(network, 'eni-web')).contacts.filter(({ other }) => other.id === 'eni-app');
  const ranges = app!.passes.filter(({ destinationPort: port }) => port.lo === 9000).map(({ src }) => src);
  expect(ranges.map(({ lo, hi }) => `${formatAddress(lo)}-${formatAddress(hi)}`)).toEqual(['10.0.2.80-10.0.2.87']);
  expect(compareContacts(network, ['eni-app', 'eni-web'], 'office').disagreements).toEqual([]);
});
