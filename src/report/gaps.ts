/** What could not be seen: where, why, what that leaves open, and what to do. */
import { actionOf as actionIn, isKind, kindNamed, kinds, parentsOf } from '../kinds/index.ts';
import type { Gap } from '../snapshot/snapshot.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, inSentence, listed, plural, shortened, sortedWords, titleOf } from './words.ts';

/** Gaps of one account that have one cause; `regions` are all the places where it struck. */
export interface GapGroup extends Omit<Gap, 'region' | 'parents'> {
  regions: string[];
  /** Of how many points of a fan-out the answer is missing; absent: everything of the kind. */
  parents?: string[];
}

/** One entry for each account, operation and code. */
export function grouped(gaps: readonly Gap[]): GapGroup[] {
  const groups = Map.groupBy(gaps, ({ account, kind, operation, code, parents }) =>
    JSON.stringify([account, kind, operation, code, parents !== undefined]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { region: _, parents, ...gap } = first;
    const regions = [...new Set(group.map((each) => each.region))].sort();
    return [{ ...gap, regions, ...(parents && { parents: group.flatMap((each) => each.parents ?? []) }) }];
  });
}

const causes: readonly { codes: RegExp; why: string; next(gap: GapGroup): string; many?: string }[] = [
  {
    codes: /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden/,
    why: 'The identity is not allowed to ask.',
    next: (gap) => `Allow ${actionOf(gap)} (\`hopscope policy\` prints all that a scan needs) and scan again.`,
    many: 'Allow them (`hopscope policy` prints all that a scan needs) and scan again, or leave the Region out.',
  },
  {
    codes: /^ThrottledOut$/,
    why: 'AWS kept asking for fewer calls until the time was up.',
    next: () => 'Finish it with `hopscope scan --resume`, with a smaller --share if other tools use this account too.',
  },
  { codes: /^TimedOut$/, why: 'AWS did not answer in time.', next: () => 'Finish it with `hopscope scan --resume`.' },
  {
    codes: /^(?:MalformedReply|TruncatedReply|PaginationLoop)$/,
    why: 'The answer was not a whole answer of this operation, so it was not believed.',
    next: () => 'Look for a proxy in between, then finish it with `hopscope scan --resume`.',
  },
  {
    codes: /^TooManyPages$/,
    why: 'The list is longer than what is read of one. Its beginning is in the snapshot.',
    next: () => 'Nothing mends this but a shorter list: what is judged by all of it stays unknown.',
  },
  {
    codes: /^NotInSnapshot$/,
    why: 'The endpoint replays a snapshot that did not look there.',
    next: () => 'Limit the scan with --region and --kind to what that snapshot covers.',
  },
  {
    codes: /^NotImported$/,
    why: 'Its answer was not among the files that were imported.',
    next: () => 'Ask for it (`hopscope import DIR --commands` prints how) and import again.',
  },
  {
    codes: /^Interrupted$|Expired/,
    why: 'The scan ended before this was asked.',
    next: () => 'Sign in again and finish it with `hopscope scan --resume`.',
  },
];

const causeOf = (gap: GapGroup): { why: string; next: string } => {
  const cause = causes.find(({ codes }) => codes.test(gap.code));
  return cause
    ? { why: cause.why, next: cause.next(gap) }
    : { why: 'AWS refused the call.', next: 'When its reason is gone, finish it with `hopscope scan --resume`.' };
};

/** The IAM action that the gap's operation needs. */
const actionOf = ({ kind, operation }: GapGroup): string => (isKind(kind) ? actionIn(kindNamed(kind)) : operation);

/** What the gap leaves open, in a sentence: of its kind, and of what is asked for each resource of its kind. */
export function meaningOf(gap: GapGroup): string {
  const open = gap.parents
    ? `Those of ${shortened([...new Set(gap.parents)].sort(), 3)} in ${whereOf(gap)} are unknown.`
    : `Whether there are ${pluralOf(gap.kind)} in ${whereOf(gap)} is unknown.`;
  const below = sortedWords([...dependents(gap.kind)].map(pluralOf));
  return below.length ? `${open} So is what is asked for each of them: ${listed(below)}.` : open;
}

const whereOf = ({ regions }: GapGroup): string =>
  listed(regions.map((region) => (region === 'global' ? 'the account as a whole' : region)));

const pluralOf = (kind: string): string => plural(inSentence(titleOf(kind)));

function dependents(kind: string): Set<string> {
  const direct = kinds.filter((row) => parentsOf(row).includes(kind)).map((row) => row.kind);
  return new Set(direct.flatMap((child) => [child, ...dependents(child)]));
}

/** AWS appends a long coded message that only the account's administrators can decode. */
const readable = (message: string): string => message.replace(/ ?Encoded authorization failure message:.*$/s, '');

/** More gaps than this of one account, cause and place are told as one. */
const MOST_APART = 3;

/** The section of a report. It is never left out: that nothing is missing is worth saying too. */
export function gapSection(gaps: readonly Gap[], style: Style): string[] {
  if (!gaps.length) return [`${style.paint('good', '✓')} Everything that was asked for could be seen.`];
  const groups = grouped(gaps);
  const alike = Map.groupBy(groups, ({ account, code, regions, parents }) =>
    JSON.stringify([account, code, regions, Boolean(parents)]),
  );
  const told = [...alike.values()].flatMap((same) => (same.length > MOST_APART ? [together(same)] : same.map(apart)));
  return [
    style.paint('heading', `Could not be seen: ${counted(groups.length, 'thing')}`),
    ...told.flatMap(({ what, where, lines }) => [
      '',
      ...wrap(`${style.paint('bad', '✗')} ${style.paint('warning', forTerminal(what))} · ${forTerminal(where)}`, style, '  '),
      ...lines.flatMap((line) => wrap(forTerminal(line), style, '    ')),
    ]),
  ];
}

interface Told {
  what: string;
  where: string;
  lines: string[];
}

const placeOf = ({ account, regions }: GapGroup): string => `account ${account} · ${regions.join(', ')}`;

function apart(gap: GapGroup): Told {
  const { why, next } = causeOf(gap);
  return {
    what: actionOf(gap),
    where: placeOf(gap),
    lines: [`${gap.code}: ${readable(gap.message)}`, `${why} ${meaningOf(gap)}`, next],
  };
}

/** Many operations that failed alike, e.g. in a Region that an organisation has closed. */
function together(gaps: readonly GapGroup[]): Told {
  const first = gaps[0]!;
  const { why } = causeOf(first);
  const unknown = sortedWords([...new Set(gaps.flatMap(({ kind }) => [kind, ...dependents(kind)]))].map(pluralOf));
  return {
    what: `${actionOf(first)} and ${gaps.length - 1} more`,
    where: placeOf(first),
    lines: [
      `${first.code}, for example: ${readable(first.message)}`,
      `${why} Unknown in ${whereOf(first)}: ${listed(unknown)}.`,
      `The calls: ${listed(gaps.map(actionOf))}.`,
      `${causes.find(({ codes }) => codes.test(first.code))?.many ?? causeOf(first).next}`,
    ],
  };
}
