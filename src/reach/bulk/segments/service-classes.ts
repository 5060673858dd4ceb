/** Protocols and ports that nothing tells apart, as classes: one service of each speaks for all of them. */
import {
  ANY_PORT,
  ANY_PROTOCOL,
  type Box,
  type Family,
  hasPorts,
  ICMP,
  ICMPV6,
  type Interval,
  icmpReply,
  isIcmp,
  meet,
  only,
  TCP,
  UDP,
} from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import type { Network } from '../../network/network.ts';
import { requests } from '../../walk/header.ts';
import { groupSide } from '../charts/conditions.ts';
import { namedProtocols } from '../charts/ground.ts';
import type { Service } from '../pairs/service-masks.ts';

/** What a filter looks at. */
export type Piece = Pick<Box, 'protocol' | 'destinationPort'>;

export interface ServiceClass {
  readonly service: Service;
  readonly pieces: readonly Piece[];
}

/** Classes that no piece cuts in two; messages that have replies are apart from those that have none. */
export function classesBy(cuts: readonly Piece[]): ServiceClass[] {
  const special = [ICMP, TCP, UDP, ICMPV6];
  const found = new Map<string, { service: Service; pieces: Piece[] }>();
  for (const protocol of splitBy(ANY_PROTOCOL, [...special.map(only), ...cuts.map((one) => one.protocol)])) {
    const number = protocol.lo;
    const mine = cuts.filter((one) => holds(one.protocol, number));
    const isSplit = hasPorts(number) || isIcmp(number);
    const asks = requests(number);
    const ports = isSplit ? splitBy(ANY_PORT, [...asks.map(only), ...mine.map((one) => one.destinationPort)]) : [ANY_PORT];
    for (const destinationPort of ports) {
      const { lo: port } = destinationPort;
      // Cuts are numbered by their place among all, so that protocols that the same pieces hold are one class.
      const held = (message: number): string =>
        cuts.flatMap((one, at) => (holds(one.protocol, number) && holds(one.destinationPort, message) ? [at] : [])).join();
      const answer = icmpReply(number, port);
      const key = `${isSplit ? number : ''} ${held(port)} ${answer === undefined ? '' : held(answer)} ${asks.includes(port)}`;
      const known = found.get(key);
      if (known) known.pieces.push({ protocol, destinationPort });
      else found.set(key, { service: { protocol: number, port }, pieces: [{ protocol, destinationPort }] });
    }
  }
  return [...found.values()];
}

/** Whether a piece holds only some of a class. Of protocols that are asked for one service alone an answer says nothing of others. */
export const isCutBy = ({ pieces, service: { protocol } }: ServiceClass, piece: Piece): boolean =>
  hasPorts(protocol) &&
  holds(piece.protocol, protocol) &&
  pieces.some((one) => meet(one.destinationPort, piece.destinationPort)) &&
  !pieces.every(
    (one) => holds(piece.destinationPort, one.destinationPort.lo) && holds(piece.destinationPort, one.destinationPort.hi),
  );

/** What groups, ACLs, firewalls and listeners name. */
export function cutsIn(network: Network, family: Family): Piece[] {
  const found = new Map<string, Piece>();
  const add = (protocol: Interval<number>, destinationPort: Interval<number>): void => {
    found.set(`${protocol.lo}-${protocol.hi} ${destinationPort.lo}-${destinationPort.hi}`, { protocol, destinationPort });
  };
  for (const one of network.interfaces.values()) {
    for (const id of one.groupIds) {
      const group = network.group(id, one);
      if (group instanceof Missing) continue;
      for (const side of ['ingress', 'egress'] as const) {
        const { addresses, doubtful, references } = groupSide(network, group, side, family);
        for (const { protocol, port } of [...addresses, ...doubtful, ...references]) add(protocol, port);
      }
    }
  }
  for (const subnet of network.subnets.values()) {
    const acl = network.aclOf(subnet);
    if (acl instanceof Missing) continue;
    for (const side of ['ingress', 'egress'] as const)
      for (const { protocol, ports } of acl.entries[side][family]) add(protocol, ports);
  }
  for (const one of namedProtocols(network)) add(only(one), ANY_PORT);
  return [...found.values()];
}

const holds = ({ lo, hi }: Interval<number>, value: number): boolean => lo <= value && value <= hi;

function splitBy({ lo, hi }: Interval<number>, cuts: readonly Interval<number>[]): Interval<number>[] {
  const starts = [...new Set([lo, ...cuts.flatMap((one) => [one.lo, one.hi + 1])])]
    .filter((start) => lo <= start && start <= hi)
    .sort((a, b) => a - b);
  return starts.map((start, at) => ({ lo: start, hi: (starts[at + 1] ?? hi + 1) - 1 }));
}
