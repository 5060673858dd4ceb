/** What else a change would open or cut off, in a sentence. */
import type { Cuts } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { servicesText } from './traffic-text.ts';
import { counted, listed } from './words.ts';

/** More names than these are counted. */
const MOST = 4;

export function alsoLines(verb: 'open' | 'cut off', { services, to, from, untried }: Cuts, style: Style): string[] {
  const names = (all: Cuts['to']): string => {
    const more = all.length - MOST;
    const first = all.slice(0, MOST).map(({ id, name }) => (name ? `${id} “${name}”` : id));
    const interfaces = all.length === 1 ? 'network interface' : `${all.length} network interfaces:`;
    return `${interfaces} ${listed([...first, ...(more > 0 ? [`${more} more`] : [])])}`;
  };
  const also = [
    ...(services.length ? [`${servicesText(services)} between the same two`] : []),
    ...(to.length ? [`the way to ${names(to)}`] : []),
    ...(from.length ? [`the way from ${names(from)}`] : []),
  ];
  const said = also.length
    ? `This would also ${verb} ${also.join('; ')}.`
    : `Of the same service this ${verb === 'open' ? 'opens' : 'cuts off'} nothing else.`;
  const rest = untried ? ` ${counted(untried, 'more interface')} were not tried.` : '';
  return wrap(style.paint(also.length ? 'warning' : 'quiet', forTerminal(said + rest)), style, '    ', '      ');
}
