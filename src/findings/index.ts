/** The rules: every file of `rules/`, in the order of its list. */
import type { Rule, RuleFile } from './rule.ts';
import * as files from './rules/index.ts';

export const ruleFiles: readonly RuleFile[] = Object.values(files);

export const rules: readonly Rule[] = ruleFiles.flatMap((file) => file.rules);

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of an id. Throws for an id that no rule has. */
export function ruleNamed(id: string): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`no rule is named ${JSON.stringify(id)}`);
  return rule;
}

export const isRule = (id: string): boolean => byId.has(id);
