/** Private NAT gateways that lead nowhere, or whose addresses nobody leads back to. */
import type { Address } from '../../net/index.ts';
import { type Attachment, Missing, type Subnet } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { leavingThrough, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { attachedText, transitTables, unseenTables } from '../transit.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html';

const forInternet: Rule = {
  id: 'route-nat-private-for-internet',
  title: 'A default route leads to a private NAT gateway that has no way to the internet',
  severity: 'high',
  why:
    'A private NAT gateway has no public address: an internet gateway drops what it sends. It is said where subnets send their packets for the ' +
    'internet to a private gateway whose own subnet does not hand them on to a transit gateway, a core network or a virtual private gateway.',
  fix: 'Lead the default route to a public NAT gateway; keep the private one for the networks that it was made for.',
  see,
  needs: ['nat-gateway', 'internet-gateway', ...ROUTES],
};

const noReturn: Rule = {
  id: 'nat-private-egress-overlap',
  title: 'No route leads back to the addresses that a private NAT gateway translates to',
  severity: 'medium',
  why:
    'What it translates gets there, and no answer comes back. It is said where the subnet of a private gateway leads on to a transit gateway, and ' +
    'no other table in use of that gateway has a route for the private address of the NAT gateway back to its VPC: this is forgotten mostly where the VPC ' +
    'has blocks that overlap with others, and only the range of the NAT gateway may be known outside.',
  fix: 'Add a route for the subnet of the NAT gateway to the transit gateway’s tables, to the attachment of its VPC.',
  see,
  needs: [
    'nat-gateway',
    'transit-gateway-attachment',
    'transit-gateway-route-table',
    'transit-gateway-association',
    'transit-gateway-route',
    ...ROUTES,
  ],
};

type Nat = Thing<'nat-gateway'>;

export default family({
  rules: [forInternet, noReturn],
  *check(estate) {
    for (const nat of estate.all('nat-gateway')) {
      const { State, ConnectivityType, SubnetId } = nat.data;
      if (State !== 'available' || ConnectivityType !== 'private') continue;
      const subnet = estate.network.subnets.get(SubnetId ?? '');
      if (!subnet) {
        for (const { id: rule } of [forInternet, noReturn])
          yield { rule, subject: nat, unknown: `${SubnetId ?? 'the subnet'} of ${nat.id} is not in the snapshot` };
        continue;
      }
      yield* judgedOutward(estate, nat, subnet);
      yield* judgedReturn(estate, nat, subnet);
    }
  },
});

/** Whoever may have another way to the internet behind it. */
const onward: ReadonlySet<string> = new Set([
  'transit-gateway',
  'core-network',
  'vpn-gateway',
  'vpc-endpoint',
  'network-interface',
]);

function* judgedOutward(estate: Estate, nat: Nat, own: Subnet): Iterable<Said> {
  const users = leavingThrough(estate, nat.id);
  if (users.length === 0) return;
  const out = wayOut(estate, own, 4);
  if (out instanceof Missing) {
    yield { rule: forInternet.id, subject: nat, unknown: out };
    return;
  }
  if (out?.route.state === 'active' && onward.has(out.route.target.kind)) return;
  yield {
    rule: forInternet.id,
    subject: nat,
    message: `${users.map(({ id }) => id).join(', ')} ${users.length === 1 ? 'sends' : 'send'} to the internet by ${nat.id}, a private NAT gateway, and its subnet ${own.id} ${out ? `leads to ${out.route.target.id}` : 'leads nowhere'}.`,
    evidence: [
      { kind: 'nat-gateway', id: nat.id, text: `private, in ${own.id}` },
      ...users.flatMap((subnet) => {
        const way = wayOut(estate, subnet, 4);
        return way && !(way instanceof Missing) ? [routeEvidence(way)] : [];
      }),
      ...(out ? [routeEvidence(out)] : []),
    ],
    fix: [],
  };
}

function* judgedReturn(estate: Estate, nat: Nat, own: Subnet): Iterable<Said> {
  const { network } = estate;
  const table = network.tableOf(own);
  const { NatGatewayAddresses = [] } = nat.data;
  const primary = NatGatewayAddresses.find(({ IsPrimary }) => IsPrimary) ?? NatGatewayAddresses[0];
  const [address] = network.interfaces.get(primary?.NetworkInterfaceId ?? '')?.addresses ?? [];
  if (table instanceof Missing || address === undefined) {
    const unknown = table instanceof Missing ? table : `the interface of ${nat.id} is not in the snapshot`;
    yield { rule: noReturn.id, subject: nat, unknown };
    return;
  }
  const gateways = new Set(
    table.routes.entries.flatMap(({ value }) =>
      value.target.kind === 'transit-gateway' && value.state === 'active' ? value.target.id : [],
    ),
  );
  for (const gatewayId of gateways) {
    const attachment = network.transit.ofVpc(own.vpc.id, gatewayId);
    if (!attachment) continue;
    const unseen = unseenTables(estate, attachment);
    if (unseen) yield { rule: noReturn.id, subject: nat, unknown: unseen };
    else if (!leadsBack(estate, attachment, address)) yield lost(nat, own, attachment);
  }
}

/** Whether a table that another attachment sends by leads an address to this one. */
function leadsBack(estate: Estate, { id, gatewayId }: Attachment, address: Address): boolean {
  const { transit } = estate.network;
  const used = new Set(transit.ofGateway(gatewayId).flatMap((one) => (one.id !== id && one.tableId ? one.tableId : [])));
  return transitTables(estate, gatewayId).some((table) => {
    const route = used.has(table.id) ? transit.routes(table.id).lookup(address).entry?.value : undefined;
    return route !== undefined && !route.isDead && route.attachments.some((one) => one.id === id);
  });
}

const lost = (nat: Nat, own: Subnet, attachment: Attachment) => ({
  rule: noReturn.id,
  subject: nat,
  key: attachment.gatewayId,
  message: `No table of ${attachment.gatewayId} that others use leads back to ${own.id}, the addresses of ${nat.id}, by ${attachedText(attachment)}.`,
  evidence: [
    { kind: 'nat-gateway', id: nat.id, text: `private, in ${own.id} (${own.data.CidrBlock})` },
    { kind: 'transit-gateway', id: attachment.gatewayId, text: 'no route back in any table in use' },
  ],
  fix: [],
});
