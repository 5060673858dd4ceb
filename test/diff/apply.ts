/** What a comparison takes apart, put together again: makes the newer snapshot's resources from the older one's and the differences. */
import type { Edit, Step } from '../../src/diff/compare.ts';
import { identityOf } from '../../src/diff/compare.ts';
import type { Difference } from '../../src/diff/diff.ts';
import { kindNamed } from '../../src/kinds/index.ts';
import { canonicalJson, setMember } from '../../src/snapshot/canonical.ts';
import { arrange, splitVolatile } from '../../src/snapshot/shape.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

const keyOf = ({ account, region, kind, id, parent }: Omit<Resource, 'data'>, nth = 0): string =>
  JSON.stringify([account, region, kind, id, parent, nth]);

/** Edits speak of data without what moves. */
function steady({ kind, data }: Resource): unknown {
  const row = kindNamed(kind);
  return splitVolatile(row, arrange(row, data)).steady;
}

/** The resources that the newer snapshot must hold. */
export function apply(differences: readonly Difference[], before: Snapshot): Resource[] {
  const came = differences.filter((each) => each.change === 'new' || each.change === 'first seen');
  const here = new Map(differences.filter((each) => !came.includes(each)).map((each) => [keyOf(each, each.nth), each]));
  const counts = new Map<string, number>();
  const kept = [...new Set(before.manifest.shards.map(({ kind }) => kind))]
    .flatMap((kind) => before.resources(kind))
    .flatMap((resource) => {
      const nth = counts.get(keyOf(resource)) ?? 0;
      counts.set(keyOf(resource), nth + 1);
      const difference = here.get(keyOf(resource, nth));
      if (!difference) return [resource];
      return difference.edits ? [{ ...resource, data: difference.edits.reduce(edited, steady(resource)) }] : [];
    });
  return [
    ...kept,
    ...came.map(({ account, region, kind, id, parent, after }) => ({
      account,
      region,
      kind,
      id,
      ...(parent !== undefined && { parent }),
      data: after,
    })),
  ];
}

function edited(data: unknown, edit: Edit): unknown {
  return change(data, edit.at, (value) => {
    if (!('removed' in edit)) return edit.after;
    const left = [...(value as unknown[])];
    for (const element of edit.removed) {
      const at = left.findIndex((each) => canonicalJson(each) === canonicalJson(element));
      if (at < 0) throw new Error(`there is no ${canonicalJson(element)} to remove`);
      left.splice(at, 1);
    }
    return [...left, ...edit.added];
  });
}

/** A copy with another value where the steps lead; `undefined` takes a member or an element away. */
function change(value: unknown, [step, ...rest]: readonly Step[], to: (value: unknown) => unknown): unknown {
  if (step === undefined) return to(value);
  if (typeof step === 'string') {
    const copy: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value as object)) setMember(copy, name, member);
    const own = Object.hasOwn(copy, step) ? copy[step] : undefined;
    const changed = change(own, rest, to);
    if (changed === undefined) delete copy[step];
    else setMember(copy, step, changed);
    return copy;
  }
  const list = value as Record<string, unknown>[];
  const at = list.findIndex(
    (each) => canonicalJson(identityOf(each, Object.keys(step))) === canonicalJson(step) && Object.keys(each).length > 0,
  );
  const changed = change(list[at], rest, to);
  const others = list.filter((_, index) => index !== at);
  return changed === undefined ? others : [...others, changed];
}
