/** Who would no longer reach the internet, or be reached from it, if something went: each asked of the engine twice. */
import { type Address, describeAddresses, EPHEMERAL, type Interval, only, TCP } from '../net/index.ts';
import { type Interface, type Network, passesOn, type Ref, tracePoint } from '../reach/index.ts';
import { referrers } from '../snapshot/edges.ts';
import type { Estate } from './estate.ts';
import { inbound } from './exposure.ts';
import { membersOf } from './groups.ts';
import type { Loss } from './losses.ts';
import { routesTo, somewhere } from './routes.ts';

/** More interfaces than these are not asked one by one. */
const MOST = 2000;

export function worldLosses(estate: Estate, after: Estate, subject: Ref, gone: ReadonlySet<string>): Loss[] {
  const concerned = vpcsOf(estate, subject, gone);
  const left = [...estate.network.interfaces.values()].filter(
    ({ id, attached, type }) => attached && !gone.has(id) && !passesOn.has(type),
  );
  const first = left.filter(({ vpc }) => concerned.has(vpc.id));
  const asked = [...first, ...left.filter(({ vpc }) => !concerned.has(vpc.id))];
  const rest = asked.length - MOST;
  return [
    ...first.slice(0, MOST).flatMap((one) => notReached(estate, after, one)),
    ...asked.slice(0, MOST).flatMap((one) => notLeaving(estate, after, one)),
    ...(rest > 0
      ? [{ what: 'untried', at: subject, text: `whether ${rest} more network interfaces still reach the internet` } as const]
      : []),
  ];
}

/** VPCs that have to do with what goes. What comes from the internet to an address passes nothing of other VPCs. */
function vpcsOf(estate: Estate, subject: Ref, gone: ReadonlySet<string>): ReadonlySet<string> {
  const { network } = estate;
  const data = network.entity(subject.kind, subject.id)?.data ?? {};
  const lists = subject.kind === 'prefix-list' ? referrers(network.snapshot, subject).map((one) => one.data.VpcId) : [];
  const attached = [...(data.Attachments ?? []), ...(data.VpcAttachments ?? [])].map((one: { VpcId?: string }) => one.VpcId);
  const found = [
    subject.kind === 'vpc' ? subject.id : data.VpcId,
    ...attached,
    ...lists,
    ...membersOf(estate, subject.id).map(({ vpc }) => vpc.id),
    ...[...gone].flatMap((id) => [network.interfaces.get(id)?.vpc.id, ...routesTo(estate, id).map(({ table }) => table.vpcId)]),
    network.interfaces.get(data.NetworkInterfaceId)?.vpc.id,
  ];
  return new Set(found.filter((id) => id !== undefined));
}

/** Where the internet finds an interface: public IPv4 addresses, and all that it has of IPv6. */
const shownAddresses = ({ publicAddresses, addresses, delegated }: Interface): Interval<Address>[] => [
  ...publicAddresses.map((pair) => only<Address>(pair.public)),
  ...[...addresses.map((own) => only(own)), ...delegated].filter(({ lo }) => typeof lo === 'bigint'),
];

function notReached(estate: Estate, after: Estate, one: Interface): Loss[] {
  return shownAddresses(one).flatMap((address): Loss[] => {
    const before = reachedAt(estate).get(describeAddresses(address));
    if (!before?.surely || reachedAt(after).has(describeAddresses(address))) return [];
    return [{ what: 'inbound', at: one, text: describeAddresses(address) }];
  });
}

/** The addresses at which the internet reaches something, surely or perhaps; all at once, for there may be thousands. */
const reachedAt = (estate: Estate): ReadonlyMap<string, { surely: boolean }> =>
  estate.once('addresses that the internet reaches', () => {
    const found = new Map<string, { surely: boolean }>();
    for (const { address, passes, doubtful } of inbound(estate)) {
      const surely = passes.length > 0;
      if (!surely && doubtful.length === 0) continue;
      const key = describeAddresses(address);
      found.set(key, { surely: surely || (found.get(key)?.surely ?? false) });
    }
    return found;
  });

/** One packet to each half of the internet stands for all; where it may have passed before and cannot now, that is lost. */
function notLeaving(estate: Estate, after: Estate, one: Interface): Loss[] {
  return ([4, 6] as const).flatMap((family): Loss[] => {
    const [before, then] = [estate, after].map(({ network }) => somewhere[family].map((dst) => ask(network, one, dst)));
    const lost = before!.filter((verdict, at) => verdict && verdict !== 'blocked' && then![at] === 'blocked');
    if (lost.length === 0) return [];
    const doubt = lost.every((verdict) => verdict === 'unknown') ? ', if it does now: that is not known' : '';
    return [{ what: 'outbound', at: one, text: `IPv${family}${doubt}` }];
  });
}

const HTTPS = 443;

function ask(network: Network, one: Interface, dst: Address) {
  const src = one.addressIn(dst);
  if (src === undefined) return undefined;
  const point = { src, dst, protocol: TCP, sourcePort: EPHEMERAL.hi, destinationPort: HTTPS };
  return tracePoint(network, { eni: one.id }, point).verdict.both;
}
