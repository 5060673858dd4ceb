/** The verdict on one screen: how bad it is, what the internet reaches, the worst findings, what could not be seen, what there is. */
import { severities } from '../../findings/rule.ts';
import { counted, digits, moment } from '../../report/words.ts';
import type { Sheet } from '../desk/answers.ts';
import { keyOf } from '../desk/questions.ts';
import { withoutPending } from '../model/reading.ts';
import { asideCount, findingsSeen, isSeen } from '../model/scope.ts';
import { remembered } from '../remembered.ts';
import { type Row, span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { placed, sheetLines } from './sheet-lines.ts';
import type { Target, View } from './view.ts';
import { gravest, gravestRow, gravestTarget } from './worst.ts';

/** More of the worst than these are in the view of findings. */
const MOST = 8;

interface Told {
  readonly row: Row;
  readonly target?: Target;
}

/** `isGrowing`: whether what there is is being read by a scan. */
const verdict = remembered(
  (
    all: State['findings'],
    hidden: State['hidden'],
    audit: State['audit'],
    manifest: State['manifest'],
    isGrowing: boolean,
  ): readonly Told[] => {
    const loud = findingsSeen({ findings: all, hidden }).filter(({ quiet }) => !quiet);
    const aside = all.filter(({ quiet }) => !quiet).length - loud.length;
    const counts = severities.flatMap((severity) => {
      const count = loud.filter((one) => one.severity === severity).length;
      return count > 0 ? [[severity, count] as const] : [];
    });
    const busy = audit.done < audit.of || audit.of === 0;
    // What a scan has not come to is neither refused nor lost.
    const known = withoutPending(manifest?.gaps ?? []);
    const gaps = known.filter(isSeen(hidden)).length;
    const gapsAside = known.length - gaps;
    const { rows: worst, more } = gravest(loud, MOST);
    return [
      {
        row: [
          span('Verdict   ', 'heading'),
          ...(counts.length > 0
            ? counts.flatMap(([severity, count], at) => [
                ...(at > 0 ? [span(', ')] : []),
                span(`${digits(count)} ${severity}`, severity),
              ])
            : [span(isGrowing ? 'not yet' : busy ? 'judging …' : '✓ nothing wrong was found', busy ? 'quiet' : 'good')]),
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
      ...(asideCount({ hidden }) > 0 ? [asideRow(hidden, aside, gapsAside)] : []),
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
      ...worst.map((one): Told => ({ row: [span('  '), ...gravestRow(one, true)], target: gravestTarget(one) })),
      ...(more > 0
        ? [
            {
              row: [span(`  … and ${digits(more)} more: f lists them`, 'quiet')],
              target: { screen: fresh('findings') },
            },
          ]
        : []),
      { row: [] },
    ];
  },
);

/** What counts in neither line above it, so that nobody takes what is put aside for clean. */
const asideRow = (hidden: State['hidden'], findings: number, gaps: number): Told => ({
  row: [
    span('Put aside ', 'heading'),
    span(
      [
        ...(findings > 0 ? [counted(findings, 'finding')] : []),
        ...(gaps > 0 ? [`${counted(gaps, 'thing')} that could not be seen`] : []),
      ].join(' and ') || 'nothing that would count',
      findings + gaps > 0 ? 'warning' : 'quiet',
    ),
    span(`; ${hidden.region.size > 0 ? 'R' : 'P'} takes back`, 'quiet'),
  ],
  target: { screen: fresh('scope', { of: hidden.region.size > 0 ? 'region' : 'account' }) },
});

export const overview: View = {
  name: 'overview',
  about: 'The verdict, what the internet reaches, the worst findings, what could not be seen, and what there is.',
  filter: 'words',
  title: () => 'overview',
  lines(state, screen, width) {
    const top = verdict(state.findings, state.hidden, state.audit, state.manifest, Boolean(state.live?.grown));
    const exposed = state.answers.get(keyOf({ ask: 'exposure head', width }));
    const known = state.answers.get(keyOf({ ask: 'overview', width }));
    const headline =
      exposed?.is === 'sheet' ? exposureHead(exposed, asideCount(state) > 0) : waitingForExposure(Boolean(state.live?.grown));
    return sheetLines(state.tree, placed(top, headline, ...(known?.is === 'sheet' ? [known] : [])), screen.filter);
  },
  wants: (_, __, width) => [
    { ask: 'overview', width },
    { ask: 'exposure head', width },
  ],
};

const waitingForExposure = remembered((isGrowing: boolean): readonly Told[] => [
  {
    row: [
      span(`What the internet reaches is ${isGrowing ? 'worked out when the scan has ended.' : 'being worked out …'}`, 'quiet'),
    ],
  },
  { row: [] },
]);

/** The first lines of the exposure, which count; `isAll`: what is put aside too. */
const exposureHead = remembered((of: Sheet, isAll: boolean): readonly Told[] => [
  { row: [span('Exposure', 'heading'), span(isAll ? ', of what is put aside too' : '', 'quiet')] },
  ...(of.sections[0]?.lines.slice(0, 2) ?? []).map(({ row }, at) => {
    const target = { screen: fresh('exposure', { exposure: { way: at === 0 ? 'in' : 'out', where: [] } }) };
    return { row: [span('  '), ...row], target };
  }),
  { row: [] },
]);
