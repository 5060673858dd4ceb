/** All that something reaches, or all that reaches it, as `hopscope reach` says it: every row leads to the path. */
import { type Contact, type Network, type Reaches, withoutBrackets } from '../../reach/index.ts';
import { meantBy } from '../../report/asked.ts';
import { reachesAsked } from '../../report/narrowed.ts';
import { reachesBlocks, reachesCsv, reachesJson } from '../../report/reaches.ts';
import { readWhere } from '../../report/read-where.ts';
import type { End } from '../../report/verdict.ts';
import type { Answer } from './answers.ts';
import { fileOf } from './file.ts';
import { pathAsked } from './packet.ts';
import type { FileFormat, ReachAsked } from './questions.ts';
import { rollOf } from './roll.ts';
import { paneStyle } from './sheet.ts';
import { asTyped } from './wording.ts';

/** What was found, before it is drawn: groups and widths change nothing of it. */
export interface Reached {
  readonly end: End;
  readonly reaches: Reaches;
}

export function reachedBy(network: Network, { way, end: typed, where }: Omit<ReachAsked, 'by'>): Reached {
  const conditions = readWhere(where, asTyped);
  const end = meantBy(network, withoutBrackets(typed));
  return { end, reaches: reachesAsked(network, end, way, conditions) };
}

export function reachRoll(
  network: Network,
  { end, reaches }: Reached,
  { way, by, end: typed }: ReachAsked,
  width: number,
): Answer {
  const blocks = reachesBlocks(network, reaches, { end, way, by, all: true }, paneStyle(width));
  return rollOf(
    blocks.map((block) =>
      block.map(({ text, of }) => {
        if (!of) return { text };
        const { kind, id, account, region } = of.contact.other;
        const other = endOf(of.contact);
        const traffic = of.contact[of.lot];
        const path = way === 'from' ? pathAsked(typed, other ?? '', traffic) : pathAsked(other ?? '', typed, traffic);
        return { text, thing: { kind, id, account, region }, ...(other !== undefined && { lead: { path } }) };
      }),
    ),
  );
}

export const reachFile = (network: Network, { reaches }: Reached, { way, end }: ReachAsked, as: FileFormat): Answer =>
  fileOf(
    'reach',
    as,
    () => reachesCsv(network, reaches),
    () => ({ snapshot: network.snapshot.manifest.id, [way]: end, ...reachesJson(network, reaches) }),
  );

/** How a question names the other end. What lies behind a load balancer is asked for by the load balancer. */
function endOf({ at, other, interface: one, through: [node] }: Contact): string | undefined {
  if (at === 'internet') return 'internet';
  if (at === 'interface') return node?.id ?? one?.id;
  return at === 'door' ? other.id : undefined;
}
