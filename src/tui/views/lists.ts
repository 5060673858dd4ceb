/** The views that are short lists: kinds, snapshots, Regions and accounts to choose from. */
import { type Severity, severities } from '../../findings/rule.ts';
import { kinds as rows } from '../../kinds/index.ts';
import { counted, digits, moment } from '../../report/words.ts';
import { gapsFor } from '../../snapshot/snapshot.ts';
import { keyOf } from '../desk/questions.ts';
import { listRank } from '../model/placing.ts';
import { findingsSeen, isSeen, maskFor, placesIn } from '../model/scope.ts';
import { remembered } from '../remembered.ts';
import { span } from '../screen/row.ts';
import { fresh, type State } from '../state/state.ts';
import { countMarks } from './marks.ts';
import { nodesOf } from './table.ts';
import { type Lines, listOf, type View, wordsHold } from './view.ts';

const unknownKinds = remembered(
  (manifest: NonNullable<State['manifest']>, hidden: State['hidden']): ReadonlySet<string> =>
    new Set(
      rows
        .filter(({ kind, scope }) =>
          manifest.places
            .filter((place) => isSeen(hidden)(place) && (place.region === 'global') === (scope === 'global'))
            .some((place) => gapsFor(manifest, kind, place).length > 0),
        )
        .map(({ kind }) => kind),
    ),
);

const listedKinds = rows.toSorted((a, b) => listRank(a.kind) - listRank(b.kind));

/** Of each kind how many findings its resources have, the gravest first; of what is worth a mark. */
const findingsByKind = remembered((findings: State['findings']): ReadonlyMap<string, [Severity, number][]> => {
  const loud = findings.filter(({ quiet, severity }) => !quiet && severity !== 'info');
  return new Map(
    [...Map.groupBy(loud, ({ subject }) => subject.kind)].map(([kind, mine]) => [
      kind,
      severities.flatMap((severity): [Severity, number][] => {
        const count = mine.filter((one) => one.severity === severity).length;
        return count > 0 ? [[severity, count]] : [];
      }),
    ]),
  );
});

export const kinds: View = {
  name: 'kinds',
  about: 'Every kind of resource, with how many there are; enter shows the table.',
  filter: 'words',
  title: () => 'kinds',
  lines(state, { filter }): Lines {
    const { tree, manifest } = state;
    if (!tree || !manifest) return listOf([], { empty: 'Reading the snapshot …' });
    const unknown = unknownKinds(manifest, state.hidden);
    const wrong = findingsByKind(findingsSeen(state));
    const mask = maskFor(state, '');
    const listed = listedKinds
      .map((row) => ({ ...row, count: nodesOf(tree, row.kind, mask).length }))
      .filter(({ kind, title, about, count }) =>
        filter ? wordsHold(filter, `${kind} ${title} ${about}`) : count > 0 || unknown.has(kind),
      );
    return listOf(
      listed.map(({ kind, title, about, count }) => ({
        key: kind,
        row: [
          span(
            `${unknown.has(kind) ? (count > 0 ? `${digits(count)}+` : '?') : digits(count)}`.padStart(8),
            unknown.has(kind) ? 'warning' : 'plain',
          ),
          span(`  ${title}`, 'heading'),
          span(`  ${kind}`, 'command'),
          ...(wrong.has(kind) ? [span('  '), ...countMarks(wrong.get(kind)!)] : []),
          span(`  ${about}`, 'quiet'),
        ],
        target: { screen: fresh('table', { kind }) },
      })),
      { empty: `No kind is called ${filter}.` },
    );
  },
};

export const snapshots: View = {
  name: 'snapshots',
  about: 'The snapshots of the store; enter opens one.',
  filter: 'words',
  title: () => 'snapshots',
  wants: () => [{ ask: 'snapshots' }],
  lines({ answers, manifest }, { filter }): Lines {
    const known = answers.get(keyOf({ ask: 'snapshots' }));
    if (known?.is !== 'snapshots') return listOf([], { empty: known?.is === 'failed' ? known.message : 'Reading the store …' });
    return listOf(
      known.list
        .filter(({ id, takenAt }) => wordsHold(filter, `${id} ${moment(takenAt)}`))
        .map(({ id, takenAt, accounts, regions, resources, gaps }) => ({
          key: id,
          row: [
            span(id === manifest?.id ? '● ' : '  ', 'good'),
            span(moment(takenAt), 'heading'),
            span(`  ${id}`, 'command'),
            span(gaps > 0 ? `  ✗ ${counted(gaps, 'gap')}` : '', 'warning'),
            span(
              `  ${counted(accounts, 'account')} · ${counted(regions, 'Region')} · ${counted(resources, 'resource')}`,
              'quiet',
            ),
          ],
          target: { snapshot: id },
        })),
      { empty: 'The store has no other snapshot.' },
    );
  },
};

export const scope: View = {
  name: 'scope',
  about: 'Which Regions, or which accounts, are to be seen; space or enter puts one aside or takes it back.',
  title: (_, { of }) => (of === 'account' ? 'accounts' : 'Regions'),
  lines({ tree, hidden }, { of }): Lines {
    const kind = of === 'account' ? 'account' : 'region';
    if (!tree) return listOf([], { empty: 'Reading the snapshot …' });
    return listOf(
      placesIn(tree, kind).map(({ id, title, size }) => ({
        key: id,
        row: [
          span(hidden[kind].has(id) ? '[ ] ' : '[✓] ', hidden[kind].has(id) ? 'quiet' : 'good'),
          span(title, 'heading'),
          span(title === id ? '' : `  ${id}`, 'quiet'),
          span(size > 0 ? `  ${counted(size, 'node')}` : '  nothing in it', 'quiet'),
        ],
        target: { toggle: id },
      })),
    );
  },
};
