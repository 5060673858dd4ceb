/** Traffic as a question about a path: what a row of a report leads on to. */
import { hasPorts, isIcmp, joined, type Traffic } from '../../net/index.ts';
import type { Asked } from './questions.ts';

const ALL_PORTS = 65_535;

/** Of several protocols the first: a path is asked about one. */
export function serviceOf(traffic: Traffic): Asked['service'] {
  const [first] = traffic;
  if (!first || first.protocol.lo !== first.protocol.hi) return { protocol: 'any' };
  const protocol = first.protocol.lo;
  if (isIcmp(protocol)) return { protocol: 'ping' };
  const same = traffic.filter(({ protocol: { lo, hi } }) => lo === protocol && hi === protocol);
  const ports = joined(same.map(({ destinationPort }) => destinationPort));
  const isAll = ports.length === 1 && ports[0]!.lo === 0 && ports[0]!.hi === ALL_PORTS;
  return { protocol, ...(hasPorts(protocol) && !isAll && { ports }) };
}

export const pathAsked = (from: string, to: string, traffic: Traffic, family?: 4 | 6): Asked => ({
  from,
  to,
  service: serviceOf(traffic),
  ...(family !== undefined && { family }),
  forwardOnly: false,
  close: false,
});
