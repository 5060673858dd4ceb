/** The ways between the internet and a class of interfaces, charted for one of them. */
import { type Box, box, everyAddress, familyOf, minus } from '../../../net/index.ts';
import { exitOf } from '../../exposure.ts';
import type { Network } from '../../network/network.ts';
import type { Options } from '../../walk/walk.ts';
import { chart } from '../charts/charting.ts';
import { type End, endsOf } from '../charts/lanes.ts';
import type { Member } from '../charts/members.ts';
import { deadEndOf } from './dead-ends.ts';
import { fromOf, type Goal } from './entry.ts';
import { outletsOf } from './outlets.ts';
import { type Touched, touchedBy } from './touched.ts';

/** What the internet does with a class of interfaces, or they with it. */
interface Outlook {
  readonly ends: readonly (End & Goal)[];
  readonly touched: Touched;
}

export function outlookOf(network: Network, member: Member, open: 'src' | 'dst', options: Options): Outlook {
  const { one, range } = member;
  const dead = deadEndOf(network, member, open);
  if (dead) return { ends: [], touched: dead };
  const any = everyAddress(familyOf(range.lo));
  const question = open === 'src' ? box({ src: any, dst: range }) : box({ src: range, dst: any });
  const asked = open === 'src' ? [question] : minus([question], servedFor(network, member));
  const parts = chart(network, fromOf(open, one), question, open, options, asked);
  const wanted = ({ arrival }: End): boolean =>
    !arrival || (open === 'src' ? arrival.interface !== undefined : arrival.at === 'internet' || arrival.at === 'on-premises');
  const ends = endsOf(network, parts).filter(wanted);
  return { ends: ends.map(goalOf), touched: touchedBy(network, parts) };
}

/** What its own route table leads to services of AWS. */
const servedFor = (network: Network, { one, own }: Member): Box[] =>
  outletsOf(network, network.tableOf(one.subnet), familyOf(own)).served.map((dst) => box({ dst }));

function goalOf(end: End): End & Goal {
  const { arrival, gateways, lostAt } = end;
  if (lostAt) return { ...end, exit: { by: lostAt, gateways: [lostAt], to: 'unknown' } };
  const leaves = arrival?.at === 'internet' || arrival?.at === 'on-premises';
  return { ...end, exit: leaves ? exitOf(arrival.where, gateways, arrival.at) : undefined };
}
