/** A scan: before it, as whom, where, and what would be asked; while it runs, how far it is in every place; at its end what went wrong. */
import { progressLine } from '../../report/progress.ts';
import { style } from '../../report/style.ts';
import { digits, inSentence, listed, plural, shortened, titleOf } from '../../report/words.ts';
import type { Credentials } from '../desk/answers.ts';
import { keyOf } from '../desk/questions.ts';
import { isUnderWay, type Reading, readingText } from '../model/reading.ts';
import { type Row, span, wrapped } from '../screen/row.ts';
import { orderOf } from '../state/chosen.ts';
import type { Screen, State } from '../state/state.ts';
import { type Lines, listOf, type Target, type View, wordsHold } from './view.ts';

interface Told {
  readonly key: string;
  readonly row: Row;
  readonly target?: Target;
}

const heading = (key: string, text: string, more = ''): Told[] => [
  { key: `${key} gap`, row: [] },
  { key, row: [span(text, 'heading'), span(more, 'quiet')] },
];

export const scan: View = {
  name: 'scan',
  about:
    'A scan of AWS: as whom, where, and what it would ask; while it runs, how far it is. Nothing is asked before you say so.',
  filter: 'words',
  title: (state, { again }) => (state.live ? 'scanning' : again ? 'read again' : state.manifest ? 'new scan' : 'welcome'),
  lines(state, screen, width): Lines {
    const told = state.live ? running(state, state.live, width) : ahead(state, screen, width);
    const shown = screen.filter ? told.filter(({ row }) => wordsHold(screen.filter, row.map(({ text }) => text).join(''))) : told;
    return listOf(shown, { empty: `No line holds ${screen.filter}.` });
  },
  wants: (state, screen, width) =>
    state.live ? [] : [{ ask: 'credentials' }, { ask: 'plan', order: orderOf(state, screen), width }],
};

/** A row in as many lines as it takes, which all lead to the same. */
const toldIn = (key: string, row: Row, width: number, target?: Target): Told[] =>
  wrapped(row, width).map((one, at) => ({ key: at === 0 ? key : `${key} ${at}`, row: one, ...(target && { target }) }));

function running(_: State, { told: { progress, readings }, isStopping }: NonNullable<State['live']>, width: number): Told[] {
  const first = progress ? progressLine(progress, style(width, false)) : 'Signing in …';
  return [
    { key: 'progress', row: [span(isStopping ? 'Abandoning …' : first, 'heading')] },
    { key: 'gap', row: [] },
    ...readings.map((one): Told => ({ key: `${one.account} ${one.region}`, row: readingRow(one, readings, width) })),
    ...(readings.length > 0
      ? [
          { key: 'advice gap', row: [] },
          { key: 'advice', row: [span('t shows the tree, which grows meanwhile; Ctrl-C abandons the scan.', 'quiet')] },
        ]
      : []),
  ];
}

/** Columns of the bar of a place, and of a screen that has no room for it. */
const BAR = 20;
const SHORT_BAR = 12;

function readingRow(one: Reading, all: readonly Reading[], width: number): Row {
  const wide = Math.max(...all.map(({ region }) => region.length));
  const several = all.some(({ account }) => account !== one.account);
  const part = one.all === 0 ? 1 : one.read / one.all;
  const bar = width < 100 ? SHORT_BAR : BAR;
  const filled = Math.floor(part * bar);
  const left = width - wide - bar - 60;
  return [
    span(` ${(one.region === 'global' ? 'account' : one.region).padEnd(Math.max(wide, 7))} `),
    ...(several ? [span(`${one.account} `, 'quiet')] : []),
    span('█'.repeat(filled), isUnderWay(one) ? 'command' : 'good'),
    span('░'.repeat(bar - filled), 'quiet'),
    span(` ${isUnderWay(one) ? readingText(one) : 'read'}`, isUnderWay(one) ? 'plain' : 'good'),
    ...(one.gaps > 0 ? [span(`  ✗ ${digits(one.gaps)} refused or lost`, 'warning')] : []),
    ...(isUnderWay(one) && left > 10 && one.read > 0
      ? [span(`  next: ${shortened(one.waiting.slice(0, 3).map(inWords), 3)}`, 'quiet')]
      : []),
  ];
}

const inWords = (kind: string): string => plural(inSentence(titleOf(kind)));

function ahead(state: State, screen: Screen, width: number): Told[] {
  const known = state.answers.get(keyOf({ ask: 'credentials' }));
  const seen = known?.is === 'credentials' ? known : undefined;
  const { ended } = state;
  const first = state.manifest ? [] : welcome(seen, ended === undefined, width);
  return [
    ...(ended?.is === 'failed' ? failedRows(ended.message, ended.next, width) : []),
    ...first,
    ...(first.length > 0 ? [{ key: 'scan gap', row: [] }] : []),
    ...toldIn(
      'go',
      [
        span(screen.again ? `Read again: ${againText(screen.again)}` : 'Scan now', 'command'),
        span(`  ${summaryOf(state, screen)}`, 'quiet'),
      ],
      width,
      { order: orderOf(state, screen) },
    ),
    ...profileRows(state, seen, width),
    ...(screen.again ? [] : regionRows(state, seen)),
    ...planRows(state, screen, width),
  ];
}

function failedRows(message: string, next: readonly string[], width: number): Told[] {
  return [
    ...toldIn('failed', [span(`✗ ${message}`, 'bad')], width),
    ...next.flatMap((text, at) => toldIn(`failed ${at}`, [span('  '), span(text)], width)),
    { key: 'failed gap', row: [] },
  ];
}

function welcome(seen: Credentials | undefined, isFirst: boolean, width: number): Told[] {
  return [
    ...toldIn(
      'welcome',
      [
        span('There is no snapshot yet'),
        span(seen ? ` in ${seen.store}.` : '.', 'quiet'),
        span(isFirst ? ' Nothing was called.' : '', 'quiet'),
      ],
      width,
    ),
    { key: 'welcome gap', row: [] },
    {
      key: 'sample',
      row: [span('Look at the sample company', 'command'), span('  made up, on this machine; no call', 'quiet')],
      target: { sample: true },
    },
    ...toldIn(
      'import',
      [span('Import what the AWS CLI printed', 'command'), span('  where you have no credentials: :import DIR', 'quiet')],
      width,
      { type: 'import ' },
    ),
  ];
}

const againText = ({ accounts, regions, kinds }: NonNullable<Screen['again']>): string => {
  const what = kinds ? listed(kinds.map(inWords)) : 'everything';
  const where = regions ? ` in ${listed(regions.map((region) => (region === 'global' ? 'no Region' : region)))}` : '';
  return `${what}${where}${accounts ? ` of account ${listed([...accounts])}` : ''}`;
};

function summaryOf({ chosen }: State, { again }: Screen): string {
  const as = chosen.profiles.length > 0 ? `as ${listed([...chosen.profiles])}` : 'with the usual credentials';
  if (again) return `${as}; the rest stays as it was, with its times`;
  return `${as}, ${chosen.regions.length > 0 ? listed([...chosen.regions]) : 'every enabled Region'}; it only reads`;
}

const box = (on: boolean): Row => [span(on ? ' [✓] ' : ' [ ] ', on ? 'good' : 'quiet')];

function profileRows({ chosen }: State, seen: Credentials | undefined, width: number): Told[] {
  const head = heading('profiles', 'As whom', '  Space chooses; P comes here');
  if (!seen) return [...head, { key: 'profiles wait', row: [span(' Looking …', 'quiet')] }];
  return [
    ...head,
    ...seen.list.flatMap(({ profile, about, works }) => {
      const on = profile === undefined ? chosen.profiles.length === 0 : chosen.profiles.includes(profile);
      const row = [
        ...box(on),
        span(profile === undefined ? 'the usual credentials' : `profile ${profile}`, works ? 'plain' : 'warning'),
        span(`  ${about}`, 'quiet'),
      ];
      return toldIn(`profile ${profile ?? ''}`, row, width, {
        choose: 'profile',
        ...(profile !== undefined && { name: profile }),
      });
    }),
  ];
}

function regionRows({ chosen, manifest }: State, seen: Credentials | undefined): Told[] {
  const names = new Set([
    ...(manifest?.places ?? []).map(({ region }) => region).filter((region) => region !== 'global'),
    ...(seen?.region ? [seen.region] : []),
    ...chosen.regions,
  ]);
  return [
    ...heading('regions', 'Where', '  Space chooses; R comes here'),
    { key: 'region', row: [...box(chosen.regions.length === 0), span('every enabled Region')], target: { choose: 'region' } },
    ...[...names].sort().map(
      (name): Told => ({
        key: `region ${name}`,
        row: [...box(chosen.regions.includes(name)), span(name)],
        target: { choose: 'region', name },
      }),
    ),
    {
      key: 'other region',
      row: [span('     another Region …', 'command'), span('  :where REGION…', 'quiet')],
      target: { type: ['where', ...chosen.regions, ''].join(' ') },
    },
  ];
}

function planRows(state: State, screen: Screen, width: number): Told[] {
  const plan = state.answers.get(keyOf({ ask: 'plan', order: orderOf(state, screen), width }));
  const head = heading('plan', 'What would be asked', '  hopscope scan --plan lists every call');
  if (!plan) return [...head, { key: 'plan wait', row: [span(' Counting …', 'quiet')] }];
  if (plan.is === 'failed') return [...head, { key: 'plan failed', row: [span(` ${plan.message}`, 'warning')] }];
  if (plan.is !== 'sheet') return head;
  return [
    ...head,
    ...plan.sections.flatMap(({ lines }) => lines.map(({ row }, at): Told => ({ key: `plan ${at}`, row: [span(' '), ...row] }))),
  ];
}
