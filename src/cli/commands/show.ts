/** `hopscope show`: a snapshot, for people and for programs. */
import { isKind, kinds } from '../../kinds/index.ts';
import { gapsOfKind, listing } from '../../report/listing.ts';
import { didYouMean } from '../../report/nearest.ts';
import { overview } from '../../report/overview.ts';
import { describe, find, namesakes, resourceText } from '../../report/resource.ts';
import { table } from '../../report/table.ts';
import { type Condition, conditionOf, keysOf, matches, valuesAt } from '../../report/where.ts';
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit.ts';
import { Failure, misuse } from '../failure.ts';
import { nextCommands } from '../hints.ts';
import { printJson } from '../json.ts';
import { notFound } from '../not-found.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

interface Flags {
  json: boolean;
  'no-color': boolean;
  'allow-partial': boolean;
  snapshot?: string;
  store?: string;
  where: string[];
}

export default command({
  about:
    'Without an argument: the overview. With a kind: a table of its resources. With an id or a name: everything about that resource. ' +
    'Ends with 4 when part of what was asked for could not be seen.',
  flags: {
    where: {
      value: 'KEY=VALUE',
      many: true,
      about: 'Only resources with this value; KEY is a column, tag:KEY, or a member such as Routes.State',
    },
    kinds: { about: 'List the kinds that there are' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [{ name: 'kind|id', about: 'A kind, or the id or name of a resource', optional: true, completes: 'kind' }],
  examples: [
    { line: 'hopscope show --snapshot sample', about: 'The overview of the sample company.' },
    { line: 'hopscope show subnet --where zone=eu-central-1a', about: 'The subnets of one zone, as a table.' },
    { line: "hopscope show instance --where 'tag:Name=web-*' --json", about: 'Instances by tag, for a program.' },
    { line: 'hopscope show vpc-0a1b2c3d4e5f60718', about: 'One VPC: its data, details and neighbours.' },
  ],
  async run(context, { args: [what], flags }) {
    if (flags.kinds) return showKinds(context, flags);
    const snapshot = await openSnapshot(context, flags);
    if (what !== undefined && isKind(what)) return showKind(context, snapshot, what, flags);
    if (flags.where.length)
      throw misuse('--where needs a kind: hopscope show KIND --where KEY=VALUE.', 'hopscope show --kinds lists the kinds.');
    return what === undefined ? showOverview(context, snapshot, flags) : showResource(context, snapshot, what, flags);
  },
});

const ending = (gaps: readonly unknown[], flags: Flags): number =>
  exitCode(gaps.length && !flags['allow-partial'] ? 'unknown' : 'yes');

function showOverview(context: Context, snapshot: Snapshot, flags: Flags): number {
  const { stdout } = context;
  const { manifest } = snapshot;
  if (flags.json) printJson(stdout, 'show', { view: 'overview', snapshot: manifest.id, manifest });
  else
    stdout.write(
      overview(
        snapshot,
        nextCommands(context, snapshot, { ref: flags.snapshot, store: flags.store }),
        styleFor(stdout, context, flags),
      ),
    );
  return ending(manifest.gaps, flags);
}

function showKind(context: Context, snapshot: Snapshot, kind: string, flags: Flags): number {
  const { stdout } = context;
  const { manifest } = snapshot;
  if (!manifest.kinds.includes(kind)) {
    throw new Failure(
      'unknown',
      `The scan of snapshot ${manifest.id} did not ask for ${kind}.`,
      `Scan again without --kind, or with --kind ${kind}.`,
    );
  }
  const all = snapshot.resources(kind);
  const chosen = all.filter((resource) => matches(resource, conditionsFor(kind, all, flags.where)));
  const gaps = gapsOfKind(manifest, kind);
  if (flags.json) printJson(stdout, 'show', { view: 'kind', snapshot: manifest.id, kind, resources: chosen, gaps });
  else stdout.write(listing(kind, chosen, all.length, gaps, styleFor(stdout, context, flags)));
  return ending(gaps, flags);
}

/** Reads `--where`. A key that no resource has is a mistake, not an empty answer. */
function conditionsFor(kind: string, all: readonly Resource[], where: readonly string[]): Condition[] {
  return where.map((text) => {
    const condition = conditionOf(text);
    if (!condition)
      throw misuse(`--where ${JSON.stringify(text)} is not KEY=VALUE.`, `For example: --where ${keysOf(kind).at(-1)}=VALUE`);
    const { key } = condition;
    const known = keysOf(kind);
    if (known.includes(key) || key === 'parent' || key.startsWith('tag:') || !all.length) return condition;
    if (all.some((resource) => valuesAt(resource, key).length)) return condition;
    throw misuse(`No ${kind} of this snapshot has ${JSON.stringify(key)}.`, [
      ...didYouMean(key, known),
      `Columns: ${known.join(', ')}. Any member of AWS's data works too; --json shows them.`,
    ]);
  });
}

function showResource(context: Context, snapshot: Snapshot, what: string, flags: Flags): number {
  const { stdout } = context;
  const { manifest } = snapshot;
  const found = find(snapshot, what);
  if (!found.length) throw notFound(manifest, what, 'id or name', true);
  const style = styleFor(stdout, context, flags);
  const firsts = found.flatMap(([first]) => (first ? [first] : []));
  const described = found.map((sightings) => describe(snapshot, sightings));
  if (flags.json) printJson(stdout, 'show', { view: 'resource', snapshot: manifest.id, matches: described });
  else if (firsts.length > 1 && firsts.some(({ id }) => id !== what)) stdout.write(namesakes(what, firsts, style));
  else stdout.write(described.map((each) => resourceText(each, style)).join('\n'));
  return exitCode('yes');
}

function showKinds(context: Context, flags: Flags): number {
  const { stdout } = context;
  const rows = kinds.map(({ kind, title, about, scope = 'region' }) => ({ kind, title, about, scope }));
  if (flags.json) printJson(stdout, 'show', { view: 'kinds', kinds: rows });
  else {
    const cells = rows.map(({ kind, title, about }) => [kind, title, about]);
    stdout.write(
      `${table([{ title: 'kind' }, { title: 'what it is' }, { title: 'about' }], cells, styleFor(stdout, context, flags)).join('\n')}\n`,
    );
  }
  return exitCode('yes');
}
