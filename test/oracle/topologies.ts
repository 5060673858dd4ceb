/** Random small AWS topologies of all components, each the image of its seed, and packets that are interesting in one. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import { drawCloudWan, drawPeering, drawTgwPeering, drawTransitGateway, drawVpnGateway } from './draw-between.ts';
import { drawAppliance, drawInspection, drawInternet, drawSwitches, routesOf } from './draw-internet.ts';
import { drawBalancers, drawClientVpn, drawEndpoints, drawInstanceConnect, S3, S3_SIX } from './draw-services.ts';
import { drawAcls, drawGroupRules, drawGroups, drawInterfaces, drawVpc } from './draw-vpc.ts';
import { dice as seeded } from './random.ts';
import { add, addRoute, type Drawing, type DrawnVpc, type Topology } from './topology.ts';
import type { Data } from './world.ts';

export type { Topology } from './topology.ts';

const ACCOUNTS = ['111111111111', '222222222222'];
const REGIONS = ['eu-west-1', 'eu-central-1'];

/** Kinds that a permission may be missing for, together where one kind repeats another. */
const GAPS: [string[], string][] = [
  [['security-group', 'security-group-rule'], 'DescribeSecurityGroups'],
  [['network-acl'], 'DescribeNetworkAcls'],
  [['route-table'], 'DescribeRouteTables'],
  [['instance'], 'DescribeInstances'],
  [['nat-gateway'], 'DescribeNatGateways'],
  [['internet-gateway'], 'DescribeInternetGateways'],
  [['vpc-endpoint'], 'DescribeVpcEndpoints'],
  [['prefix-list-entry'], 'GetManagedPrefixListEntries'],
  [['transit-gateway-route'], 'SearchTransitGatewayRoutes'],
];

export function topology(seed: number): Topology {
  const dice = seeded(seed);
  const d: Drawing = {
    dice,
    tidy: dice.chance(55),
    resources: [],
    gaps: [],
    vpcs: [],
    lists: [],
    outlets: [],
    publicIps: 0,
    serial: 0,
  };
  const places = placesOf(dice.chance(30) ? 1 : 0, dice.chance(38) ? 1 : 0);
  drawLists(d, places);
  const count = dice.pick([1, 2, 2, 3, 3]);
  for (let index = 0; index < count; index++) d.vpcs.push(drawVpc(d, index, dice.pick(places), index > 1 && dice.chance(12)));
  shareSubnets(d, places);
  for (const vpc of d.vpcs) drawGroups(vpc);
  for (const vpc of d.vpcs) drawInterfaces(d, vpc);
  join(d, places);
  for (const vpc of d.vpcs) {
    if (dice.chance(60)) drawInspection(d, vpc);
    if (dice.chance(15)) drawAppliance(d, vpc);
    drawInternet(d, vpc);
    if (dice.chance(25)) drawVpnGateway(d, vpc);
    drawEndpoints(d, vpc);
    if (dice.chance(15)) drawInstanceConnect(d, vpc);
    if (dice.chance(15)) drawClientVpn(d, vpc);
  }
  for (const vpc of d.outlets) drawSpokes(d, vpc);
  for (const vpc of d.vpcs) drawBalancers(d, vpc);
  for (const vpc of d.vpcs) {
    drawAcls(d, vpc);
    drawGroupRules(d, vpc);
  }
  drawSwitches(d);
  for (const vpc of d.vpcs) if (dice.chance(10)) oddRoutes(d, vpc);
  for (const vpc of d.vpcs)
    if (dice.chance(25)) for (const it of vpc.tables) addRoute(it, `pl-lattice-${vpc.place.region}`, { GatewayId: 'VpcLattice' });
  if (dice.chance(20)) forget(d, places);
  if (dice.chance(4))
    for (const vpc of d.vpcs)
      for (const route of dice.pick(vpc.tables).Routes) if (route.GatewayId !== 'local') route.State = 'blackhole';
  return { seed, resources: d.resources, gaps: d.gaps };
}

const placesOf = (moreAccounts: number, moreRegions: number): Place[] => {
  const places: Place[] = [];
  for (const account of ACCOUNTS.slice(0, 1 + moreAccounts))
    for (const region of REGIONS.slice(0, 1 + moreRegions)) places.push({ account, region });
  return places;
};

function drawLists(d: Drawing, places: Place[]): void {
  for (const [name, cidrs] of [
    ['pl-s3', [S3]],
    ['pl-ours', ['10.1.0.0/16', '54.0.0.0/24']],
    ['pl-wide', ['10.0.0.0/8']],
    ['pl-s3six', [S3_SIX]],
    ['pl-lattice', ['169.254.171.0/24']],
    ['pl-six', ['2600:1f18:100::/56', '2a05:d018::/32']],
  ] as const)
    for (const place of places) {
      const id = `${name}-${place.region}`;
      if (!d.lists.some((it) => it.id === id)) d.lists.push({ id, cidr: cidrs[0], place });
      const aws = name.startsWith('pl-s3') || name === 'pl-lattice';
      const owner = aws ? 'AWS' : places[0]!.account;
      const PrefixListName = aws ? `com.amazonaws.${place.region}.${name === 'pl-lattice' ? 'vpc-lattice' : 's3'}` : name;
      add(d, place, 'prefix-list', id, {
        PrefixListId: id,
        PrefixListName,
        OwnerId: owner,
        AddressFamily: cidrs[0].includes(':') ? 'IPv6' : 'IPv4',
        State: 'create-complete',
      });
      for (const Cidr of cidrs) add(d, place, 'prefix-list-entry', `${id}/${Cidr}`, { Cidr }, id);
    }
}

/** X7: another account's things in a subnet. It sees VPC and subnet, not table or ACL. */
function shareSubnets(d: Drawing, places: Place[]): void {
  for (const vpc of d.vpcs) {
    const guest = places.find((it) => it.account !== vpc.place.account && it.region === vpc.place.region);
    if (!guest || !d.dice.chance(40)) continue;
    for (const subnet of vpc.subnets.filter((it) => it.role === 'private')) {
      subnet.tenant = guest.account;
      for (const [kind, id] of [['subnet', subnet.id] as const, ['vpc', vpc.id] as const]) {
        const original = d.resources.find((it) => it.kind === kind && it.id === id)!;
        const there = d.resources.some((it) => it.kind === kind && it.id === id && it.account === guest.account);
        if (!there) add(d, guest, kind, id, original.data);
      }
    }
  }
}

function join(d: Drawing, places: Place[]): void {
  const { dice } = d;
  const hub = dice.chance(40);
  for (const [i, a] of d.vpcs.entries()) for (const b of d.vpcs.slice(i + 1)) if (dice.chance(hub ? 8 : 45)) drawPeering(d, a, b);
  if (dice.chance(hub ? 70 : 50)) {
    const regions = [...new Set(places.map((it) => it.region))];
    const gateways = regions.map((region, index) => {
      const members = d.vpcs.filter((vpc) => vpc.place.region === region && dice.chance(85));
      return drawTransitGateway(d, { account: ACCOUNTS[0]!, region }, members, index);
    });
    if (gateways.length > 1 && dice.chance(80)) drawTgwPeering(d, gateways[0]!, gateways[1]!);
  } else if (dice.chance(50)) drawCloudWan(d, d.vpcs);
  for (const vpc of d.vpcs) {
    const list = d.lists.find((it) => it.id === `${dice.pick(['pl-wide', 'pl-six'])}-${vpc.place.region}`);
    const peering = d.resources.find((it) => it.kind === 'vpc-peering-connection' && it.data.RequesterVpcInfo.VpcId === vpc.id);
    if (list && peering && dice.chance(25))
      dice.pick(vpc.tables).Routes.push({
        DestinationPrefixListId: list.id,
        VpcPeeringConnectionId: peering.id,
        Origin: 'CreateRoute',
        State: 'active',
      });
  }
}

/** I8: what other VPCs of the transit gateway have no route for goes to the NAT gateway behind this one's attachment. */
function drawSpokes(d: Drawing, outlet: DrawnVpc): void {
  for (const vpc of d.vpcs) {
    if (vpc === outlet || vpc.attachedTgw !== outlet.attachedTgw || !d.dice.chance(85)) continue;
    for (const table of routesOf(vpc, 'private')) {
      table.Routes = table.Routes.filter((it: Data) => it.DestinationCidrBlock !== '0.0.0.0/0');
      addRoute(table, '0.0.0.0/0', { TransitGatewayId: vpc.attachedTgw });
    }
  }
}

/** Routes of the rarer sorts: filtered, learned from a route server, or out of what is modelled. */
function oddRoutes(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const table = dice.pick(vpc.tables);
  const nat = table.Routes.find((it: Data) => it.NatGatewayId);
  if (dice.chance(40)) addRoute(table, '8.8.8.0/24', { GatewayId: 'vgw-filtered' }, 'CreateRoute', 'filtered');
  if (dice.chance(60))
    addRoute(table, '8.8.0.0/16', dice.pick<Data>([{ LocalGatewayId: 'lgw-1' }, { CarrierGatewayId: 'cagw-1' }]));
  if (nat && dice.chance(50)) addRoute(table, '198.51.100.0/24', { NatGatewayId: nat.NatGatewayId }, 'Advertisement');
  if (nat && dice.chance(50)) addRoute(table, vpc.subnets[0]!.cidr, { NatGatewayId: nat.NatGatewayId }, 'Advertisement');
}

/** A kind in a place that could not be read. */
function forget(d: Drawing, places: Place[]): void {
  const [kinds, operation] = d.dice.pick(GAPS);
  const place = d.dice.pick(places);
  for (const kind of kinds) {
    d.resources = d.resources.filter((it) => it.kind !== kind || it.account !== place.account || it.region !== place.region);
    d.gaps.push({ ...place, kind, operation, code: 'AccessDenied', message: 'not authorized' });
  }
}
