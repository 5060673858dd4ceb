/** What changed from one snapshot to another: how much, then where, then what cannot be told. */
import type { Comparison, Counts } from '../diff/diff.ts';
import type { Account, Manifest } from '../snapshot/snapshot.ts';
import { Changes } from './changes.ts';
import { forTerminal } from './escape.ts';
import { countNotCompared, notComparedSection } from './not-compared.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, digits, listed, moment } from './words.ts';

interface Asked {
  comparison: Comparison;
  before: Manifest;
  after: Manifest;
  /** List everything, however much it is. */
  all: boolean;
  /** Volatile values were compared too. */
  volatile: boolean;
  /** Hashes of secrets were compared: both were made with the key of one store. */
  secrets: boolean;
}

const OTHER_KEYS =
  'the two stores hash them with keys of their own, so that a changed secret cannot be told from one that is not';

export function diffReport(asked: Asked, style: Style): { text: string; counts: Counts } {
  const { comparison, before, after, all, volatile, secrets } = asked;
  const names = new Map([...before.accounts, ...after.accounts].map((account) => [account.account, accountText(account)]));
  const changes = new Changes(names, all, style);
  const steps = comparison.differences();
  let step = steps.next();
  for (; !step.done; step = steps.next()) changes.add(step.value);
  const counts = step.value;
  const unsure = countNotCompared(comparison.notCompared);
  const blocks = [
    [
      style.paint('heading', `From snapshot ${forTerminal(before.id)} (${forTerminal(moment(before.takenAt))})`),
      style.paint('heading', `  to snapshot ${forTerminal(after.id)} (${forTerminal(moment(after.takenAt))})`),
      ...wrap(countsText(counts, unsure, style), style),
      ...(volatile ? [] : wrap(style.paint('quiet', 'Counters and the like are left out; --volatile compares them.'), style)),
      ...(secrets ? [] : wrap(style.paint('warning', `Secrets are not compared: ${OTHER_KEYS}.`), style)),
    ],
    ...changes.blocks(),
    notComparedSection(comparison.notCompared, style),
  ];
  return { text: `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`, counts };
}

const accountText = ({ account, alias }: Account): string => `Account ${account}${alias ? ` “${alias}”` : ''}`;

function countsText(counts: Counts, unsure: number, style: Style): string {
  const some = (['new', 'gone', 'changed'] as const).map((change) => `${digits(counts[change])} ${change}`);
  const seen = (['first seen', 'not seen'] as const)
    .filter((change) => counts[change])
    .map((change) => style.paint('warning', `${digits(counts[change])} ${change}${change === 'not seen' ? ' any more' : ''}`));
  const doubt = unsure ? [style.paint('warning', `${counted(unsure, 'thing')} could not be compared`)] : [];
  const nothing = some.every((text) => text.startsWith('0 '));
  const same = `${digits(counts.same)} the same`;
  const known = nothing ? `Nothing changed: ${counted(counts.same, 'resource')} the same` : listed([...some, same]);
  return [known, ...seen, ...doubt].join('; ');
}
