/** What a scan is to do, from what is chosen for it. */
import type { ScanOrder } from '../desk/questions.ts';
import type { Screen, State } from './state.ts';

type Choosing = Pick<State, 'chosen'>;

const flags = (name: string, values: readonly string[]): string[] => values.flatMap((value) => [name, value]);

/** Words as after `hopscope scan`. What is read again says itself where. */
export const orderOf = ({ chosen: { profiles, regions } }: Choosing, { again }: Pick<Screen, 'again'>): ScanOrder =>
  again
    ? { words: flags('--profile', profiles), again }
    : { words: [...flags('--profile', profiles), ...flags('--region', regions)] };
