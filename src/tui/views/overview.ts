/** The verdict on one screen: how bad it is, what the internet reaches, the worst findings, what could not be seen, what there is. */
import { severities } from '../../findings/rule.ts';
import { counted, digits, moment } from '../../report/words.ts';
import { keyOf } from '../desk/questions.ts';
import { remembered } from '../remembered.ts';
import { type Row, span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { severityMark } from './marks.ts';
import { placed, sheetLines } from './sheet-lines.ts';
import type { Target, View } from './view.ts';

/** More of the worst than these are in the view of findings. */
const MOST = 8;

interface Told {
  readonly row: Row;
  readonly target?: Target;
}

/** `isGrowing`: whether what there is is being read by a scan. */
const verdict = remembered(
  (findings: State['findings'], audit: State['audit'], manifest: State['manifest'], isGrowing: boolean): readonly Told[] => {
    const loud = findings.filter(({ quiet }) => !quiet);
    const counts = severities.flatMap((severity) => {
      const count = loud.filter((one) => one.severity === severity).length;
      return count > 0 ? [[severity, count] as const] : [];
    });
    const busy = audit.done < audit.of || audit.of === 0;
    const gaps = manifest?.gaps.length ?? 0;
    const worst = [...loud].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)).slice(0, MOST);
    return [
      {
        row: [
          span('Verdict   ', 'heading'),
          ...(counts.length > 0
            ? counts.flatMap(([severity, count], at) => [
                ...(at > 0 ? [span(', ')] : []),
                span(`${digits(count)} ${severity}`, severity),
              ])
            : [span(busy ? 'judging …' : '✓ nothing wrong was found', busy ? 'quiet' : 'good')]),
          span(busy && audit.of > 0 ? `   judging, ${Math.floor((audit.done / audit.of) * 100)} %` : '', 'quiet'),
        ],
        target: { screen: fresh('findings') },
      },
      {
        row: [
          span('Coverage  ', 'heading'),
          gaps > 0
            ? span(`✗ ${counted(gaps, 'thing')} could not be seen${isGrowing ? ' so far' : ''}`, 'warning')
            : isGrowing
              ? span('nothing was refused so far', 'quiet')
              : span('✓ everything that was asked for could be seen', 'good'),
          ...(audit.notEvaluated > 0 ? [span(` · ${digits(audit.notEvaluated)} judgements left open`, 'warning')] : []),
        ],
        target: { screen: fresh('coverage') },
      },
      ...(manifest
        ? [
            {
              row: isGrowing
                ? [span('Taken     ', 'heading'), span('being read', 'warning'), span(': N shows how far', 'quiet')]
                : [span('Taken     ', 'heading'), span(moment(manifest.takenAt)), span(` · ${manifest.id}`, 'quiet')],
              target: { screen: fresh(isGrowing ? 'scan' : 'snapshots') },
            },
          ]
        : []),
      { row: [] },
      ...(worst.length > 0 ? [{ row: [span('The worst', 'heading')] }] : []),
      ...worst.map(
        ({ severity, title, subject, who, fingerprint }): Told => ({
          row: [
            span('  '),
            ...severityMark(severity),
            span(` ${title}`, severity),
            span(` · ${who} · ${subject.region}`, 'quiet'),
          ],
          target: { screen: fresh('finding', { fingerprint }) },
        }),
      ),
      ...(loud.length > worst.length && worst.length > 0
        ? [
            {
              row: [span(`  … and ${digits(loud.length - worst.length)} more: f lists them`, 'quiet')],
              target: { screen: fresh('findings') },
            },
          ]
        : []),
      { row: [] },
    ];
  },
);

export const overview: View = {
  name: 'overview',
  about: 'The verdict, what the internet reaches, the worst findings, what could not be seen, and what there is.',
  filter: 'words',
  title: () => 'overview',
  lines(state, screen, width) {
    const top = verdict(state.findings, state.audit, state.manifest, Boolean(state.live?.grown));
    const exposed = state.answers.get(keyOf({ ask: 'exposure head', width }));
    const known = state.answers.get(keyOf({ ask: 'overview', width }));
    const headline =
      exposed?.is === 'sheet'
        ? exposureHead(exposed.sections[0]?.lines.slice(0, 2).map(({ row }) => row) ?? NO_ROWS[0]!, exposed)
        : waitingForExposure;
    return sheetLines(state.tree, placed(top, headline, ...(known?.is === 'sheet' ? [known] : [])), screen.filter);
  },
  wants: (_, __, width) => [
    { ask: 'overview', width },
    { ask: 'exposure head', width },
  ],
};

const NO_ROWS: readonly Row[][] = [[]];

const waitingForExposure: readonly Told[] = [
  { row: [span('What the internet reaches is being worked out …', 'quiet')] },
  { row: [] },
];

const heads = new WeakMap<object, readonly Told[]>();

/** The first lines of the exposure, which count. */
function exposureHead(rows: readonly Row[], of: object): readonly Told[] {
  const found = heads.get(of) ?? [
    { row: [span('Exposure', 'heading')] },
    ...rows.map((row, at) => {
      const target = { screen: fresh('exposure', { exposure: { way: at === 0 ? 'in' : 'out', where: [] } }) };
      return { row: [span('  '), ...row], target };
    }),
    { row: [] },
  ];
  heads.set(of, found);
  return found;
}
