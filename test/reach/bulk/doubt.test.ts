/** What bulk cannot tell it says, as tracing does: a way that gets lost is in doubt, not shut. */
import { describe, expect, test } from 'vitest';
import { PATH } from '../../../src/findings/exposure.ts';
import { box, EPHEMERAL, only, parseAddress, TCP } from '../../../src/net/index.ts';
import { destinationsOf } from '../../../src/reach/bulk/contacts/contacts.ts';
import { buildNetwork, tracePacket } from '../../../src/reach/index.ts';
import { survey } from '../../../src/reach/survey.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { topology } from '../../oracle/topologies.ts';
import { hybrid, office, peered, transit, twoOffices } from '../worlds.ts';
import { compareWhole } from './whole.ts';

const worlds = { office, twoOffices, peered, transit, hybrid };

describe.each(Object.entries(worlds))('in the world %s', (name, world) => {
  test.each(PATH)('without %s bulk doubts what tracing doubts', (kind) => {
    expect(compareWhole(buildNetwork(world().denied(kind).snapshot()), name).disagreements).toEqual([]);
  });
});

test('a route table that nobody saw leaves what comes in and what goes out in doubt', () => {
  expect(compareWhole(buildNetwork(office().denied('route-table').snapshot()), 'office').doubts).toBeGreaterThan(5);
});

test('what is refused in one zone and gets lost in another, of which no route table was collected, is in doubt', () => {
  const network = buildNetwork(snapshotFor(topology(160)));
  const [src, dst] = ['10.0.1.10', '10.1.5.10'];
  const packet = { src, dst, protocol: TCP, dstPort: 22 };
  expect(tracePacket(network, 'eni-0025', packet).verdict.both).toBe('unknown');
  const ends = { src: only(parseAddress(src)!), dst: only(parseAddress(dst)!) };
  const traffic = box({ ...ends, protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(22) });
  expect(survey(network, { eni: 'eni-0025' }, [traffic])).toMatchObject({ landings: [], lost: [{ at: { id: 'subnet-14' } }] });
  const { lost } = destinationsOf(network, { eni: 'eni-0025' }, ends.src, {});
  expect(lost.filter(({ of }) => of.id === 'eni-0050').map(({ at }) => at.id)).toContain('subnet-14');
});
