/** One VPC of an estate, but for who lives in it: blocks, subnets, gateways, route tables. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import { type Data, dotted, type Sheet } from './sheet.ts';

export interface DrawnSubnet {
  id: string;
  vpc: DrawnVpc;
  zone: 'a' | 'b';
  open: boolean;
  base: number;
  size: number;
  /** `2600:1f18:2a:1::` */
  six: string | undefined;
  taken: number;
}

export interface DrawnVpc {
  id: string;
  place: Place;
  cidr: string;
  six: string | undefined;
  /** Which table of the transit gateway it uses: production, development, shared. */
  domain: 0 | 1 | 2;
  subnets: DrawnSubnet[];
  open: Data;
  closed: Data;
  gateway: string | undefined;
  groups: string[];
  /** What interfaces carry: one of these sets of groups. */
  sets: string[][];
  /** Instances, with the private address of each. */
  instances: { id: string; address: string; zone: string }[];
}

export const zoneIds: Record<string, string> = { 'eu-west-1': 'euw1', 'us-east-1': 'use1' };

/** `at`: the number of the VPC, of which its address range follows. */
export function drawVpc(sheet: Sheet, place: Place, at: number, half: number): DrawnVpc {
  const { dice, shape } = sheet;
  const base = 0x0a00_0000 + half * 0x80_0000 + at * 2 ** (32 - shape.block);
  const cidr = `${dotted(base)}/${shape.block}`;
  const six = dice.chance(30) ? `2600:1f${half}8:${at.toString(16)}:` : undefined;
  const id = sheet.id('vpc');
  sheet.add('vpc', place, id, {
    VpcId: id,
    OwnerId: place.account,
    CidrBlock: cidr,
    State: 'available',
    IsDefault: false,
    CidrBlockAssociationSet: [{ CidrBlock: cidr, CidrBlockState: { State: 'associated' } }],
    Ipv6CidrBlockAssociationSet: six
      ? [{ Ipv6CidrBlock: `${six}:/56`, Ipv6CidrBlockState: { State: 'associated' }, Ipv6AddressAttribute: 'public' }]
      : [],
    Tags: [{ Key: 'Name', Value: `vpc-${half}-${at}` }],
  });
  const domain = dice.chance(45) ? 0 : dice.chance(80) ? 1 : 2;
  const vpc = {
    id,
    place,
    cidr,
    six: six && `${six}:/56`,
    domain,
    subnets: [],
    groups: [],
    sets: [],
    instances: [],
  } as unknown as DrawnVpc;
  const size = 2 ** (32 - shape.block) / shape.subnets;
  for (let n = 0; n < shape.subnets; n++) drawSubnet(sheet, vpc, base + n * size, size, n, six && `${six}${n}::`);
  vpc.gateway = dice.chance(50) ? drawGateway(sheet, vpc) : undefined;
  vpc.open = drawTable(sheet, vpc, true);
  vpc.closed = drawTable(sheet, vpc, false);
  drawWaysOut(sheet, vpc);
  return vpc;
}

function drawSubnet(sheet: Sheet, vpc: DrawnVpc, base: number, size: number, n: number, six: string | undefined): void {
  const { account, region } = vpc.place;
  const id = sheet.id('subnet');
  const zone = n % 2 === 0 ? 'a' : 'b';
  sheet.add('subnet', vpc.place, id, {
    SubnetId: id,
    VpcId: vpc.id,
    OwnerId: account,
    CidrBlock: `${dotted(base)}/${32 - Math.log2(size)}`,
    AvailabilityZone: `${region}${zone}`,
    AvailabilityZoneId: `${zoneIds[region]}-az${zone === 'a' ? 1 : 2}`,
    State: 'available',
    Ipv6CidrBlockAssociationSet: six ? [{ Ipv6CidrBlock: `${six}/64`, Ipv6CidrBlockState: { State: 'associated' } }] : [],
    Tags: [{ Key: 'Name', Value: `subnet-${n}` }],
  });
  vpc.subnets.push({ id, vpc, zone, open: n < sheet.shape.subnets / 2, base, size, six, taken: 4 });
}

function drawGateway(sheet: Sheet, { id: VpcId, place }: DrawnVpc): string {
  const id = sheet.id('igw');
  sheet.add('internet-gateway', place, id, {
    InternetGatewayId: id,
    OwnerId: place.account,
    Attachments: [{ VpcId, State: 'available' }],
  });
  return id;
}

/** A table for the open or the closed half of the subnets; the closed one's is the main one. */
function drawTable(sheet: Sheet, vpc: DrawnVpc, open: boolean): Data {
  const { dice } = sheet;
  const id = sheet.id('rtb');
  const mine = vpc.subnets.filter((subnet) => subnet.open === open);
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  return sheet.add('route-table', vpc.place, id, {
    RouteTableId: id,
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    Associations: [
      ...(open ? [] : [{ Main: true, RouteTableId: id, AssociationState: { State: 'associated' } }]),
      ...mine.map(({ id: SubnetId }) => ({
        Main: false,
        RouteTableId: id,
        SubnetId,
        AssociationState: { State: 'associated' },
      })),
    ],
    Routes: [
      { DestinationCidrBlock: vpc.cidr, ...local },
      ...(vpc.six ? [{ DestinationIpv6CidrBlock: vpc.six, ...local }] : []),
      ...nextToNothing(dice.int(sheet.shape.routes + 1), dice.int(4096)),
    ],
  });
}

/** Routes to what is gone, in a range that nobody uses. */
const nextToNothing = (count: number, first: number): Data[] =>
  Array.from({ length: count }, (_, n) => ({
    DestinationCidrBlock: `${dotted(0xac10_0000 + ((first + n) % 4096) * 256)}/24`,
    GatewayId: 'vgw-0000000000000dead',
    Origin: 'CreateRoute',
    State: 'blackhole',
  }));

/** The default routes: an internet gateway for the open half; NAT and egress-only gateways for the other. */
function drawWaysOut(sheet: Sheet, vpc: DrawnVpc): void {
  if (!vpc.gateway) return;
  addRoute(vpc.open, '0.0.0.0/0', { GatewayId: vpc.gateway });
  if (!vpc.six) return;
  const id = sheet.id('eigw');
  sheet.add('egress-only-internet-gateway', vpc.place, id, {
    EgressOnlyInternetGatewayId: id,
    Attachments: [{ VpcId: vpc.id, State: 'attached' }],
  });
  addRoute(vpc.open, '::/0', { GatewayId: vpc.gateway });
  addRoute(vpc.closed, '::/0', { EgressOnlyInternetGatewayId: id });
}

export function addRoute(table: Data, destination: string, target: Data): void {
  const field = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';
  table.Routes.push({ [field]: destination, ...target, Origin: 'CreateRoute', State: 'active' });
}
