/** F2: trouble at the Nth call, for every N. */
import { expect, test } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { services } from '../../src/kinds/services.ts';
import type { Fault } from '../../src/replay/serve.ts';
import { scanOf } from '../collect/scan-of.ts';
import { figure, size, soaking, spread } from './sizes.ts';
import { cleanScan, each, estate, outcome, request } from './trouble.ts';

const troubles: [what: string, does: Fault['does']][] = [
  ['an internal error', 'error500'],
  ['an unavailable service', 'unavailable'],
  ['a throttle', 'throttle'],
  ['a connection that is reset', 'reset'],
  ['no answer in time', 'hang'],
  ['half an answer that ends as if it were whole', 'truncate'],
  ['half an answer and a cut connection', 'cut'],
  ['a web page with status 200', 'html'],
  ['nothing with status 200', 'empty'],
  ["another operation's answer", 'foreign'],
];

/** JSON that is taken whole has no member that must be there: another operation's answer cannot be told from it. */
const taken = new Set(
  kinds.filter(({ call }) => services[call.service].rawBody && call.items === '.').map(({ call }) => call.operation),
);

/** Long enough for every answer on a busy machine, which a soak always finds; a call that hangs costs as much. */
const HUNG_MS = soaking ? 20_000 : 6_000;

/** Whatever hangs only waits. */
const atOnce = (does: Fault['does']): number => (does === 'hang' ? 8 : 2);

/** Every call of a scan, or as many as there is time for; each trouble takes others. */
async function someOf(count: number, does: Fault['does']): Promise<{ nth: number; operation?: string }[]> {
  const { calls } = await cleanScan();
  const turn = troubles.findIndex(([, trouble]) => trouble === does);
  if (does !== 'foreign') return spread(calls, count, turn).map((call) => ({ nth: calls.indexOf(call) + 1 }));
  const operations = [...new Set(calls.map(({ operation }) => operation))].filter((operation) => !taken.has(operation));
  return spread(operations, count, turn).map((operation) => ({ operation, nth: 1 }));
}

/** A scan under a fault; one that could not even sign in says so and is over. */
async function scanUnder(fault: Fault): Promise<'same' | 'incomplete' | 'refused'> {
  const { snapshot: clean } = await cleanScan();
  try {
    const deadlines = fault.does === 'hang' ? { call: HUNG_MS, signIn: HUNG_MS } : {};
    const { snapshot } = await scanOf(estate, { request: { ...request, deadlines }, faults: [fault] });
    return outcome(clean, snapshot);
  } catch (error) {
    if ((error as { code?: string }).code !== 'SignInFailed') throw error;
    return 'refused';
  }
}

test.concurrent.each(troubles)(
  '%s, once, leaves no trace, whichever call it hits',
  async (_what, does) => {
    const hit = await someOf(size(5, 100_000), does);
    const outcomes = await each(hit, atOnce(does), async (match) => ({ ...match, came: await scanUnder({ match, does }) }));
    const lost = outcomes.filter(({ came }) => came !== 'same');
    // Before it knows who it is, a scan cannot be incomplete: it does not begin.
    expect(
      lost.filter(({ nth, operation, came }) => !(came === 'refused' && (nth === 1 || operation === 'GetCallerIdentity'))),
    ).toEqual([]);
    figure(
      `F2: ${does} once at each of ${hit.length} calls: ${hit.length - lost.length} the same bytes, ${lost.length} refused to begin`,
    );
  },
  3_600_000,
);

/** A throttle that lasts is a matter of minutes, and told elsewhere. */
const lasting = troubles.filter(([, does]) => does !== 'throttle' && does !== 'foreign');

test.concurrent.each(lasting)(
  '%s, from a call on, leaves a scan that says what it lacks',
  async (_what, does) => {
    const hit = await someOf(size(2, 100_000), does);
    const outcomes = await each(hit, atOnce(does), async ({ nth }) => ({
      nth,
      came: await scanUnder({ match: { from: nth }, does }),
    }));
    expect(outcomes.filter(({ nth, came }) => came !== (nth === 1 ? 'refused' : 'incomplete'))).toEqual([]);
    figure(`F2: ${does} from each of ${hit.length} calls on: all incomplete and said so, or refused to begin`);
  },
  3_600_000,
);
