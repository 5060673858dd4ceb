/** What comes back of traffic in which there are ICMP messages: to a request the answer of its kind, to others nothing, which keeps none from passing. */
import { ANY_PORT, and, type Box, box, covers, ICMP, ICMPV6, icmpReply, minus, only, type Traffic } from '../../../net/index.ts';
import { requests } from '../../walk/header.ts';
import type { Sifted } from './filters.ts';
import type { Check } from './notes.ts';

/** `put`: puts traffic through filters. `back`: those of the way back, as the answer to other packets than ICMP’s meets them. */
export function returned(
  forward: Sifted,
  back: readonly Check[],
  put: (traffic: Sifted, checks: readonly Check[]) => Sifted,
): Sifted {
  const all = put(forward, back);
  // Filters that let back everything, to all ports, let back every ICMP message too.
  if (all === forward && forward.possible.every(({ sourcePort }) => covers(sourcePort, ANY_PORT))) return forward;
  const lots = [
    put(
      within(forward, (boxes) => minus(boxes, everyIcmp(boxes))),
      back,
    ),
  ];
  for (const protocol of [ICMP, ICMPV6]) {
    const asked = requests(protocol);
    lots.push(within(forward, (boxes) => unasked(boxes, protocol)));
    for (const message of asked) {
      const answer = icmpReply(protocol, message)!;
      const met = back.map((check): Check => ({ ...check, port: { link: undefined, value: answer } }));
      lots.push(
        put(
          within(forward, (boxes) => and(boxes, messages(boxes, protocol, [message]))),
          met,
        ),
      );
    }
  }
  const sure = lots.flatMap((one) => one.sure);
  const same = lots.every((one) => one.sure === one.possible);
  return { sure, possible: same ? sure : lots.flatMap((one) => one.possible) };
}

/** Of traffic whose answers come nowhere what needs none: messages that nobody answers. */
export function unanswered(forward: Sifted): Sifted {
  const all = (boxes: Traffic): Traffic => [ICMP, ICMPV6].flatMap((protocol) => unasked(boxes, protocol));
  return within(forward, all);
}

const unasked = (boxes: Traffic, protocol: number): Traffic =>
  minus(of(boxes, protocol), messages(boxes, protocol, requests(protocol)));

const within = ({ sure, possible }: Sifted, part: (boxes: Traffic) => Traffic): Sifted => {
  const mine = part(sure);
  return { sure: mine, possible: sure === possible ? mine : part(possible) };
};

const boxFor = (boxes: Traffic, parts: Partial<Box>): Box[] => boxes.slice(0, 1).map(({ src }) => like(src.lo, parts));
const like = (address: number | bigint, parts: Partial<Box>): Box => box(parts, typeof address === 'number' ? 4 : 6);

const everyIcmp = (boxes: Traffic): Box[] => [ICMP, ICMPV6].flatMap((one) => boxFor(boxes, { protocol: only(one) }));
const of = (boxes: Traffic, protocol: number): Traffic => and(boxes, boxFor(boxes, { protocol: only(protocol) }));
const messages = (boxes: Traffic, protocol: number, asked: readonly number[]): Box[] =>
  asked.flatMap((one) => boxFor(boxes, { protocol: only(protocol), destinationPort: only(one) }));
