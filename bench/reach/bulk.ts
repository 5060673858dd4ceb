/** Answers for everything at once: exposure, the same after one edit, all pairs over 22 port classes; and a loop of single traces beside them. */
import { box, EPHEMERAL, only, TCP } from '../../src/net/index.ts';
import { countBits } from '../../src/reach/bulk/charts/bits.ts';
import {
  crossingsOf,
  type Exposures,
  exposureIn,
  exposuresAfterChange,
  exposuresOf,
  Pairs,
  tcpServices,
} from '../../src/reach/bulk/index.ts';
import { buildNetwork, type Change, Missing, type Network, trace } from '../../src/reach/index.ts';
import { segmentsIn } from '../../src/reach/segments.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { dice as seeded } from '../../test/oracle/random.ts';
import { quickest, type Spent, timed } from './stopwatch.ts';

/** One port of each class that the rules of an estate tell apart. */
const PORTS = [21, 22, 23, 25, 53, 79, 80, 81, 443, 444, 1023, 1024, 3306, 3380, 3381, 3389, 5432, 6379, 8080, 9200, 9201, 65535];

export interface BulkFigures {
  /** The index, with all that exposure needs of it: groups, ACLs and tables compiled, the ways of every class of interfaces charted. */
  index: Spent;
  /** Of that index, as a list of entries: every set of groups put through the filters on its ways. The first, and the quickest of several. */
  exposure: Spent;
  again: Spent;
  /** Ports and addresses of every entry, which are made when they are asked for. */
  services: Spent;
  /** The same list once more. */
  told: Spent;
  edits: Record<'rule' | 'entry' | 'route', Spent>;
  charted: Spent;
  pairs: Spent;
  /** Pairs of interfaces and ports that pass. */
  passing: number;
  /** Who may talk to whom, by the segments that are told apart, with the first of everything that an index needs for it. */
  segments: Record<'vpc' | 'subnet', Spent> | undefined;
  /** All pairs and ports one by one, extrapolated from as many as a second allows. */
  loop: Spent;
}

/** `mostSegmented`: above so many interfaces segments are left out. */
export function bulk(snapshot: Snapshot, rounds: number, mostSegmented: number): BulkFigures {
  const { value: network, spent: index } = timed(() => {
    const built = buildNetwork(snapshot);
    const { outbound, inbound } = crossingsOf(built);
    if (outbound.length + inbound.length === 0) throw new Error('the estate has no interfaces');
    return built;
  });
  const { value: exposures, spent: exposure } = timed(() => {
    const found = exposuresOf(network);
    exposureIn(found);
    return found;
  });
  const again = quickest(rounds, () => exposureIn(exposuresOf(network)));
  const services = timed(() => servicesOf(exposures)).spent;
  const told = quickest(rounds, () => exposureIn(exposures));
  const edits = Object.entries(editsOf(network)).map(
    ([name, change]) => [name, quickest(rounds, () => exposureIn(exposuresAfterChange(exposures, change)))] as const,
  );
  const { value: all, spent: charted } = timed(() => new Pairs(network, 4, tcpServices(PORTS)));
  let passing = 0;
  const { spent: pairs } = timed(() =>
    all.rows('sure', ({ receivers, services, senders }) => {
      passing += countBits(senders) * receivers.length * countBits(Uint32Array.of(services));
    }),
  );
  return {
    index,
    exposure,
    again,
    services,
    told,
    edits: Object.fromEntries(edits) as BulkFigures['edits'],
    charted,
    pairs,
    passing,
    segments: network.interfaces.size <= mostSegmented ? segmented(snapshot) : undefined,
    loop: loopOver(network, all),
  };
}

/** Reads what passes, arrives and is in doubt of every entry. Throws where that is nothing. */
function servicesOf(exposures: Exposures): void {
  const { inbound, outbound } = exposureIn(exposures);
  for (const { passes, arrives, doubtful, at } of [...inbound, ...outbound])
    if (passes.length + arrives.length + doubtful.length === 0) throw new Error(`${at.id} is told of, and nothing passes`);
}

/** An edit of each sort, about an interface that the internet reaches. */
function editsOf(network: Network): Record<'rule' | 'entry' | 'route', Change> {
  const found = [...network.interfaces.values()].find(
    (one) => one.publicAddresses.length > 0 && network.entity('security-group', one.groupIds[0] ?? ''),
  );
  if (!found) throw new Error('no interface of the estate has a public address and a group');
  const { subnet, groupIds, account, region } = found;
  const [acl, table] = [network.aclOf(subnet), network.tableOf(subnet)];
  if (acl instanceof Missing || table instanceof Missing) throw new Error(`${subnet.id} has no ACL or no route table`);
  const place = { account, region };
  const service = { protocol: 'tcp', from: 22, to: 22 };
  const cidr = '0.0.0.0/0';
  return {
    rule: { ...place, do: 'authorize', groupId: groupIds[0]!, direction: 'ingress', service, peer: cidr },
    entry: { ...place, do: 'create ACL entry', aclId: acl.id, direction: 'ingress', number: 1, allows: false, service, cidr },
    route: { ...place, do: 'delete route', tableId: table.id, cidr, target: {} },
  };
}

function segmented(snapshot: Snapshot): Record<'vpc' | 'subnet', Spent> {
  const by = (what: 'vpc' | 'subnet'): Spent => {
    const network = buildNetwork(snapshot);
    return timed(() => segmentsIn(network, what)).spent;
  };
  return { vpc: by('vpc'), subnet: by('subnet') };
}

function loopOver(network: Network, { seating: { interfaces, addresses } }: Pairs): Spent {
  const dice = seeded(3);
  let count = 0;
  const { spent } = timed(() => {
    for (const end = performance.now() + 1000; performance.now() < end; count++) {
      const [from, to] = [dice.int(interfaces.length), dice.int(interfaces.length)];
      const ends = { src: only(addresses[from]!), dst: only(addresses[to]!) };
      const traffic = [box({ ...ends, protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(dice.pick(PORTS)) })];
      trace(network, { from: { eni: interfaces[from]!.id }, traffic });
    }
  });
  const times = (interfaces.length ** 2 * PORTS.length) / count;
  return { cpu: spent.cpu * times, wall: spent.wall * times };
}
