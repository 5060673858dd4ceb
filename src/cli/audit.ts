/** What the commands about findings have in common: the snapshot audited by the rules that are asked for, and what people say of it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Audit, audit } from '../findings/audit.ts';
import { type Baseline, readBaseline } from '../findings/baseline.ts';
import { type Config, ConfigInvalid, readConfig, usualConfig } from '../findings/config.ts';
import { Estate } from '../findings/estate.ts';
import { globMatches } from '../findings/glob.ts';
import { ruleFiles, rules } from '../findings/index.ts';
import { type Judgement, judge } from '../findings/mutes.ts';
import type { RuleFile } from '../findings/rule.ts';
import { type Stated, statedOf, statements } from '../findings/trust.ts';
import { buildNetwork } from '../reach/index.ts';
import { didYouMean } from '../report/nearest.ts';
import type { Manifest } from '../snapshot/snapshot.ts';
import type { Flag } from './command.ts';
import type { Context } from './context.ts';
import { Failure, misuse } from './failure.ts';
import { openSnapshot } from './stores.ts';

/** Flags of every command that audits. */
export const auditFlags = {
  config: { value: 'FILE', about: 'Settings and mutes. Default: ./hopscope.yaml, if there is one' },
  baseline: { value: 'FILE', about: 'Findings that were accepted. Default: ./hopscope-baseline.json, if there is one' },
} as const satisfies Record<string, Flag>;

export const CONFIG = 'hopscope.yaml';
export const BASELINE = 'hopscope-baseline.json';

export interface Asked {
  readonly manifest: Manifest;
  readonly audit: Audit;
  readonly judgement: Judgement;
  /** How far the snapshot may be trusted. */
  readonly stated: readonly Stated[];
  /** The name of the configuration, as it was given. */
  readonly config: string;
}

interface Flags {
  config: string | undefined;
  baseline: string | undefined;
  store: string | undefined;
  snapshot: string | undefined;
}

/** `chosen`: the rules to ask; all, where it is empty. */
export async function auditOf(context: Context, flags: Flags, chosen: readonly string[] = []): Promise<Asked> {
  const files = filesOf(chosen);
  const config = await configOf(context, flags.config);
  const baseline = await baselineOf(context, flags.baseline);
  const snapshot = await openSnapshot(context, flags);
  const estate = new Estate(buildNetwork(snapshot), config.settings);
  const audited = audit(estate, files);
  const stated = statedOf(estate, context.now()).filter(({ rule }) => isChosen(rule, chosen));
  const judgement = judge(audited, config.mutes, baseline?.fingerprints ?? new Set(), context.now());
  return { manifest: snapshot.manifest, audit: audited, judgement, stated, config: flags.config ?? CONFIG };
}

const isChosen = (id: string, chosen: readonly string[]): boolean =>
  chosen.length === 0 || chosen.some((pattern) => globMatches(pattern, id));

/** The files of the rules that the patterns mean; each with those rules alone. */
function filesOf(chosen: readonly string[]): RuleFile[] {
  if (chosen.length === 0) return [...ruleFiles];
  const ids = [...rules, ...statements].map(({ id }) => id);
  const nobody = chosen.find((pattern) => !ids.some((id) => globMatches(pattern, id)));
  if (nobody !== undefined)
    throw misuse(`No rule is named ${JSON.stringify(nobody)}.`, [
      ...didYouMean(nobody, ids),
      '`hopscope rules` lists them; * stands for anything.',
    ]);
  const wanted = new Set(ids.filter((id) => isChosen(id, chosen)));
  return ruleFiles.flatMap((file) => {
    const mine = file.rules.filter(({ id }) => wanted.has(id));
    return mine.length > 0
      ? [
          {
            rules: mine,
            check: (estate) =>
              checkOnly(
                file,
                mine.map(({ id }) => id),
                estate,
              ),
          },
        ]
      : [];
  });
}

/** What a file says for some of its rules. */
function* checkOnly(file: RuleFile, ids: readonly string[], estate: Estate): ReturnType<RuleFile['check']> {
  for (const said of file.check(estate)) if (said.rule === undefined || ids.includes(said.rule)) yield said;
}

export async function configOf(context: Context, named: string | undefined): Promise<Config> {
  const text = await textOf(context, named, CONFIG, 'configuration');
  if (text === undefined) return usualConfig;
  try {
    return readConfig(
      text,
      named ?? CONFIG,
      rules.map(({ id }) => id),
    );
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    throw new Failure('usage', `The configuration cannot be used:\n${error.message}`, [], { cause: error });
  }
}

export async function baselineOf(context: Context, named: string | undefined): Promise<Baseline | undefined> {
  const text = await textOf(context, named, BASELINE, 'baseline');
  if (text === undefined) return undefined;
  try {
    return readBaseline(text);
  } catch (error) {
    const message = `The baseline ${named ?? BASELINE} cannot be used: ${(error as Error).message}.`;
    throw new Failure('usage', message, '`hopscope baseline create` writes a new one.', { cause: error });
  }
}

/** The text of a file that was named, or of the usual one if it is there. */
async function textOf({ cwd }: Context, named: string | undefined, usual: string, what: string): Promise<string | undefined> {
  try {
    return await readFile(resolve(cwd, named ?? usual), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (named === undefined && code === 'ENOENT') return undefined;
    throw new Failure('usage', `The ${what} ${named ?? usual} cannot be read: ${(error as Error).message}.`, [], {
      cause: error,
    });
  }
}
