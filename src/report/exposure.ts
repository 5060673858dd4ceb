/** What the internet reaches, and what reaches it, on a screen: counted, by class of port, the worst first. */
import type { Exposed, Exposure, Network, Outgoing } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import { inboundBlocks } from './exposure-in.ts';
import { outboundBlocks } from './exposure-out.ts';
import { type ExposureLine, type ExposureOptions, plainLines, things } from './exposure-parts.ts';
import { thingText } from './owner-text.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { unseenLines } from './unseen.ts';
import { counted, digits } from './words.ts';

/** Rows of screens narrower than this have no room for where a thing is. */
const WIDE = 100;

export const exposureText = (network: Network, exposure: Exposure, options: ExposureOptions, style: Style): string =>
  `${exposureBlocks(network, exposure, options, style)
    .map((block) => block.map(({ text }) => text).join('\n'))
    .join('\n\n')}\n`;

/** The same as lines that know whose way they tell; the first block counts. */
export const exposureBlocks = (
  network: Network,
  exposure: Exposure,
  options: ExposureOptions,
  style: Style,
): readonly (readonly ExposureLine[])[] =>
  [
    plainLines(exposureHead(exposure, options, style)),
    ...(options.inbound ? inboundBlocks(network, exposure.inbound, options, style) : []),
    ...(options.outbound ? outboundBlocks(network, exposure.outbound, options, style) : []),
    plainLines(doorLines(exposure, style)),
    plainLines(
      options.inbound && style.width < WIDE ? [style.paint('quiet', 'A wider screen also shows Region and account.')] : [],
    ),
    plainLines(unseenLines(exposure.unseen, 'Something there may be exposed, and nobody could look.', style)),
  ].filter((block) => block.length > 0);

/** How many things, each way. */
export function exposureHead(
  { inbound, outbound, unseen }: Exposure,
  options: Pick<ExposureOptions, 'inbound' | 'outbound'>,
  style: Style,
): string[] {
  const line = (entries: readonly (Exposed | Outgoing)[], one: string, many: string): string[] => {
    const [passing, doubtful] = [things(entries, 'passes'), things(entries, 'doubtful')];
    const none = unseen.length > 0 || doubtful > 0 ? 'Nothing that could be seen' : 'Nothing';
    const said = passing === 0 ? `${none} ${one}` : `${counted(passing, 'thing')} ${passing === 1 ? one : many}`;
    const doubt = doubtful > 0 ? `; of ${digits(doubtful)} more it is not known` : '';
    return wrap(style.paint(passing === 0 ? 'good' : 'heading', `${said}${doubt}.`), style);
  };
  return [
    ...(options.inbound ? line(inbound, 'can be reached from the internet', 'can be reached from the internet') : []),
    ...(options.outbound ? line(outbound, 'reaches the internet', 'reach the internet') : []),
  ];
}

/** What leads in without a packet of the internet's own. */
function doorLines({ doors }: Exposure, style: Style): string[] {
  return doors.flatMap((door) =>
    wrap(
      `${style.paint('quiet', '·')} ${forTerminal(`${thingText(door)} lets people in by their credentials: hopscope reach ${door.id}`)}`,
      style,
      '',
      '  ',
    ),
  );
}
