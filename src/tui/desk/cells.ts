/** The table of a kind: its cells as one text, and the orders that people ask for. */
import { kindNamed } from '../../kinds/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { cellText } from '../../report/listing.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { factsOf } from '../model/facts.ts';
import type { Cells, Order } from './answers.ts';

/** `nodes`: of the resources, in the order of the tree. The first two columns are the name and the id. */
export function cellsOf(
  kind: string,
  nodes: readonly number[],
  resources: readonly Resource[],
  nameOf: (resource: Resource) => string | undefined,
): Cells {
  const columns = Object.entries(kindNamed(kind).columns ?? {});
  const places = (['account', 'region'] as const).filter((key) => new Set(resources.map((one) => one[key])).size > 1);
  // Where something is wrong says more than any column; where nothing is, there is no column for it.
  const causes = resources.map((one) => factsOf(one).cause);
  const wrong = causes.some(Boolean) ? ['wrong'] : [];
  const values = (one: Resource, at: number): unknown[] => [
    nameOf(one),
    one.id,
    ...wrong.map(() => causes[at]),
    ...columns.map(([, read]) => read(one.data)),
    ...places.map((key) => one[key]),
  ];
  const numeric = Array.from({ length: 2 + wrong.length + places.length + columns.length }, () => false);
  const filled = numeric.map(() => false);
  const starts = new Uint32Array(resources.length + 1);
  const texts: string[] = [];
  let length = 0;
  for (const [at, one] of resources.entries()) {
    const cells = values(one, at);
    for (const [column, value] of cells.entries()) if (typeof value === 'number') numeric[column] = true;
    const shown = cells.map((value) => forTerminal(cellText(value)));
    for (const [column, value] of shown.entries()) filled[column] ||= value !== '';
    const text = shown.map((value) => `${value}\t`).join('');
    texts.push(text);
    length += text.length;
    starts[at + 1] = length;
  }
  const titles = ['name', 'id', ...wrong, ...columns.map(([title]) => title), ...places];
  return { is: 'cells', columns: titles, numeric, filled, nodes: Int32Array.from(nodes), text: texts.join(''), starts };
}

export const cellAt = ({ text, starts }: Pick<Cells, 'text' | 'starts'>, row: number, column: number): string =>
  text.slice(starts[row], starts[row + 1]).split('\t')[column] ?? '';

const natural = new Intl.Collator('en', { numeric: true });

/** What is empty comes last, whichever way. Rows that are alike stay in the order of the tree. */
export function orderOf(cells: Cells, column: number, down: boolean): Order {
  const count = cells.nodes.length;
  const values = Array.from({ length: count }, (_, row) => cellAt(cells, row, column));
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const sign = down ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [values[a]!, values[b]!];
    if (!left || !right) return left === right ? a - b : left ? -1 : 1;
    return sign * natural.compare(left, right) || a - b;
  });
  return { is: 'order', rows };
}
