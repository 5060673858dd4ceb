/** What joins the VPCs of an estate: a transit gateway with three domains in each Region, their peering, and peerings of VPCs. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import type { Data, Sheet } from './sheet.ts';
import { addRoute, type DrawnVpc } from './vpc.ts';

export interface DrawnTransit {
  id: string;
  place: Place;
  /** The tables of production, development and shared. */
  tables: string[];
}

/** Which domains the tables of each domain lead to: production and development see the shared one, and not each other. */
const SEES = [
  [true, false, true],
  [false, true, true],
  [true, true, true],
];

export function drawTransit(sheet: Sheet, place: Place): DrawnTransit {
  const id = sheet.id('tgw');
  sheet.add('transit-gateway', place, id, {
    TransitGatewayId: id,
    OwnerId: place.account,
    State: 'available',
    Options: { SecurityGroupReferencingSupport: 'enable', VpnEcmpSupport: 'enable' },
  });
  const tables = SEES.map(() => {
    const table = sheet.id('tgw-rtb');
    sheet.add('transit-gateway-route-table', place, table, {
      TransitGatewayRouteTableId: table,
      TransitGatewayId: id,
      State: 'available',
    });
    return table;
  });
  return { id, place, tables };
}

export function attach(sheet: Sheet, transit: DrawnTransit, vpc: DrawnVpc): void {
  const TransitGatewayAttachmentId = sheet.id('tgw-attach');
  const table = transit.tables[vpc.domain]!;
  const closed = vpc.subnets.filter((subnet) => !subnet.open);
  const common = { TransitGatewayAttachmentId, TransitGatewayId: transit.id, State: 'available' };
  sheet.add('transit-gateway-vpc-attachment', vpc.place, TransitGatewayAttachmentId, {
    ...common,
    VpcId: vpc.id,
    VpcOwnerId: vpc.place.account,
    SubnetIds: closed.slice(0, 2).map((subnet) => subnet.id),
    Options: {
      ApplianceModeSupport: sheet.shape.appliance ? 'enable' : 'disable',
      SecurityGroupReferencingSupport: 'enable',
      Ipv6Support: 'disable',
    },
  });
  const who = { ResourceOwnerId: vpc.place.account, ResourceType: 'vpc', ResourceId: vpc.id };
  record(sheet, transit, TransitGatewayAttachmentId, who, table);
  SEES.forEach((sees, n) => {
    if (sees[vpc.domain]) route(sheet, transit, transit.tables[n]!, vpc.cidr, 'propagated', TransitGatewayAttachmentId, who);
  });
  for (const one of [vpc.open, vpc.closed]) addRoute(one, '10.0.0.0/8', { TransitGatewayId: transit.id });
}

function record(sheet: Sheet, transit: DrawnTransit, attachment: string, who: Data, table: string): void {
  sheet.add('transit-gateway-attachment', transit.place, attachment, {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayId: transit.id,
    TransitGatewayOwnerId: transit.place.account,
    ...who,
    State: 'available',
    Association: { TransitGatewayRouteTableId: table, State: 'associated' },
  });
  const both = { TransitGatewayAttachmentId: attachment, ...who };
  sheet.add('transit-gateway-association', transit.place, `${table}/${attachment}`, { ...both, State: 'associated' }, table);
  sheet.add('transit-gateway-propagation', transit.place, `${table}/${attachment}`, { ...both, State: 'enabled' }, table);
}

function route(
  sheet: Sheet,
  transit: DrawnTransit,
  table: string,
  DestinationCidrBlock: string,
  Type: string,
  TransitGatewayAttachmentId: string,
  { ResourceType, ResourceId }: Data,
): void {
  const TransitGatewayAttachments = [{ TransitGatewayAttachmentId, ResourceType, ResourceId }];
  const data = { DestinationCidrBlock, Type, State: 'active', TransitGatewayAttachments };
  sheet.add('transit-gateway-route', transit.place, `${table}/${DestinationCidrBlock}`, data, table);
}

/** Each gateway leads to the other's half of the addresses. */
export function joinTransits(sheet: Sheet, a: DrawnTransit, b: DrawnTransit, halves: readonly [string, string]): void {
  const attachment = sheet.id('tgw-attach');
  const info = ({ id, place }: DrawnTransit): Data => ({ TransitGatewayId: id, OwnerId: place.account, Region: place.region });
  const both = { RequesterTgwInfo: info(a), AccepterTgwInfo: info(b), State: 'available' };
  for (const [mine, other, half] of [
    [a, b, halves[1]],
    [b, a, halves[0]],
  ] as const) {
    const data = { TransitGatewayAttachmentId: attachment, ...both };
    sheet.add('transit-gateway-peering-attachment', mine.place, attachment, data);
    const who = { ResourceOwnerId: mine.place.account, ResourceType: 'peering', ResourceId: other.id };
    record(sheet, mine, attachment, who, mine.tables[2]!);
    for (const table of mine.tables) route(sheet, mine, table, half, 'static', attachment, who);
  }
}

/** Peers two VPCs of one Region, and sends what is for one over the connection. */
export function peer(sheet: Sheet, a: DrawnVpc, b: DrawnVpc): void {
  const id = sheet.id('pcx');
  const side = ({ id: VpcId, place, cidr }: DrawnVpc): Data => ({
    VpcId,
    OwnerId: place.account,
    Region: place.region,
    CidrBlock: cidr,
    CidrBlockSet: [{ CidrBlock: cidr }],
  });
  sheet.add('vpc-peering-connection', a.place, id, {
    VpcPeeringConnectionId: id,
    Status: { Code: 'active' },
    RequesterVpcInfo: side(a),
    AccepterVpcInfo: side(b),
  });
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const)
    for (const table of [from.open, from.closed]) addRoute(table, to.cidr, { VpcPeeringConnectionId: id });
}
