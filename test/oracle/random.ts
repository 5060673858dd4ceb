/** A small seeded generator of random numbers (mulberry32), so that a topology is its seed. */

export interface Dice {
  /** 0 ≤ n < below. */
  int(below: number): number;
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  some<T>(from: readonly T[], percent: number): T[];
}

export function dice(seed: number): Dice {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const chance = (percent: number): boolean => next() * 100 < percent;
  return {
    int,
    chance,
    pick: (from) => from[int(from.length)]!,
    some: (from, percent) => from.filter(() => chance(percent)),
  };
}
