/** `hopscope diff`: what changed from one snapshot to another. */
import { type Comparison, type Counts, compareSnapshots, type Difference } from '../../diff/diff.ts';
import { isKind, kindNamed, nameOf, kinds as rows } from '../../kinds/index.ts';
import { diffReport } from '../../report/diff.ts';
import { didYouMean } from '../../report/nearest.ts';
import type { Manifest } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { streamJson } from '../json.ts';
import { styleFor } from '../screen.ts';
import { openPair } from '../stores.ts';

export default command({
  about:
    'Compares resource by resource and field by field. Lists are compared as sets, or by what identifies their elements. What one of ' +
    'the snapshots could not look for is never called new or gone. Ends with 4 when something could not be compared.',
  flags: {
    kind: { value: 'KIND', many: true, about: 'Only this kind', completes: 'kind' },
    volatile: { about: 'Also compare what changes by itself: counters, times of the last change' },
    'exit-code': { about: 'End with 5 when something changed, and with 4 only when nothing did' },
    'allow-partial': { about: 'End with 0 even when something could not be compared' },
  },
  args: [
    { name: 'before', about: 'The older snapshot. Default: the one before the newer', optional: true, completes: 'snapshot' },
    { name: 'after', about: 'The newer snapshot. Default: latest', optional: true, completes: 'snapshot' },
  ],
  examples: [
    { line: 'hopscope diff', about: 'What changed between the last two snapshots.' },
    { line: 'hopscope diff sample~1 sample', about: 'What changed at the sample company in a day.' },
    { line: 'hopscope diff latest~7 --kind security-group-rule --kind route-table', about: 'A week of rules and routes.' },
    { line: 'hopscope diff --exit-code --json', about: 'For a job that raises an alarm.' },
  ],
  async run(context, { args: [older, newer], flags }) {
    const kinds = chosenKinds(flags.kind);
    const { before, after, secrets } = await openPair(context, flags, older, newer);
    const { volatile } = flags;
    const comparison = compareSnapshots(before, after, { volatile, secrets, kinds });
    const asked = { comparison, before: before.manifest, after: after.manifest, volatile, secrets };
    const counts = flags.json ? printDiff(context, asked, flags.kind) : showDiff(context, asked, kinds !== undefined, flags);
    return exitCode(ending(counts, comparison, flags));
  },
});

type Asked = Omit<Parameters<typeof diffReport>[0], 'all'>;

function chosenKinds(names: readonly string[]): Set<string> | undefined {
  const wrong = names.find((name) => !isKind(name));
  if (wrong !== undefined) {
    const known = rows.map(({ kind }) => kind);
    const next = [...didYouMean(wrong, known), 'hopscope show --kinds lists the kinds.'];
    throw misuse(`There is no kind ${JSON.stringify(wrong)}.`, next);
  }
  return names.length ? new Set(names) : undefined;
}

function showDiff(context: Context, asked: Asked, all: boolean, flags: { 'no-color': boolean }): Counts {
  const { text, counts } = diffReport({ ...asked, all }, styleFor(context.stdout, context, flags));
  context.stdout.write(text);
  return counts;
}

function printDiff(
  { stdout }: Context,
  { comparison, before, after, volatile, secrets }: Asked,
  kinds: readonly string[],
): Counts {
  let counts: Counts | undefined;
  const items = function* (): Generator<object> {
    counts = yield* mapped(comparison.differences());
  };
  const about = ({ id, takenAt }: Manifest): object => ({ snapshot: id, takenAt });
  const chosen = kinds.length ? { kinds } : {};
  streamJson(stdout, 'diff', {
    head: { before: about(before), after: about(after), volatile, secrets, ...chosen, notCompared: comparison.notCompared },
    name: 'differences',
    items: items(),
    tail: () => ({ counts }),
  });
  if (!counts) throw new Error('the differences ended without a count');
  return counts;
}

function* mapped(differences: Generator<Difference, Counts>): Generator<object, Counts> {
  for (;;) {
    const step = differences.next();
    if (step.done) return step.value;
    yield forPrograms(step.value);
  }
}

/** A changed resource as its edits; one that is there on one side only with its data, as far as it is known to be new or gone. */
function forPrograms({ before, after, edits, ...about }: Difference): object {
  const name = nameOf(kindNamed(about.kind), (after ?? before) as object);
  const data = edits || about.change === 'not seen' ? {} : { data: after ?? before };
  return { ...about, ...(name && { name }), ...(edits && { edits }), ...data };
}

function ending(
  counts: Counts,
  { notCompared }: Comparison,
  flags: { 'exit-code': boolean; 'allow-partial': boolean },
): 'yes' | 'changed' | 'unknown' {
  if (flags['exit-code'] && counts.new + counts.gone + counts.changed > 0) return 'changed';
  return notCompared.length && !flags['allow-partial'] ? 'unknown' : 'yes';
}
