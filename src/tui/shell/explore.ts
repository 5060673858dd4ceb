/** The shell: the only place where the explorer meets a terminal. Everything it touches is given to it, so that it runs under test. */
import type { News } from '../desk/news.ts';
import { keyOf, type Question } from '../desk/questions.ts';
import { frame } from '../frame.ts';
import type { Happening } from '../state/happening.ts';
import type { Effect } from '../state/state.ts';
import type { Suspend } from './app.tsx';
import { Decoder } from './decode.ts';
import { type Drawn, Painter } from './painter.ts';
import { begun, type Session, sessionOf } from './session.ts';
import { StateStore } from './store.ts';
import { MOUSE, type Office, OTHER_SCREEN, PASTE, type Terminal, WRAP } from './terminal.ts';

export interface Options {
  readonly session: Session;
  /** Whether there is no snapshot yet. */
  readonly isEmpty?: boolean;
  /** The whole screen each time, for terminals that do not keep up with changes. */
  readonly fullRedraw?: boolean;
  readonly drawn?: Drawn;
}

/** The Escape key and the beginning of a sequence are the same byte: this long is waited for more. */
const ESCAPE_MS = 30;
/** A cursor rests when it has not moved for so long. */
const REST_MS = 90;

/** Runs until the reader leaves. Resolves to what the next session begins with. `open`: makes the office, which tells its news. */
export async function explore(
  terminal: Terminal,
  open: (news: (news: News) => void) => Office,
  options: Options,
): Promise<Session> {
  const { stdin, stdout } = terminal;
  const { session, drawn = { frames: 0, rows: 0 } } = options;
  const size = (): { columns: number; rows: number } => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  let suspend: Suspend | undefined;
  let isLeft = false;
  let leave: () => void = () => {
    isLeft = true;
  };
  let cancelRest = (): void => {};
  let cancelEscape = (): void => {};
  const decoder = new Decoder();
  let isOurs = true;
  let isBehind = false;
  const painter = new Painter(send, drawn, options.fullRedraw);
  const paint = (): void => {
    if (isOurs && !isBehind) painter.paint(frame(store.state()));
  };
  /** A terminal at the end of a slow line gets the next frame when it has the last one: what was between is never sent. */
  function send(text: string): void {
    isBehind = !stdout.write(text);
    if (!isBehind) return;
    stdout.once('drain', () => {
      isBehind = false;
      paint();
    });
  }

  const store = new StateStore(begun(size(), session, options.isEmpty ?? false), perform);
  const tell = (happening: Promise<string>): void => {
    void happening.then(
      (text) => store.dispatch({ type: 'told', text }),
      (error: Error) => store.dispatch({ type: 'told', text: error.message, means: 'bad' }),
    );
  };
  const ask = (question: Question): void => {
    void office.ask(question).then((answer) => store.dispatch({ type: 'answer', key: keyOf(question), answer }));
  };

  const doing: { [Does in Effect['do']]: (effect: Effect & { do: Does }) => void } = {
    ask: ({ question }) => ask(question),
    rest: () => {
      cancelRest();
      cancelRest = terminal.later(REST_MS, () => store.dispatch({ type: 'rested' }));
    },
    copy: ({ text }) => tell(terminal.copy(text)),
    open: ({ url }) => tell(terminal.browse(url)),
    export: ({ text, name }) => tell(terminal.write(text, name)),
    page: ({ text }) => handOver(() => terminal.page(text)),
    edit: ({ text, name }) => handOver(() => terminal.edit(text, name)),
    suspend: () => handOver(() => terminal.stop().then(() => '')),
    redraw: () => handOver(() => Promise.resolve('')),
    mouse: ({ on }) => stdout.write(on ? MOUSE.on : MOUSE.off),
    snapshot: ({ id }) => office.open(id),
    sample: () => office.sample(),
    scan: ({ order }) => office.scan(order),
    import: ({ dir }) => office.import(dir),
    'stop scan': () => office.stopScan(),
    quit: () => leave(),
  };

  function perform<Does extends Effect['do']>(effect: Effect & { do: Does }): void {
    doing[effect.do](effect);
  }

  const read = (chunk: Buffer | string): void => {
    cancelEscape();
    store.dispatch(...decoder.feed(String(chunk)));
    if (decoder.isWaiting) cancelEscape = terminal.later(ESCAPE_MS, () => store.dispatch(...decoder.flush()));
  };
  const listen = (): void => {
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', read);
    stdin.resume();
    stdout.write(WRAP.off + PASTE.on + (store.state().settings.mouse ? MOUSE.on : ''));
  };
  const unlisten = (): void => {
    cancelEscape();
    stdin.off('data', read);
    stdin.pause();
    stdin.setRawMode(false);
    stdout.write(PASTE.off + MOUSE.off + WRAP.on);
  };

  /** Another program has the terminal; then the whole screen is drawn again. */
  function handOver(meanwhile: () => Promise<string>): void {
    if (!suspend) return;
    let said = '';
    const handed = suspend(async () => {
      isOurs = false;
      unlisten();
      try {
        said = await meanwhile();
      } finally {
        listen();
      }
    });
    tell(
      handed
        .then(() => said)
        .finally(() => {
          isOurs = true;
          resized();
        }),
    );
  }

  const resized = (): void => {
    painter.forget();
    store.dispatch({ type: 'size', ...size() });
  };
  const office = open((news) => store.dispatch({ type: 'news', news } satisfies Happening));
  // Something is seen before what holds the terminal is loaded, and nothing that is typed meanwhile is echoed or lost.
  stdout.write(OTHER_SCREEN);
  listen();
  store.subscribe(paint);
  // What is shown first may have something to ask.
  resized();
  paint();
  terminal.onEnd(() => leave());
  try {
    const { hold } = await import('./app.tsx');
    const held = hold(terminal, (hand, exit) => {
      suspend = hand;
      leave = exit;
    });
    leave = held.leave;
    // After Ink, whose own look at the size erases what a narrower screen would wrap; it has entered the screen anew.
    stdout.on('resize', resized);
    resized();
    if (isLeft) leave();
    await held.left;
  } finally {
    isOurs = false;
    cancelRest();
    unlisten();
    stdout.off('resize', resized);
    await office.close();
  }
  return sessionOf(store.state(), session);
}
