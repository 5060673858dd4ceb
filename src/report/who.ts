/** Whose a thing is, what uses it and what would break if it went, on a screen and for programs. */
import { type LossKind, lossKinds } from '../findings/losses.ts';
import type { Link, Who } from '../findings/who.ts';
import { isKind, kindNamed } from '../kinds/index.ts';
import { type Network, type Owner, type Ref, shortId } from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { refJson } from './box-json.ts';
import { forTerminal } from './escape.ts';
import { thingText } from './owner-text.ts';
import type { Style } from './style.ts';
import { table, wrap } from './table.ts';
import { unseenLines } from './unseen.ts';
import { counted, digits, inSentence, listed, titleOf } from './words.ts';

export function whoText(network: Network, who: Who, all: boolean, style: Style): string {
  const most = all ? Number.POSITIVE_INFINITY : MOST;
  const blocks = [
    headLines(who, style),
    linkBlock(
      'Its network interfaces',
      who.interfaces.map((one) => ({ ...one, by: [addressText(one.data)] })),
      most,
      style,
    ),
    linkBlock(
      'Used by',
      who.usedBy.map((one) => ownedLink(network, one)),
      most,
      style,
    ),
    linkBlock('Uses', who.uses, most, style),
    ...lossBlocks(network, who, most, style),
    unseenLines(who.unseen, 'More may use it there, and nobody could look.', style),
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(who: Who, style: Style): string[] {
  const { kind, id, account, region, name } = who.subject;
  const title = `${titleOf(kind)} ${shortId(id)}${name && name !== id ? ` “${name}”` : ''}`;
  const place = region === 'global' ? `account ${account}` : `${region} · account ${account}`;
  return [
    ...wrap(style.paint('heading', forTerminal(title)), style, '', '  '),
    ...wrap(style.paint('quiet', forTerminal(place)), style),
    ...wrap(forTerminal(whoSentence(who)), style),
  ];
}

/** What it is, whose, and how much hangs on it. */
export function whoSentence({ subject, known, owner, usedBy, uses, unseen }: Who): string {
  const is = known
    ? owner
      ? ownerSentence(owner, subject)
      : isKind(subject.kind)
        ? kindNamed(subject.kind).about
        : ''
    : 'The snapshot names it and does not hold it: it is gone, or belongs to an account or Region that was not scanned.';
  const users =
    usedBy.length > 0 ? counted(usedBy.length, 'thing') : unseen.length > 0 ? 'nothing that could be seen' : 'nothing';
  const counts = `${users.charAt(0).toUpperCase()}${users.slice(1)} ${usedBy.length > 1 ? 'use' : 'uses'} it`;
  return `${is} ${counts}${known ? `, and it uses ${uses.length > 0 ? digits(uses.length) : 'nothing'}` : ''}.`.trim();
}

function ownerSentence(owner: Owner, { id }: Ref): string {
  if (owner.unknown) return 'A service or another account runs it, and nothing on it says which.';
  if (owner.id !== id) return `It belongs to the ${thingText(owner)}.`;
  if (owner.kind === 'network-interface' && owner.what === titleOf(owner.kind)) return 'Nobody is known to use it but itself.';
  const what = owner.what === titleOf(owner.kind) ? inSentence(owner.what) : owner.what;
  const named = owner.kind === 'network-interface' || !owner.name ? '' : ` “${owner.name}”`;
  return `It belongs to ${article(what)} ${what}${named}${owner.or ? `, or to ${owner.or}, which leave the same mark` : ''}.`;
}

/** By sound: `an RDS database`, `an ECS task`. */
const article = (what: string): string => (/^(?:[aeio]|[AEFLMRS][A-Z]|Amazon|Elasti|App|Open|API)/.test(what) ? 'an' : 'a');

/** More of one kind than these are counted, not listed. */
const MOST = 8;
const LONG = 44;

function linkBlock(title: string, links: readonly Link[], most: number, style: Style): string[] {
  if (links.length === 0) return [];
  const rows = [...Map.groupBy(links, ({ kind }) => kind)].flatMap(([kind, group]) => {
    const shown = group.slice(0, most).map((one) => [titleOf(kind), shortId(one.id), one.name ?? '', one.by.join(', ')]);
    const more = group.length - shown.length;
    return more > 0 ? [...shown, [titleOf(kind), `and ${digits(more)} more`, '', '']] : shown;
  });
  // Ids that are put together of others would leave no room for anything else.
  const whole = rows.every(([, id = '']) => id.length <= LONG);
  const columns = [
    { title: 'kind' },
    { title: 'id', ...(whole && { whole: true as const }) },
    { title: 'name' },
    { title: 'by' },
  ];
  const kept = columns.filter((_, at) => at < 2 || rows.some((row) => row[at]));
  const cells = rows.map((row) => row.filter((_, at) => kept.includes(columns[at]!)));
  return [
    `${style.paint('heading', title)} ${style.paint('quiet', `· ${digits(links.length)}`)}`,
    ...table(kept, cells, style, '  '),
  ];
}

const lossBlocks = (network: Network, who: Who, most: number, style: Style): string[][] =>
  who.known ? [[style.paint('heading', 'If it went'), ...lossLines(network, who, most, '--all', style)]] : [];

/** What would break, a line each below its heading. More of one sort than `most` are counted; `whole`: what shows them. */
export function lossLines(
  network: Network,
  { losses, heldBy }: Pick<Who, 'losses' | 'heldBy'>,
  most: number,
  whole: string,
  style: Style,
): string[] {
  const held = heldBy.length > 0 ? wrap(forTerminal(`AWS refuses to delete it while ${listed(heldBy)}.`), style) : [];
  if (losses.length === 0) return [...wrap('Nothing else that could be seen would break.', style, '  '), ...held];
  const groups = (Object.keys(lossKinds) as LossKind[]).flatMap((what) => {
    const mine = losses.filter((loss) => loss.what === what);
    if (mine.length === 0) return [];
    const lines = mine.slice(0, most).map(({ at, text }) => [atText(network, at), text].filter(Boolean).join(' · '));
    return [
      `  ${style.paint('warning', lossKinds[what])} ${style.paint('quiet', `· ${digits(mine.length)}`)}`,
      ...lines.flatMap((line) => wrap(forTerminal(line), style, '    ', '      ', 132)),
      ...(mine.length > lines.length
        ? [style.paint('quiet', `    … and ${digits(mine.length - lines.length)} more: ${whole} shows them`)]
        : []),
    ];
  });
  return [...groups, ...held];
}

/** An interface by whose it is. */
function atText(network: Network, at: Ref): string {
  const one = at.kind === 'network-interface' ? network.interfaces.get(at.id) : undefined;
  const owner = one && ownerOfInterface(network, one);
  if (owner && owner.id !== at.id) return `${thingText({ ...owner, id: shortId(owner.id) })} (${at.id})`;
  const { kind, id, account, region, name } = { ...at, ...owner };
  const what = owner && owner.what !== titleOf(kind) ? { what: owner.what } : {};
  return `${thingText({ kind, id: shortId(id), account, region, ...(name && { name }), ...what })}${name && owner ? ` (${at.id})` : ''}`;
}

/** An interface is better known by whose it is. */
function ownedLink(network: Network, link: Link): Link {
  const one = link.kind === 'network-interface' ? network.interfaces.get(link.id) : undefined;
  const owner = one && ownerOfInterface(network, one);
  if (!owner || owner.kind === 'network-interface') return link;
  return { ...link, name: owner.name || owner.id !== link.id ? thingText({ ...owner, id: shortId(owner.id) }) : owner.what };
}

const addressText = (data: { PrivateIpAddress?: string; Association?: { PublicIp?: string } }): string =>
  [data.PrivateIpAddress, data.Association?.PublicIp].filter(Boolean).join(' ');

export const whoJson = (network: Network, who: Who): object => ({
  subject: refJson(who.subject),
  known: who.known,
  sentence: whoSentence(who),
  owner: who.owner && { ...refJson(who.owner), or: who.owner.or, unknown: who.owner.unknown },
  interfaces: who.interfaces.map((one) => refJson(one)),
  uses: who.uses.map(linkJson),
  usedBy: who.usedBy.map(linkJson),
  losses: lossesJson(network, who.losses),
  heldBy: who.heldBy,
  unseen: who.unseen.map(({ operation, place, why }) => ({ operation, ...place, why })),
});

export const lossesJson = (network: Network, losses: Who['losses']): object[] =>
  losses.map(({ what, at, text }) => ({ what, at: endJson(network, at), text }));

const linkJson = ({ by, ...ref }: Link): object => ({ ...refJson(ref), by });

function endJson(network: Network, at: Ref): object {
  const one = network.interfaces.get(at.id);
  return { ...refJson(at), ...(one && { owner: refJson(ownerOfInterface(network, one)) }) };
}
