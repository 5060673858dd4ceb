/** The sample: two snapshots of Haldenpost, a day apart, and the mistakes that were planted in them. */
import { usualKinds } from '../../../src/kinds/index.ts';
import type { Draft } from '../../../src/snapshot/manifest.ts';
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import type { Mistake } from '../build.ts';
import { type FirstDay, firstDay } from './first-day.ts';
import { secondDay } from './second-day.ts';

export type Day = 1 | 2;

const scans: Record<Day, { takenAt: string; finishedAt: string; calls: number }> = {
  1: { takenAt: '2026-11-16T05:30:02.000Z', finishedAt: '2026-11-16T05:30:23.000Z', calls: 214 },
  2: { takenAt: '2026-11-17T05:30:01.000Z', finishedAt: '2026-11-17T05:30:22.000Z', calls: 214 },
};

/** The estate of a day with its parts, newly built: whoever gets it may change it. */
export function sampleParts(day: Day): FirstDay {
  const parts = firstDay();
  if (day === 2) secondDay(parts);
  return parts;
}

/** What a scan found: all that a manifest says but for its shards, and what goes into them. */
export interface SampleContent extends Omit<Draft, 'shards'> {
  resources: Resource[];
}

/** What a scan of that day found. Secrets are still in it. */
export function sampleContent(day: Day): SampleContent {
  const { estate } = sampleParts(day).company;
  const { takenAt, finishedAt, calls } = scans[day];
  return {
    resources: estate.resources(),
    gaps: estate.gaps,
    places: estate.places(),
    accounts: estate.seen(),
    kinds: usualKinds.map((row) => row.kind),
    takenAt,
    tool: { name: 'hopscope', version: '0.1.0' },
    timing: { startedAt: takenAt, finishedAt, calls, throttles: 0 },
  };
}

/** A planted mistake, and a day on which it is there. */
export interface PlantedMistake extends Mistake {
  day: Day;
}

/** Every mistake of every day: one that lasts is listed for both. */
export const plantedMistakes: readonly PlantedMistake[] = ([1, 2] as const).flatMap((day) =>
  sampleParts(day).company.estate.mistakes.map((mistake) => ({ day, ...mistake })),
);
