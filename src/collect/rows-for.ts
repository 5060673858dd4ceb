/** Which rows of the catalogue a scan asks for. */
import { type Kind, kinds, parentsOf, usualKinds } from '../kinds/index.ts';
import { CallFailure } from './failure.ts';

/**
 * The rows that a scan asks for: the chosen kinds, what they fan out over, and the Regions; without a choice all, but for those
 * that must be wanted. Throws for a kind that does not exist.
 */
export function rowsFor(chosen: readonly string[] | undefined, metrics = false): Kind[] {
  if (!chosen?.length) return metrics ? [...kinds] : [...usualKinds];
  const wanted = new Set<string>();
  const want = (name: string) => {
    const row = kinds.find((candidate) => candidate.kind === name);
    if (!row)
      throw new CallFailure(
        'UnknownKind',
        `there is no kind ${JSON.stringify(name)}; \`hopscope show --kinds\` lists them`,
        'none',
      );
    if (wanted.has(name)) return;
    wanted.add(name);
    parentsOf(row).forEach(want);
  };
  ['region', ...chosen].forEach(want);
  return kinds.filter((row) => wanted.has(row.kind));
}
