/** Attachments of transit gateways: who shares their subnets, which family they do not carry, peerings that no route uses. */
import { familyOf, formatPrefix } from '../../net/index.ts';
import type { Attachment, Subnet } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Run, run, runThen, settingsOf } from '../remedy.ts';
import { freeOfLength } from '../room.ts';
import { interfacesIn, routeEvidence, routesTo } from '../routes.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';
import { attachedText, attachmentEvidence, attachments, transitRoutesTo, transitTables, unseenTables } from '../transit.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html';

const shared: Rule = {
  id: 'tgw-attachment-subnet-shared',
  title: 'A transit gateway attachment shares its subnet with workloads',
  severity: 'low',
  why:
    'Packets that come through the attachment are led by the table and the ACL of its subnet, so neither can be changed for one without the other. ' +
    'It is said of subnets with any interface that is not the gateway’s own.',
  fix: 'Attach in small subnets of their own, a /28 for each zone.',
  see,
  needs: ['transit-gateway-vpc-attachment', 'network-interface', 'subnet'],
};

const fourOnly: Rule = {
  id: 'tgw-ipv6-disabled',
  title: 'A VPC routes IPv6 to a transit gateway whose attachment does not carry it',
  severity: 'medium',
  why: 'What is sent there is lost. It is said where a table of the VPC leads an IPv6 destination to the gateway.',
  fix: 'Switch on IPv6 support of the attachment.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: ['transit-gateway-vpc-attachment', 'route-table', 'subnet', 'vpc'],
};

const noRoute: Rule = {
  id: 'tgw-peering-no-static-route',
  title: 'No route leads over a transit gateway peering',
  severity: 'medium',
  why:
    'Routes are not propagated over a peering: without a static one nothing crosses it, and it costs money every hour. Each side is judged by the tables ' +
    'of its own gateway. Peerings with a core network learn their routes and are left out.',
  fix: 'Add static routes in the tables of both gateways, or delete the peering.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
  needs: [
    'transit-gateway-attachment',
    'transit-gateway-peering-attachment',
    'transit-gateway-route-table',
    'transit-gateway-route',
    'transit-gateway-prefix-list-reference',
  ],
};

export default family({
  rules: [shared, fourOnly, noRoute],
  *check(estate) {
    for (const attachment of estate.all('transit-gateway-vpc-attachment')) {
      if (attachment.data.State !== 'available') continue;
      yield* inside(estate, attachment);
      yield* carried(estate, attachment);
    }
    const cloudWan = new Set(
      estate.network.snapshot
        .resources('transit-gateway-peering-attachment')
        .filter(({ data }) => data.RequesterTgwInfo?.CoreNetworkId || data.AccepterTgwInfo?.CoreNetworkId)
        .map(({ id }) => id),
    );
    for (const one of attachments(estate)) {
      if (one.type === 'peering' && one.state === 'available' && !cloudWan.has(one.id)) yield* led(estate, one);
    }
  },
});

/** More neighbours than these prove nothing more. */
const MOST = 5;

function* inside(estate: Estate, attachment: Thing<'transit-gateway-vpc-attachment'>): Iterable<Said> {
  const others = (attachment.data.SubnetIds ?? []).flatMap((id) =>
    interfacesIn(estate, id).filter(
      ({ type, data }) => type !== 'transit_gateway' && !/transit gateway/i.test(String(data.Description ?? '')),
    ),
  );
  if (others.length === 0) return;
  const subnets = [...new Set(others.map(({ subnet }) => subnet.id))].sort();
  yield {
    rule: shared.id,
    subject: attachment,
    message: `${attachment.id} shares ${subnets.join(', ')} with ${others.length} other interfaces.`,
    evidence: others.slice(0, MOST).map((one) => fact(one, `in ${one.subnet.id}`)),
    fix: ofItsOwn(attachment, [...new Set(others.map(({ subnet }) => subnet))]),
  };
}

/** A /28 for the attachment alone, in place of each subnet that it shares, as far as the VPC has room. */
function ofItsOwn({ id, account, region }: Thing<'transit-gateway-vpc-attachment'>, subnets: readonly Subnet[]): Run[] {
  const blocks = subnets[0] ? freeOfLength(subnets[0].vpc, 28, subnets.length).map(formatPrefix) : [];
  return blocks.map((cidr, at) => {
    const { id: from, vpc, zone } = subnets[at]!;
    const made = `ec2 create-subnet --vpc-id ${vpc.id} --cidr-block ${cidr} --availability-zone-id ${zone} --query Subnet.SubnetId --output text`;
    return runThen(
      { account, region },
      `Make a subnet of its own for it in ${zone}, ${cidr}, and leave ${from}`,
      [['SUBNET', made]],
      `ec2 modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${id} --add-subnet-ids $SUBNET --remove-subnet-ids ${from}`,
      `resource "aws_subnet" "transit_${at + 1}" {\n  vpc_id               = "${vpc.id}"\n  cidr_block           = "${cidr}"\n  availability_zone_id = "${zone}"\n}\n# in the aws_ec2_transit_gateway_vpc_attachment with id ${id}: aws_subnet.transit_${at + 1}.id instead of "${from}"`,
    );
  });
}

function* carried(estate: Estate, attachment: Thing<'transit-gateway-vpc-attachment'>): Iterable<Said> {
  const { TransitGatewayId = '', VpcId, Options } = attachment.data;
  if (Options?.Ipv6Support !== 'disable') return;
  const routes = routesTo(estate, TransitGatewayId).filter(
    ({ table, route }) => table.vpcId === VpcId && route.state === 'active' && familyOf(route.prefix.lo) === 6,
  );
  if (routes.length === 0) return;
  yield {
    rule: fourOnly.id,
    subject: attachment,
    message: `${VpcId} routes IPv6 to ${TransitGatewayId}, and ${attachment.id} does not carry it.`,
    evidence: [fact(attachment, 'Ipv6Support disable'), ...routes.map(routeEvidence)],
    fix: [
      run(
        attachment,
        `Let ${attachment.id} carry IPv6`,
        `ec2 modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${attachment.id} --options Ipv6Support=enable`,
        settingsOf('aws_ec2_transit_gateway_vpc_attachment', attachment.id, { ipv6_support: 'enable' }),
      ),
    ],
  };
}

function* led(estate: Estate, attachment: Attachment): Iterable<Said> {
  const unseen = unseenTables(estate, attachment);
  if (unseen) {
    yield { rule: noRoute.id, subject: attachment, unknown: unseen };
    return;
  }
  const tables = transitTables(estate, attachment.gatewayId);
  const listed = estate
    .by(
      'transit-gateway-prefix-list-reference',
      'attachment',
      ({ data }) => data.TransitGatewayAttachment?.TransitGatewayAttachmentId,
    )
    .get(attachment.id);
  if (listed?.some(({ region }) => region === attachment.region)) return;
  if (tables.some(({ id }) => transitRoutesTo(estate, id, attachment.id).length > 0)) return;
  const [table] = tables;
  yield {
    rule: noRoute.id,
    subject: attachment,
    message: `No table of ${attachment.gatewayId} leads to ${attachedText(attachment)}.`,
    evidence: [attachmentEvidence(attachment), ...tables.map((one) => fact(one, `no route to ${attachment.id}`))],
    fix: table
      ? [
          run(
            attachment,
            `Lead what is on the other side to ${attachment.id}`,
            `ec2 create-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block CIDR --transit-gateway-attachment-id ${attachment.id}`,
            `resource "aws_ec2_transit_gateway_route" "peer" {\n  destination_cidr_block         = "CIDR"\n  transit_gateway_attachment_id  = "${attachment.id}"\n  transit_gateway_route_table_id = "${table.id}"\n}`,
          ),
        ]
      : [],
  };
}
