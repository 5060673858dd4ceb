/** Which services some traffic is, in words. */
import { describePorts, protocolName, type Traffic } from '../net/index.ts';

/** `tcp 22, 3389; udp 3389` */
export function servicesText(traffic: Traffic): string {
  const protocols = Map.groupBy(traffic, (box) => box.protocol.lo);
  return [...protocols]
    .map(
      ([protocol, boxes]) =>
        `${protocolName(protocol)}${describePorts(
          protocol,
          boxes.map((box) => box.destinationPort),
        )}`,
    )
    .join('; ');
}
