import { describe, expect, test } from 'vitest';
import { type Audit, audit } from '../../src/findings/audit.ts';
import { needsOf } from '../../src/findings/coverage.ts';
import { Estate } from '../../src/findings/estate.ts';
import type { Rule } from '../../src/findings/rule.ts';
import { kindNamed, parentsOf, usualKinds } from '../../src/kinds/index.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { type Gap, type Place, type Resource, samePlace } from '../../src/snapshot/snapshot.ts';
import { sampleContent } from '../estate/sample/index.ts';

const whole = memorySnapshot(sampleContent(2));
const audited = (gap?: Gap): Audit => {
  const { manifest } = whole;
  if (!gap) return audit(new Estate(buildNetwork(whole)));
  const hidden = new Set(kindsThatNeed(gap.kind));
  const resources = (kind: string, place?: Place): readonly Resource[] => {
    const all = whole.resources(kind, place);
    return hidden.has(kind) ? all.filter((one) => !isLost(one, gap)) : all;
  };
  return audit(new Estate(buildNetwork({ manifest: { ...manifest, gaps: [...manifest.gaps, gap] }, resources })));
};

/** The kind, and those that are asked for each of its resources. */
const kindsThatNeed = (kind: string): string[] => [
  kind,
  ...usualKinds.filter((row) => parentsOf(row).includes(kind)).flatMap((row) => kindsThatNeed(row.kind)),
];

const isLost = (one: Resource, { parents, ...place }: Gap): boolean =>
  samePlace(one, place) && (!parents || parents.includes(one.parent ?? ''));

/** Where the sample holds most of a kind, so that most is lost. */
function placeOf(kind: string): Place {
  const counts = Map.groupBy(whole.resources(kind), ({ account, region }) => `${account} ${region}`);
  const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
  if (most) return { account: most[0]!.account, region: most[0]!.region };
  return { account: '806214937720', region: kindNamed(kind).scope === 'global' ? 'global' : 'eu-central-1' };
}

const gapOf = (kind: string, parents?: string[]): Gap => ({
  ...placeOf(kind),
  kind,
  operation: kindNamed(kind).call.operation,
  code: 'AccessDenied',
  message: 'not allowed',
  ...(parents && { parents }),
});

const before = audited();
const keysOf = ({ findings }: Audit): Set<string> =>
  new Set(findings.map(({ severity, fingerprint }) => `${severity} ${fingerprint}`));
const placesOf = ({ notEvaluated }: Audit): Set<string> =>
  new Set(notEvaluated.filter(({ subject }) => !subject).map(({ rule, place }) => `${rule} ${place.account} ${place.region}`));
const subjectsOf = ({ notEvaluated }: Audit): Set<string> =>
  new Set(notEvaluated.flatMap(({ rule, subject }) => (subject ? [`${rule} ${subject.id}`] : [])));

/** The rules that cannot do without a kind, or without what is asked for each of its resources. */
const rulesThatNeed = (kind: string, partly: boolean): string[] => {
  const lost = kindsThatNeed(kind);
  const lacks = ({ needs, partly: told = [] }: Rule): boolean =>
    needsOf({ needs }).some((need) => lost.includes(need) && !(partly && (told as readonly string[]).includes(need)));
  return before.rules.filter((rule) => lacks(rule) && !before.unasked.includes(rule)).map(({ id }) => id);
};

/** A finding appears, or one goes without a word. Of what is asked for each `parent`, that may be said of the parent: its children are not known. */
function silent(after: Audit, parent?: string): string[] {
  const [known, places, subjects] = [keysOf(before), placesOf(after), subjectsOf(after)];
  const now = keysOf(after);
  const appeared = [...now].filter((key) => !known.has(key)).map((key) => `appeared: ${key}`);
  const gone = before.findings
    .filter(({ severity, fingerprint }) => !now.has(`${severity} ${fingerprint}`))
    .filter(
      ({ rule, subject }) =>
        !places.has(`${rule} ${subject.account} ${subject.region}`) &&
        ![subject.id, parent].some((id) => subjects.has(`${rule} ${id}`)),
    )
    .map(({ fingerprint }) => `vanished: ${fingerprint}`);
  return [...appeared, ...gone];
}

test('there is something to lose', () => {
  expect(before.findings.length).toBeGreaterThan(10);
  expect(usualKinds.length).toBeGreaterThan(100);
});

describe.each(usualKinds.map(({ kind }) => kind))('without %s', (kind) => {
  const after = audited(gapOf(kind));

  test('exactly the rules that need it are not evaluated where it is missing', () => {
    const fresh = [...placesOf(after)].filter((key) => !placesOf(before).has(key));
    const { account, region } = placeOf(kind);
    const needing = rulesThatNeed(kind, false).filter((id) => !placesOf(before).has(`${id} ${account} ${region}`));
    expect(new Set(fresh.map((key) => key.split(' ')[0]))).toEqual(new Set(needing));
    const elsewhere = fresh.filter((key) => !key.includes(` ${account} ${region === 'global' ? '' : region}`));
    expect(elsewhere).toEqual([]);
  });

  test('no finding appears, and none goes without a word', () => expect(silent(after)).toEqual([]));
});

const fannedOut = usualKinds
  .filter((row) => parentsOf(row).length > 0 && kindsThatNeed(row.kind).length === 1)
  .flatMap(({ kind }) => {
    const place = placeOf(kind);
    const parent = whole.resources(kind).find((one) => samePlace(one, place) && one.parent)?.parent;
    return parent === undefined ? [] : [{ kind, parent }];
  });

describe.each(fannedOut)('without $kind of one $parent', ({ kind, parent }) => {
  const after = audited(gapOf(kind, [parent]));

  test('exactly the rules that do not tell it apart themselves are not evaluated', () => {
    const fresh = [...placesOf(after)].filter((key) => !placesOf(before).has(key));
    expect(new Set(fresh.map((key) => key.split(' ')[0]))).toEqual(new Set(rulesThatNeed(kind, true)));
  });

  test('no finding appears, and none goes without a word', () => expect(silent(after, parent)).toEqual([]));
});
