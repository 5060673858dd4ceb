/** What is asked of a path, and the keys and commands that change it: the ends, the port, the protocol, the family, the direction. */
import { readDestination, saysService, withoutBrackets } from '../../reach/ends/typed.ts';
import { Unclear } from '../../reach/ends/unclear.ts';
import { askedService } from '../../report/traffic-text.ts';
import type { Answer } from '../desk/answers.ts';
import { type Asked, keyOf } from '../desk/questions.ts';
import { endName } from '../views/path.ts';
import { layoutOf, sheetWidth } from './layout.ts';
import { fresh, go, noEnds, type Screen, type State, type Step, say, screenOf, step, withScreen } from './state.ts';
import { wordsOf } from './words.ts';

/** Another question on the same screen. What was answered before stays to be seen until the new answer is there. */
export function changed(state: State, path: Asked): State {
  const { path: before, shown } = screenOf(state);
  const isKnown = before !== undefined && answerOf(state, before) !== undefined;
  return withScreen(state, { path, ...(isKnown ? { shown: before } : shown && { shown }) });
}

/** The answer to a question as wide as the screen shows it. */
function answerOf(state: State, asked: Asked): Answer | undefined {
  const { left } = layoutOf(state, { view: 'path' });
  return state.answers.get(keyOf({ ask: 'path', asked, width: sheetWidth(left) }));
}

/** On the path that is shown; elsewhere the ends are kept until both are there. */
export function asking(state: State, change: Partial<Asked>): Step {
  const screen = screenOf(state);
  if (screen.view === 'path') return step(changed(state, { ...noEnds, ...screen.path, ...change }));
  const ends = { ...noEnds, ...state.ends, ...change };
  if (ends.from && ends.to) return step(go({ ...state, ends: undefined }, fresh('path', { path: ends })));
  const said = ends.from
    ? `From ${endName(state, ends.from)}: b on another thing asks whether it gets there, or :to NAME.`
    : `To ${endName(state, ends.to)}: a on another thing asks whether it comes from there, or :from NAME.`;
  return step(say({ ...state, ends }, said, 'quiet'));
}

/** From the other end; what it is compared with is then at the other end too. */
function turned({ from, to, beside, ...rest }: Asked): Asked {
  const back: Asked = { ...rest, from: to, to: from };
  if (!beside) return back;
  if (beside.end === 'from') return { ...back, beside: { end: 'to', other: beside.other } };
  // Of an end that was reached by another service that end is left, where it is another one.
  const other = readDestination(beside.other).text;
  return other === to ? back : { ...back, beside: { end: 'from', other } };
}

/** What it is compared with may be nothing that can be read. */
export const turnPath = (state: State, screen: Screen): Step =>
  clearly(state, () => step(changed(state, turned(screen.path ?? noEnds))));

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
  const { family, forwardOnly = false } = screenOf(state).path ?? {};
  const alike = { ...(family !== undefined && { family }), forwardOnly };
  return reading(
    state,
    () => ({ ...noEnds, ...alike, from: withoutBrackets(from), ...(to !== undefined && destination(to)) }),
    true,
  );
}

export const runEnd =
  (end: 'from' | 'to') =>
  (state: State, rest: string): Step => {
    const text = wordsOf(rest).join(' ');
    if (!text) return step(say(state, `Which? :${end} NAME, an id, an address or internet`, 'warning'));
    return reading(state, () => (end === 'from' ? { from: withoutBrackets(text) } : destination(text)), false);
  };

const reading = (state: State, read: () => Partial<Asked>, anew: boolean): Step =>
  clearly(state, () => {
    const change = read();
    return anew
      ? step(go({ ...state, ends: undefined }, fresh('path', { path: { ...noEnds, ...change } })))
      : asking(state, change);
  });

/** What was typed and means nothing is said so, and nothing else happens. */
function clearly(state: State, act: () => Step): Step {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return step(say(state, error.message, 'warning'));
  }
}

/** The question as a line to be changed: of the path that is shown, else an empty one. */
export function questionLine(screen: Screen): string {
  if (screen.view !== 'path' || !screen.path) return 'path ';
  const { from, to, service } = screen.path;
  const said = destinationText(to, service);
  return ['path', ...(from ? [quoted(from), ...(said ? [quoted(said)] : [])] : [''])].join(' ');
}

const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text);

/** As `readDestination` reads it. */
function destinationText(to: string, { protocol, ports }: Asked['service']): string {
  if (!to) return '';
  const range = ports?.map(({ lo, hi }) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join();
  const name = to.includes(':') && (range || protocol !== 6) ? `[${to}]` : to;
  return `${name}${range ? `:${range}` : ''}${protocol === 6 ? '' : `/${protocol === 17 ? 'udp' : protocol === 'ping' ? 'icmp' : protocol}`}`;
}

/** `beside NAME`: another end that starts, `beside to NAME`: another that is reached. */
export function besideIn(rest: string): { end: 'from' | 'to'; other: string } | undefined {
  const words = wordsOf(rest);
  const end = words.length > 1 && (words[0] === 'from' || words[0] === 'to') ? words[0] : undefined;
  const other = words.slice(end ? 1 : 0).join(' ');
  return other ? { end: end ?? 'from', other } : undefined;
}
