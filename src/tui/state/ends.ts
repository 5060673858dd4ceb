/** What is asked of a path, and the keys and commands that change it: the ends, the port, the protocol, the family, the direction. */
import { readDestination, saysService, withoutBrackets } from '../../reach/typed.ts';
import { Unclear } from '../../reach/unclear.ts';
import { askedService } from '../../report/traffic-text.ts';
import type { Asked } from '../desk/questions.ts';
import { endName } from '../views/path.ts';
import { fresh, go, noEnds, type Screen, type State, type Step, say, screenOf, step, withScreen } from './state.ts';
import { wordsOf } from './words.ts';

/** On the path that is shown; elsewhere the ends are kept until both are there. */
export function asking(state: State, change: Partial<Asked>): Step {
  const screen = screenOf(state);
  if (screen.view === 'path') return step(withScreen(state, { path: { ...noEnds, ...screen.path, ...change } }));
  const ends = { ...noEnds, ...state.ends, ...change };
  if (ends.from && ends.to) return step(go({ ...state, ends: undefined }, fresh('path', { path: ends })));
  const said = ends.from
    ? `From ${endName(state, ends.from)}: b on another thing asks whether it gets there, or :to NAME.`
    : `To ${endName(state, ends.to)}: a on another thing asks whether it comes from there, or :from NAME.`;
  return step(say({ ...state, ends }, said, 'quiet'));
}

export const changing =
  (change: (asked: Asked) => Partial<Asked>) =>
  (state: State, screen: Screen): Step =>
    asking(state, change(screen.path ?? noEnds));

const protocols: readonly Asked['service']['protocol'][] = [6, 17, 'ping', 'any'];

export const nextProtocol = changing(({ service: { protocol } }) => {
  const at = protocols.indexOf(protocol);
  return { service: { protocol: protocols[(at + 1) % protocols.length]! } };
});

export const nextFamily = changing(({ family }) => ({ family: family === undefined ? 4 : family === 4 ? 6 : undefined }));

/** Ports to walk along where none is said. */
const usual: Readonly<Record<number, readonly number[]>> = { 6: [22, 80, 443, 3306, 3389, 5432], 17: [53, 123, 443, 500, 4500] };

export function nextPort(state: State, screen: Screen, count: number | undefined): Step {
  const { service } = screen.path ?? noEnds;
  const ports = typeof service.protocol === 'number' ? usual[service.protocol] : undefined;
  if (!ports) return step(say(state, `${askedService({ service })} has no ports: n switches the protocol.`, 'warning'));
  if (count !== undefined && count > 65535) return step(say(state, `${count} is not a port from 0 to 65535.`, 'warning'));
  const only = service.ports?.length === 1 ? service.ports[0]!.lo : undefined;
  const port = count ?? (service.ports ? ports[ports.indexOf(only ?? -1) + 1] : ports[0]);
  const { ports: _, ...all } = service;
  return asking(state, { service: port === undefined ? all : { ...all, ports: [{ lo: port, hi: port }] } });
}

/** What a destination says of the service holds only where it says some of it. */
function destination(typed: string): Partial<Asked> {
  const said = readDestination(typed);
  return { to: said.text, ...(saysService(said) && { service: said.service }) };
}

/** `FROM TO[:PORT][/PROTO]`; of one word, what comes first. */
export function runPath(state: State, rest: string): Step {
  const [from, to, ...more] = wordsOf(rest);
  if (more.length > 0) return step(say(state, ':path FROM TO[:PORT]: a name with spaces stands in quotation marks.', 'warning'));
  if (from === undefined) return step(go(state, fresh('path', { path: { ...noEnds, ...state.ends } })));
  return reading(state, () => ({ ...noEnds, from: withoutBrackets(from), ...(to !== undefined && destination(to)) }), true);
}

export const runEnd =
  (end: 'from' | 'to') =>
  (state: State, rest: string): Step => {
    const text = wordsOf(rest).join(' ');
    if (!text) return step(say(state, `Which? :${end} NAME, an id, an address or internet`, 'warning'));
    return reading(state, () => (end === 'from' ? { from: withoutBrackets(text) } : destination(text)), false);
  };

function reading(state: State, read: () => Partial<Asked>, anew: boolean): Step {
  try {
    const change = read();
    return anew
      ? step(go({ ...state, ends: undefined }, fresh('path', { path: { ...noEnds, ...change } })))
      : asking(state, change);
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return step(say(state, error.message, 'warning'));
  }
}
