/** VPCs that one network joins and that have addresses in common. */
import { type Address, describeAddresses, familyOf, type Interval, meet } from '../../net/index.ts';
import type { Ref, Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { type Evidence, rule, type Said } from '../rule.ts';

/** What joins VPCs: a route table of a transit gateway, a segment of a core network. */
interface Joint {
  readonly id: string;
  readonly vpcs: ReadonlyMap<string, Ref>;
  /** Where packets for an address go. */
  winner(value: Address): Evidence | undefined;
}

export default rule({
  id: 'vpc-cidr-overlap-connected',
  title: 'VPCs that are connected have addresses in common',
  severity: 'high',
  why:
    'Packets for the shared addresses go to one of the two, and within each of them nothing leaves for the other. Connected are VPCs that are ' +
    'associated with one route table of a transit gateway or reached by its routes, and those of one segment of a core network. Peered VPCs are ' +
    'pcx-cidr-overlap. Each pair is said once, of the VPC whose id comes first.',
  fix: 'Renumber one of them, or put a private NAT gateway between.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
  needs: [
    'vpc',
    'transit-gateway-attachment',
    'transit-gateway-route-table',
    'transit-gateway-association',
    'transit-gateway-propagation',
    'transit-gateway-route',
    'core-network-attachment',
  ],
  *check(estate) {
    for (const joint of [...tables(estate), ...segments(estate)]) yield* judged(estate, joint);
  },
});

function* judged(estate: Estate, joint: Joint): Iterable<Said> {
  if (joint.vpcs.size < 2) return;
  const known: Vpc[] = [];
  for (const [id, attachment] of joint.vpcs) {
    const vpc = estate.network.vpcs.get(id);
    if (vpc) known.push(vpc);
    else yield { subject: attachment, unknown: `${id}, which ${joint.id} joins with others, is not in the snapshot` };
  }
  for (const [one, other, shared] of overlaps(known)) {
    const [first, second] = inOrder(estate, one, other);
    const winner = joint.winner(shared.lo);
    const range = describeAddresses(shared);
    yield {
      subject: first,
      key: `${second.id} ${range}`,
      message: `${first.id} and ${second.id}, which ${joint.id} joins, both have ${range}${winner ? `; packets for it go by ${winner.text}` : ''}.`,
      evidence: [
        ...[first, second].map(({ id }) => ({ kind: 'vpc', id, text: `has ${range}, joined by ${joint.id}` })),
        ...(winner ? [winner] : []),
      ],
      fix: [],
    };
  }
}

/** One that was scanned comes before one that others share; then the id decides. */
const inOrder = (estate: Estate, one: Vpc, other: Vpc): [Vpc, Vpc] => {
  const [a, b] = [one, other].map((vpc) => `${estate.network.coverage.scanned(vpc) ? 0 : 1} ${vpc.id}`);
  return a! < b! ? [one, other] : [other, one];
};

/** Every two VPCs with a block in common, and what they share: a sweep over all blocks in the order of their first address. */
function* overlaps(vpcs: readonly Vpc[]): Iterable<[Vpc, Vpc, Interval<Address>]> {
  for (const family of [4, 6] as const) {
    const blocks = vpcs
      .flatMap((vpc) => vpc.blocks.filter(({ lo }) => familyOf(lo) === family).map((block) => ({ vpc, block })))
      .sort((a, b) => (a.block.lo < b.block.lo ? -1 : a.block.lo > b.block.lo ? 1 : 0));
    for (const [at, one] of blocks.entries()) {
      for (let next = at + 1; next < blocks.length && blocks[next]!.block.lo <= one.block.hi; next++) {
        const other = blocks[next]!;
        const shared = meet<Address>(one.block, other.block);
        if (shared && other.vpc !== one.vpc) yield [one.vpc, other.vpc, shared];
      }
    }
  }
}

/** The VPCs that send by a table or that its routes and propagations lead to. */
function tables(estate: Estate): Joint[] {
  const { transit } = estate.network;
  const propagations = estate.by('transit-gateway-propagation', 'table', ({ parent, data }) =>
    data.State === 'enabled' ? parent : undefined,
  );
  return estate.all('transit-gateway-route-table').map(({ id, data }): Joint => {
    const attachments = transit.ofGateway(data.TransitGatewayId ?? '').filter(({ type }) => type === 'vpc');
    const led = new Set([
      ...transit.routes(id).entries.flatMap(({ value }) => (value.isDead ? [] : value.attachments.map((one) => one.id))),
      ...(propagations.get(id) ?? []).map((one) => one.data.TransitGatewayAttachmentId),
    ]);
    const joined = attachments.filter((one) => one.state === 'available' && (one.tableId === id || led.has(one.id)));
    return {
      id,
      vpcs: new Map(joined.map((one) => [one.resourceId, one])),
      winner(value) {
        const found = transit.routes(id).lookup(value).entry?.value;
        return found && { kind: 'transit-gateway-route-table', id, text: found.text };
      },
    };
  });
}

/** The VPCs of a segment, at whatever edge. */
function segments(estate: Estate): Joint[] {
  const { cloudWan } = estate.network;
  const members = estate.all('core-network-attachment').flatMap(({ id }) => {
    const one = cloudWan.attachment(id);
    return one?.type === 'VPC' && one.segment !== undefined && one.state === 'AVAILABLE' ? [one] : [];
  });
  return [...Map.groupBy(members, (one) => `${one.coreNetworkId} ${one.segment}`).values()].map((all): Joint => {
    const { coreNetworkId, segment } = all[0]!;
    return {
      id: `${coreNetworkId}/${segment}`,
      vpcs: new Map(all.map((one) => [one.resourceArn.split('/').at(-1)!, one])),
      winner(value) {
        const found = all
          .map(({ edge }) => cloudWan.routes(coreNetworkId, segment!, edge)?.lookup(value).entry?.value)
          .find((route) => route !== undefined);
        return found && { kind: 'core-network', id: coreNetworkId, text: found.text };
      },
    };
  });
}
