/** The answer to *why* as plain values, for programs. */
import { familyOf, formatAddress } from '../net/index.ts';
import type { Cuts, Meant, Part } from '../reach/index.ts';
import { blockersByTrouble } from './blockers.ts';
import { boxJson } from './box-json.ts';
import { assumptionsOf, type End, verdictSentence } from './verdict.ts';
import type { Explained } from './why.ts';

export function whyJson(explained: Explained): Record<string, unknown> {
  const { from, to, question, reply, fixes, closings, checklists } = explained;
  const { service, forwardOnly = false, options } = question;
  const { verdict, verdicts, whole, passes, parts, shown } = reply;
  return {
    question: { from: from.typed, to: to.typed, service, forwardOnly, strict: options?.strict ?? false },
    from: endJson(from),
    to: endJson(to),
    verdict,
    whole,
    ways: verdicts,
    sentence: verdictSentence(explained),
    assumptions: assumptionsOf(reply),
    passes: passes.map(boxJson),
    path: partJson(shown),
    parts: parts.map((part) => ({ from: part.from, verdict: part.verdict, traffic: part.path.traffic.map(boxJson) })),
    blockers: blockersByTrouble(shown.path),
    unknowns: shown.path.unknowns,
    fixes: fixes.map(({ alsoOpens, ...fix }) => ({ ...fix, ...(alsoOpens && { alsoOpens: cutsJson(alsoOpens) }) })),
    closings: closings.map(({ changes, alsoCuts }) => ({ changes, alsoCuts: cutsJson(alsoCuts) })),
    checklists: checklists.map(({ about, interface: one, address, ticks }) => ({
      about,
      interface: one.id,
      address: formatAddress(address),
      family: familyOf(address),
      // What is not known is null: JSON has no word for nothing.
      ticks: ticks.map((tick) => ({ ...tick, ok: tick.ok ?? null })),
    })),
  };
}

export const cutsJson = ({ services, to, from, untried }: Cuts): object => ({
  services: services.map(boxJson),
  to: to.map(({ id }) => id),
  from: from.map(({ id }) => id),
  untried,
});

const endJson = ({ means }: End): unknown[] =>
  means.map(({ what: { kind, id, account, region, name }, interfaces }: Meant) => ({
    kind,
    id,
    account,
    region,
    name,
    interfaces: interfaces.map((one) => one.id),
  }));

const partJson = ({ from, path }: Part): object => ({
  from,
  ways: path.verdict,
  traffic: path.traffic.map(boxJson),
  forward: path.forward,
  reply: path.reply,
});
