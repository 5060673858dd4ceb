/** What a completion script is written from: the words of every command. */
import { kinds } from '../kinds/index.ts';
import { type Completes, type Flag, globalFlags } from './command.ts';
import { commands } from './commands.ts';

/** What may stand in a place: these words, or folders. */
export type Offer = readonly string[] | 'directories';

export interface Completed {
  /** `['snapshots', 'list']` */
  words: string[];
  summary: string;
  flags: { name: string; short?: string; about: string; takes?: Offer; optional: boolean; many: boolean }[];
  /** What each argument may be, in order. */
  args: Offer[];
}

const offers: Record<Completes, () => Offer> = {
  kind: () => kinds.map((row) => row.kind),
  snapshot: () => ['latest', 'latest~1', 'sample', 'sample~1'],
  directory: () => 'directories',
  command: () => [...new Set(commands.map((entry) => entry.name.split(' ')[0] ?? ''))],
};

export const offer = ({ choices, completes }: { choices?: readonly string[]; completes?: Completes }): Offer =>
  choices ?? (completes ? offers[completes]() : []);

/** Every command with its flags and arguments: loads them all. */
export async function vocabulary(): Promise<Completed[]> {
  return Promise.all(
    commands.map(async (entry) => {
      const { default: command } = await entry.load();
      const flags: Record<string, Flag> = { ...command.flags, ...globalFlags };
      return {
        words: entry.name.split(' '),
        summary: entry.summary,
        flags: Object.entries(flags).map(([name, flag]) => ({
          name,
          short: flag.short,
          about: flag.about,
          takes: flag.value ? offer(flag) : undefined,
          optional: flag.bare !== undefined,
          many: flag.many === true,
        })),
        args: command.args.map(offer),
      };
    }),
  );
}

/** For any shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
export const firstWords = (all: readonly Completed[]): string[] => [...new Set(all.map(({ words }) => words[0] ?? ''))];
export const secondWords = (all: readonly Completed[], first: string): Completed[] =>
  all.filter(({ words }) => words.length > 1 && words[0] === first);
