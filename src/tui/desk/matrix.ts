/** The grid of who may talk to whom as plain data: only the places where something passes, and every text once. */
import type { Network, Segment, Segments } from '../../reach/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { gridOf, legendOf, lotOf, marks, segmentsHead } from '../../report/grid.ts';
import type { Meaning } from '../../report/style.ts';
import { servicesText } from '../../report/traffic-text.ts';
import { unseenLines } from '../../report/unseen.ts';
import type { Named } from '../model/tree.ts';
import type { Matrix } from './answers.ts';
import { paneStyle } from './sheet.ts';

/** Places that could not be seen are told in lines of this width, whatever the screen's: they stay with the answer. */
const UNSEEN = 76;

export function matrixOf(network: Network, segments: Segments): Matrix {
  const grid = gridOf(network, segments);
  const words: [string, Meaning][] = [];
  const known = new Map<string, number>();
  const numberOf = (text: string, means: Meaning): number => {
    const key = `${means} ${text}`;
    const found = known.get(key) ?? words.push([forTerminal(text), means]) - 1;
    known.set(key, found);
    return found;
  };
  const marked = [...grid.marked].sort(([a], [b]) => a - b);
  return {
    is: 'matrix',
    head: forTerminal(segmentsHead(grid, segments)),
    legend: legendOf(grid),
    unseen: unseenLines(segments.unseen, 'More there may talk to each other.', paneStyle(UNSEEN)),
    titles: grid.called.map(forTerminal),
    ids: grid.segments.map(({ id }) => id),
    things: grid.segments.map((one) => thingOf(network, one)),
    places: Int32Array.from(marked, ([place]) => place),
    texts: Int32Array.from(marked, ([, { text, mark }]) => numberOf(text, marks[mark][1])),
    says: Int32Array.from(marked, ([, { mark, cell }]) => {
      const lot = lotOf(mark);
      const services = lot && cell ? ` · ${servicesText(cell[lot])}` : '';
      return numberOf(`${marks[mark][2]}${services}`, marks[mark][1]);
    }),
    words,
  };
}

/** What the segment is in the tree. */
function thingOf(network: Network, { kind, id }: Segment): Named | undefined {
  const found = network.entity(kind, id);
  return found && { kind, id, account: found.account, region: found.region };
}
