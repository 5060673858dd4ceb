/** Every story of the tour in a small terminal and in a large one. */
import { type Story, tour } from '../../scripts/tour.ts';

const sizes = [
  [80, 24],
  [200, 50],
] as const;

export const walks: readonly (Story & { readonly columns: number; readonly rows: number })[] = tour.flatMap((story) =>
  sizes.map(([columns, rows]) => ({ ...story, columns, rows })),
);
