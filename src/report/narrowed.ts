/** What is asked about exposure, segments and reach, narrowed to what was meant: the same for the commands and for the explorer. */
import { type Entry, exposureIn, exposuresOf } from '../reach/bulk/index.ts';
import { Unclear } from '../reach/ends/unclear.ts';
import type { Exposure, Meant, Network, Options, Reaches, SegmentedBy, Segments, Working } from '../reach/index.ts';
import { reachesFrom, reachesTo } from '../reach/reaches.ts';
import { segmentsIn } from '../reach/segments.ts';
import { isNamed, narrowed, segmentsNarrowed, trafficNarrowed } from './contact-where.ts';
import { didYouMean } from './nearest.ts';
import type { Condition } from './where.ts';

/** Everything that comes in and goes out, before it is narrowed: costly, and the same for each question. */
export const exposureOf = (network: Network, options: Options = {}): Found => exposureIn(exposuresOf(network, options));

export type Found = ReturnType<typeof exposureIn>;

/** `direction`: absent, both. */
export function exposureNarrowed(
  network: Network,
  found: Found,
  { direction, conditions }: { readonly direction?: 'in' | 'out' | undefined; readonly conditions: readonly Condition[] },
): Exposure {
  const meant = (entries: readonly Entry[], way: 'in' | 'out'): ReturnType<Entry['told']>[] =>
    direction === undefined || direction === way
      ? entries.flatMap((entry) => {
          const one = entry.told();
          return narrowed(network, one, { ...one, other: one.owner }, conditions) ?? [];
        })
      : [];
  return { ...found, inbound: meant(found.inbound, 'in'), outbound: meant(found.outbound, 'out') };
}

/** `by` as people type it, `made` as `readBy` reads that. Throws `Unclear` where a segment that is named is not there. `working` hears how far it is. */
export function segmentsAsked(
  network: Network,
  { by, made }: { readonly by: string; readonly made: SegmentedBy },
  conditions: readonly Condition[],
  options: Options = {},
  working?: Working,
): Segments {
  const found = segmentsIn(network, made, options, (contact) => trafficNarrowed(contact, conditions), working);
  for (const { key, value } of conditions)
    if (key === 'segment' && !found.segments.some((one) => isNamed(one, value)))
      throw new Unclear(`There is no segment ${JSON.stringify(value)} by ${by}.`, [
        ...didYouMean(
          value,
          found.segments.flatMap(({ id, name }) => [id, ...(name ? [name] : [])]),
        ),
        'A segment is named by its id or name; internet and on-premises are segments too.',
      ]);
  return segmentsNarrowed(found, conditions);
}

/** All that it reaches, or all that reaches it. Throws `Unclear` where nothing starts there. */
export function reachesAsked(
  network: Network,
  end: { readonly typed: string; readonly means: readonly Meant[] },
  way: 'from' | 'to',
  conditions: readonly Condition[],
  options: Options = {},
): Reaches {
  if (way === 'from' && !end.means.some(({ sources }) => sources.length > 0))
    throw new Unclear(`Nothing that the snapshot knows of starts at ${JSON.stringify(end.typed)}.`);
  const found = way === 'from' ? reachesFrom(network, end.means, options) : reachesTo(network, end.means, options);
  return { ...found, contacts: found.contacts.flatMap((one) => narrowed(network, one, one, conditions) ?? []) };
}
