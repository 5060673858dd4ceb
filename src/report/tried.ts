/** Changes and failures tried on a copy of the snapshot: the answer as it would be, and what else would be different. */
import type { Estate } from '../findings/estate.ts';
import { lossesOf } from '../findings/loss.ts';
import type { Loss } from '../findings/losses.ts';
import { interfacesOf } from '../findings/who.ts';
import {
  breadth,
  type Change,
  type Cuts,
  changed,
  cutOff,
  meantIn,
  type Network,
  networkWithout,
  openUp,
  reply,
  written,
} from '../reach/index.ts';
import { alsoLines } from './also.ts';
import { forTerminal } from './escape.ts';
import { changeLines } from './fixes.ts';
import { componentText } from './ladder.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import type { Told } from './verdict.ts';
import { lossesJson, lossLines } from './who.ts';
import { cutsJson } from './why-json.ts';

/** A thing of the snapshot, as the snapshot calls it. */
export interface Gone {
  readonly kind: string;
  readonly id: string;
}

/** One step of what is tried. Plain data. */
export type Attempt = { readonly changes: readonly Change[] } | { readonly gone: Gone };

const changesIn = (attempts: readonly Attempt[]): Change[] => attempts.flatMap((one) => ('changes' in one ? one.changes : []));

const goneIn = (attempts: readonly Attempt[]): Gone[] => attempts.flatMap((one) => ('gone' in one ? [one.gone] : []));

/** Without what is gone, but not yet changed. */
const failed = (network: Network, attempts: readonly Attempt[]): Network => goneIn(attempts).reduce(networkWithout, network);

/** The network as it would be. */
export const tried = (network: Network, attempts: readonly Attempt[]): Network =>
  changed(failed(network, attempts), changesIn(attempts));

/** What would be different beyond the answer. */
export interface Aftermath {
  /** By the changes; nothing where there are none, and of opening nothing where what was asked about stays closed. */
  readonly alsoOpens?: Cuts;
  readonly alsoCuts?: Cuts;
  /** By the failures. */
  readonly losses: readonly { readonly gone: Gone; readonly losses: readonly Loss[] }[];
}

/** `then`: the answer in the network `after`. */
export function aftermathOf(estate: Estate, attempts: readonly Attempt[], after: Network, then: Told): Aftermath {
  const { network } = estate;
  const changes = changesIn(attempts);
  const losses = goneIn(attempts).map((gone) => {
    const subject = network.entity(gone.kind, gone.id);
    return { gone, losses: subject ? lossesOf(estate, subject, interfacesOf(estate, subject)) : [] };
  });
  if (changes.length === 0) return { losses };
  const before = failed(network, attempts);
  const now = reply(before, meantIn(before, then.question));
  const cuts = now && cutOff(before, { changes, after }, now);
  const isOpen = then.reply.verdict !== 'blocked';
  return {
    ...(isOpen && { alsoOpens: openUp(before, { changes, after }, then.reply) }),
    ...(cuts && (!isOpen || breadth(cuts) > 0) && { alsoCuts: cuts }),
    losses,
  };
}

/** Said before the answer, so that nobody takes it for what is. */
export function triedLines(
  network: Network,
  attempts: readonly Attempt[],
  form: 'aws' | 'terraform' | 'words',
  style: Style,
): string[] {
  if (attempts.length === 0) return [];
  return [
    ...wrap(style.paint('warning', 'Tried on a copy of the snapshot; in AWS nothing has changed'), style, '', '  '),
    ...attempts.flatMap((one) =>
      'gone' in one
        ? wrap(`− ${forTerminal(goneText(network, one.gone))} is gone`, style, '    ', '      ')
        : form === 'words'
          ? one.changes.flatMap((change) => wrap(`→ ${forTerminal(written(change).text)}`, style, '    ', '      '))
          : changeLines(one.changes.map(written), form === 'terraform', style),
    ),
  ];
}

const goneText = (network: Network, { kind, id }: Gone): string => componentText(network.entity(kind, id) ?? { kind, id });

/** More losses of one sort are counted, where not all are wanted. */
const MOST = 8;

export function aftermathBlocks(
  network: Network,
  { alsoOpens, alsoCuts, losses }: Aftermath,
  all: boolean,
  style: Style,
): string[][] {
  const most = all ? Number.POSITIVE_INFINITY : MOST;
  const changes = [
    ...(alsoOpens ? alsoLines('open', alsoOpens, style) : []),
    ...(alsoCuts ? alsoLines('cut off', alsoCuts, style) : []),
  ];
  return [
    ...(changes.length > 0 ? [[style.paint('heading', 'Beyond what was asked'), ...changes]] : []),
    ...losses.map(({ gone, losses: lost }) => [
      ...wrap(style.paint('heading', forTerminal(`Without ${goneText(network, gone)}`)), style),
      ...lossLines(network, { losses: lost, heldBy: [] }, most, `hopscope who ${gone.id} --all`, style),
    ]),
  ];
}

/** For programs, beside the answer as it would be. */
export const triedJson = (
  network: Network,
  attempts: readonly Attempt[],
  { alsoOpens, alsoCuts, losses }: Aftermath,
): Record<string, unknown> => ({
  tried: attempts.map((one) => ('gone' in one ? { gone: one.gone } : { changes: one.changes.map(written) })),
  ...(alsoOpens && { alsoOpens: cutsJson(alsoOpens) }),
  ...(alsoCuts && { alsoCuts: cutsJson(alsoCuts) }),
  losses: losses.map(({ gone, losses: lost }) => ({ gone, losses: lossesJson(network, lost) })),
});
