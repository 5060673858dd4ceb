/** A packet's header on its way, and which field of the original question each of its fields still is. */
import { type Address, type Dimension, ICMP, ICMPV6, icmp, icmpReply, isIcmp, type Point } from '../../net/index.ts';

/** For each field the field of the question that it still equals; a field that somebody rewrote has no link. */
export type Links = { readonly [field in Dimension]: Dimension | undefined };

export interface Header extends Point {
  readonly links: Links;
}

const ORIGINAL: Links = {
  src: 'src',
  dst: 'dst',
  protocol: 'protocol',
  sourcePort: 'sourcePort',
  destinationPort: 'destinationPort',
};

/** As a reply's fields are the question's. */
const REPLY: Links = {
  src: 'dst',
  dst: 'src',
  protocol: 'protocol',
  sourcePort: 'destinationPort',
  destinationPort: 'sourcePort',
};

export const headerOf = ({ src, dst, protocol, sourcePort, destinationPort }: Point): Header => ({
  src,
  dst,
  protocol,
  sourcePort,
  destinationPort,
  links: ORIGINAL,
});

const NEW: Links = { src: undefined, dst: undefined, protocol: undefined, sourcePort: undefined, destinationPort: undefined };

/** The header of a connection that somebody else opens: none of its fields is the question's. */
export const newHeader = (point: Point): Header => ({ ...point, links: NEW });

const without = (
  { src, dst, protocol, sourcePort, destinationPort }: Links,
  field: 'src' | 'dst' | 'destinationPort',
): Links => ({
  src: field === 'src' ? undefined : src,
  dst: field === 'dst' ? undefined : dst,
  protocol,
  sourcePort,
  destinationPort: field === 'destinationPort' ? undefined : destinationPort,
});

/** The header with another source. */
export const withSource = (header: Header, src: Address): Header => ({
  src,
  dst: header.dst,
  protocol: header.protocol,
  sourcePort: header.sourcePort,
  destinationPort: header.destinationPort,
  links: without(header.links, 'src'),
});

/** The header with another destination, and another port where it is given. */
export const withDestination = (header: Header, dst: Address, port?: number): Header => ({
  src: header.src,
  dst,
  protocol: header.protocol,
  sourcePort: header.sourcePort,
  destinationPort: port ?? header.destinationPort,
  links: port === undefined ? without(header.links, 'dst') : without(without(header.links, 'dst'), 'destinationPort'),
});

/** The header of the reply, everything swapped (§0). ICMP: the reply's own type (W11); nothing where a message has no reply. */
export function replyTo(header: Header): Header | undefined {
  const { src, dst, protocol, sourcePort, destinationPort, links } = header;
  if (isIcmp(protocol)) {
    const type = icmpReply(protocol, destinationPort);
    const swapped: Links = { ...links, src: links.dst, dst: links.src, destinationPort: undefined };
    return type === undefined ? undefined : { src: dst, dst: src, protocol, sourcePort, destinationPort: type, links: swapped };
  }
  const swapped: Links =
    links === ORIGINAL
      ? REPLY
      : {
          src: links.dst,
          dst: links.src,
          protocol: links.protocol,
          sourcePort: links.destinationPort,
          destinationPort: links.sourcePort,
        };
  return { src: dst, dst: src, protocol, sourcePort: destinationPort, destinationPort: sourcePort, links: swapped };
}

/** The ICMP messages that have a reply, for splitting questions: the 16 bits of type and code. */
export const requests = (protocol: number): readonly number[] =>
  protocol === ICMP ? [icmp(8, 0), icmp(13, 0)] : protocol === ICMPV6 ? [icmp(128, 0)] : [];
