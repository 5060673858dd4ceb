/** What joins the VPCs of a random topology: peering, transit gateways, Cloud WAN, VPN and Direct Connect. */
import type { Place } from '../../src/snapshot/snapshot.ts';
import { drawTgwFirewall, routesOf } from './draw-internet.ts';
import { drawTable } from './draw-vpc.ts';
import { add, addRoute, type Drawing, type DrawnVpc, fresh } from './topology.ts';
import type { Data } from './world.ts';

const cidrsOf = (vpc: DrawnVpc): string[] => [...vpc.cidrs, ...(vpc.cidr6 ? [vpc.cidr6] : [])];

const overlaps = (a: DrawnVpc, b: DrawnVpc): boolean => a.cidrs.some((cidr) => b.cidrs.includes(cidr));

/** Adds a resource in every place that sees it. */
const addIn = (d: Drawing, places: Place[], kind: string, id: string, data: Data): void => {
  const seen = new Set<string>();
  for (const place of places) {
    const key = `${place.account}/${place.region}`;
    if (!seen.has(key)) add(d, place, kind, id, data);
    seen.add(key);
  }
};

export function drawPeering(d: Drawing, a: DrawnVpc, b: DrawnVpc): void {
  const { dice } = d;
  if (overlaps(a, b)) return;
  const id = fresh(d, 'pcx');
  const side = (vpc: DrawnVpc): Data => ({
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    Region: vpc.place.region,
    CidrBlock: vpc.cidrs[0],
    CidrBlockSet: vpc.cidrs.map((CidrBlock) => ({ CidrBlock })),
  });
  const Code = dice.chance(90) ? 'active' : dice.pick(['deleted', 'pending-acceptance']);
  addIn(d, [a.place, b.place], 'vpc-peering-connection', id, {
    VpcPeeringConnectionId: id,
    Status: { Code },
    RequesterVpcInfo: side(a),
    AccepterVpcInfo: side(b),
  });
  if (a.place.region === b.place.region && Code !== 'pending-acceptance') {
    a.peers.push(b);
    b.peers.push(a);
  }
  for (const [from, to] of [[a, b] as const, [b, a] as const])
    for (const table of from.tables) {
      if (!dice.chance(d.tidy ? 95 : 75)) continue;
      for (const cidr of cidrsOf(to))
        addRoute(table, cidr, { VpcPeeringConnectionId: id }, undefined, Code === 'active' ? 'active' : 'blackhole');
    }
  if (dice.chance(4)) addRoute(dice.pick(a.tables), '10.0.0.0/8', { VpcPeeringConnectionId: id });
}

interface Gateway {
  id: string;
  place: Place;
  tables: string[];
  vpcs: { vpc: DrawnVpc; attachment: string; table: string }[];
}

export function drawTransitGateway(d: Drawing, place: Place, vpcs: DrawnVpc[], index: number): Gateway {
  const { dice } = d;
  const id = `tgw-${index}`;
  const places = [place, ...vpcs.map((vpc) => vpc.place)];
  addIn(d, places, 'transit-gateway', id, {
    TransitGatewayId: id,
    OwnerId: place.account,
    State: 'available',
    Options: { SecurityGroupReferencingSupport: dice.chance(70) ? 'enable' : 'disable', VpnEcmpSupport: 'enable' },
  });
  const gateway: Gateway = { id, place, tables: [], vpcs: [] };
  for (let n = dice.chance(40) ? 2 : 1; n > 0; n--) {
    const table = `tgw-rtb-${index}${n}`;
    gateway.tables.push(table);
    add(d, place, 'transit-gateway-route-table', table, {
      TransitGatewayRouteTableId: table,
      TransitGatewayId: id,
      State: 'available',
    });
  }
  for (const vpc of vpcs) attach(d, gateway, vpc);
  for (const table of gateway.tables) for (const one of gateway.vpcs) propagate(d, gateway, table, one);
  const outlet = gateway.vpcs.length > 0 ? dice.pick(gateway.vpcs) : undefined;
  if (outlet && dice.chance(65)) {
    d.outlets.push(outlet.vpc);
    for (const cidr of ['0.0.0.0/0', '::/0'])
      for (const table of gateway.tables)
        if (dice.chance(80)) tgwRoute(d, gateway, table, cidr, 'static', [hop(outlet.attachment, 'vpc', outlet.vpc.id)]);
  }
  if (dice.chance(15)) tgwRoute(d, gateway, dice.pick(gateway.tables), '10.1.4.0/24', 'static', []);
  if (gateway.tables.length === 2 && outlet && dice.chance(60)) inspect(d, gateway);
  if (dice.chance(40)) drawTgwVpn(d, gateway);
  if (dice.chance(35)) drawTgwDirectConnect(d, gateway);
  return gateway;
}

function attach(d: Drawing, gateway: Gateway, vpc: DrawnVpc): void {
  const { dice } = d;
  const attachment = fresh(d, 'tgw-attach');
  const subnets = vpc.subnets.filter((it) => it.role === 'attach');
  const State = dice.chance(d.tidy ? 99 : 90) ? 'available' : 'pendingAcceptance';
  addIn(d, [vpc.place, gateway.place], 'transit-gateway-vpc-attachment', attachment, {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayId: gateway.id,
    VpcId: vpc.id,
    VpcOwnerId: vpc.place.account,
    State,
    SubnetIds: subnets.map((it) => it.id),
    Options: {
      SecurityGroupReferencingSupport: dice.chance(90) ? 'enable' : 'disable',
      Ipv6Support: dice.pick(['enable', 'disable']),
      ApplianceModeSupport: dice.chance(25) ? 'enable' : 'disable',
    },
  });
  const table = dice.pick(gateway.tables);
  const associated = dice.chance(d.tidy ? 99 : 88);
  addIn(d, [vpc.place, gateway.place], 'transit-gateway-attachment', attachment, {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayId: gateway.id,
    TransitGatewayOwnerId: gateway.place.account,
    ResourceOwnerId: vpc.place.account,
    ResourceType: 'vpc',
    ResourceId: vpc.id,
    State,
    ...(associated && { Association: { TransitGatewayRouteTableId: table, State: 'associated' } }),
  });
  if (associated) associate(d, gateway, table, attachment, 'vpc', vpc.id);
  vpc.attachedTgw = gateway.id;
  gateway.vpcs.push({ vpc, attachment, table });
  for (const it of vpc.tables) {
    if (dice.chance(d.tidy ? 97 : 65)) addRoute(it, '10.0.0.0/8', { TransitGatewayId: gateway.id });
    if (dice.chance(d.tidy ? 90 : 50)) addRoute(it, '2600:1f18::/32', { TransitGatewayId: gateway.id });
    if (dice.chance(60)) addRoute(it, '172.16.0.0/12', { TransitGatewayId: gateway.id });
    if (dice.chance(60)) addRoute(it, '2a0a::/16', { TransitGatewayId: gateway.id });
  }
  if (dice.chance(30)) for (const it of routesOf(vpc, 'private')) addRoute(it, '0.0.0.0/0', { TransitGatewayId: gateway.id });
}

const associate = (
  d: Drawing,
  gateway: Gateway,
  table: string,
  attachment: string,
  ResourceType: string,
  ResourceId: string,
): Data =>
  add(
    d,
    gateway.place,
    'transit-gateway-association',
    `${table}/${attachment}`,
    { TransitGatewayAttachmentId: attachment, ResourceType, ResourceId, State: 'associated' },
    table,
  );

const hop = (TransitGatewayAttachmentId: string, ResourceType: string, ResourceId: string): Data => ({
  TransitGatewayAttachmentId,
  ResourceType,
  ResourceId,
});

/** What the first table sends, a firewall on the transit gateway sees first; the second table takes it on. */
function inspect(d: Drawing, gateway: Gateway): void {
  const [before, after] = gateway.tables;
  const attachment = fresh(d, 'tgw-attach');
  add(d, gateway.place, 'transit-gateway-attachment', attachment, {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayId: gateway.id,
    ResourceType: 'network-function',
    ResourceId: attachment,
    State: 'available',
  });
  associate(d, gateway, after!, attachment, 'network-function', attachment);
  d.resources = d.resources.filter((it) => it.kind !== 'transit-gateway-route' || it.parent !== before);
  for (const cidr of ['0.0.0.0/0', '::/0'])
    tgwRoute(d, gateway, before!, cidr, 'static', [hop(attachment, 'network-function', attachment)]);
  if (d.dice.chance(75)) reassociate(d, before!, after!);
  drawTgwFirewall(d, gateway.vpcs[0]!.vpc, gateway.id, attachment);
}

/** Every VPC sends to the first table. */
function reassociate(d: Drawing, before: string, after: string): void {
  for (const it of d.resources) {
    const association = it.kind === 'transit-gateway-association' && it.data.ResourceType === 'vpc' && it.parent === after;
    const told = it.kind === 'transit-gateway-attachment' && it.data.ResourceType === 'vpc' && it.data.Association;
    if (association) {
      it.parent = before;
      it.id = `${before}/${it.data.TransitGatewayAttachmentId}`;
    } else if (told?.TransitGatewayRouteTableId === after) told.TransitGatewayRouteTableId = before;
  }
}

/** A table lists only the winning route of a prefix (T15). */
function tgwRoute(d: Drawing, gateway: Gateway, table: string, cidr: string, Type: string, hops: Data[]): void {
  const id = `${table}/${cidr}`;
  if (d.resources.some((it) => it.kind === 'transit-gateway-route' && it.id === id)) return;
  const State = hops.length === 0 ? 'blackhole' : 'active';
  add(
    d,
    gateway.place,
    'transit-gateway-route',
    id,
    { DestinationCidrBlock: cidr, Type, State, TransitGatewayAttachments: hops },
    table,
  );
}

function propagate(d: Drawing, gateway: Gateway, table: string, { vpc, attachment }: Gateway['vpcs'][number]): void {
  const { dice } = d;
  if (dice.chance(d.tidy ? 98 : 80)) {
    const data = { TransitGatewayAttachmentId: attachment, ResourceType: 'vpc', ResourceId: vpc.id, State: 'enabled' };
    add(d, gateway.place, 'transit-gateway-propagation', `${table}/${attachment}`, data, table);
    for (const cidr of vpc.cidrs) tgwRoute(d, gateway, table, cidr, 'propagated', [hop(attachment, 'vpc', vpc.id)]);
    if (vpc.cidr6 && dice.chance(80))
      tgwRoute(d, gateway, table, vpc.cidr6, dice.pick(['propagated', 'static']), [hop(attachment, 'vpc', vpc.id)]);
  }
}

const telemetry = (d: Drawing): Data[] => [
  { OutsideIpAddress: '198.51.100.1', Status: d.dice.pick(['UP', 'UP', 'DOWN']) },
  { OutsideIpAddress: '198.51.100.2', Status: d.dice.pick(['UP', 'DOWN']) },
];

function drawTgwVpn(d: Drawing, gateway: Gateway): void {
  const { dice } = d;
  const hops: Data[] = [];
  const table = dice.pick(gateway.tables);
  for (let n = dice.chance(30) ? 2 : 1; n > 0; n--) {
    const vpn = fresh(d, 'vpn');
    const attachment = fresh(d, 'tgw-attach');
    add(d, gateway.place, 'vpn-connection', vpn, {
      VpnConnectionId: vpn,
      TransitGatewayId: gateway.id,
      State: 'available',
      Options: { StaticRoutesOnly: false },
      Routes: [],
      VgwTelemetry: telemetry(d),
    });
    add(d, gateway.place, 'transit-gateway-attachment', attachment, {
      TransitGatewayAttachmentId: attachment,
      TransitGatewayId: gateway.id,
      ResourceType: 'vpn',
      ResourceId: vpn,
      State: 'available',
    });
    associate(d, gateway, table, attachment, 'vpn', vpn);
    hops.push(hop(attachment, 'vpn', vpn));
  }
  for (const it of gateway.tables)
    for (const cidr of ['172.16.0.0/16', '2a0a:1::/32']) tgwRoute(d, gateway, it, cidr, 'propagated', hops);
}

function drawTgwDirectConnect(d: Drawing, gateway: Gateway): void {
  const { dice } = d;
  const dx = fresh(d, 'dxgw');
  const attachment = fresh(d, 'tgw-attach');
  const global = { account: gateway.place.account, region: 'global' };
  add(d, global, 'direct-connect-gateway', dx, { directConnectGatewayId: dx, directConnectGatewayState: 'available' });
  const association = fresh(d, 'dxgwa');
  add(d, global, 'direct-connect-gateway-association', association, {
    associationId: association,
    directConnectGatewayId: dx,
    associationState: 'associated',
    associatedGateway: {
      id: gateway.id,
      type: 'transitGateway',
      region: gateway.place.region,
      ownerAccount: gateway.place.account,
    },
    allowedPrefixesToDirectConnectGateway: dice.pick([
      [{ cidr: '10.0.0.0/8' }, { cidr: '2600:1f18::/32' }],
      [{ cidr: '10.1.0.0/16' }, { cidr: '2600:1f18:100::/56' }],
      [{ cidr: '10.0.0.0/16' }, { cidr: '2600:1f18::/56' }],
    ]),
  });
  add(d, gateway.place, 'transit-gateway-attachment', attachment, {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayId: gateway.id,
    ResourceType: 'direct-connect-gateway',
    ResourceId: dx,
    State: 'available',
  });
  associate(d, gateway, dice.pick(gateway.tables), attachment, 'direct-connect-gateway', dx);
  for (const it of gateway.tables)
    for (const cidr of ['172.17.0.0/16', '2a0a:2::/32'])
      tgwRoute(d, gateway, it, cidr, 'propagated', [hop(attachment, 'direct-connect-gateway', dx)]);
}

export function drawTgwPeering(d: Drawing, a: Gateway, b: Gateway): void {
  const { dice } = d;
  const id = fresh(d, 'tgw-attach');
  const info = (it: Gateway): Data => ({ TransitGatewayId: it.id, OwnerId: it.place.account, Region: it.place.region });
  const State = dice.chance(92) ? 'available' : 'pendingAcceptance';
  addIn(d, [a.place, b.place], 'transit-gateway-peering-attachment', id, {
    TransitGatewayAttachmentId: id,
    RequesterTgwInfo: info(a),
    AccepterTgwInfo: info(b),
    State,
  });
  for (const [own, other] of [[a, b] as const, [b, a] as const]) {
    add(d, own.place, 'transit-gateway-attachment', id, {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: own.id,
      ResourceType: 'peering',
      ResourceId: other.id,
      State,
    });
    if (dice.chance(95)) associate(d, own, dice.pick(own.tables), id, 'peering', other.id);
    for (const table of own.tables)
      for (const { vpc } of other.vpcs)
        for (const cidr of cidrsOf(vpc)) tgwRoute(d, own, table, cidr, 'static', [hop(id, 'peering', other.id)]);
  }
}

export function drawCloudWan(d: Drawing, vpcs: DrawnVpc[]): void {
  const { dice } = d;
  const [owner] = vpcs;
  const global = { account: owner!.place.account, region: 'global' };
  const core = 'core-network-1';
  const arn = `arn:aws:networkmanager::${global.account}:core-network/${core}`;
  const edges = [...new Set(vpcs.map((vpc) => vpc.place.region))];
  add(d, global, 'core-network', core, {
    CoreNetworkId: core,
    CoreNetworkArn: arn,
    GlobalNetworkId: 'global-network-1',
    State: 'AVAILABLE',
  });
  add(d, global, 'core-network-detail', core, {
    CoreNetworkId: core,
    CoreNetworkArn: arn,
    GlobalNetworkId: 'global-network-1',
    State: 'AVAILABLE',
    Segments: ['prod', 'dev'].map((Name) => ({ Name, EdgeLocations: edges, SharedSegments: [] })),
    Edges: edges.map((EdgeLocation) => ({ EdgeLocation, Asn: 64512 })),
  });
  const attached = vpcs.map((vpc) => {
    const AttachmentId = fresh(d, 'attachment');
    const Attachment = {
      CoreNetworkId: core,
      CoreNetworkArn: arn,
      AttachmentId,
      AttachmentType: 'VPC',
      OwnerAccountId: vpc.place.account,
      State: dice.chance(95) ? 'AVAILABLE' : 'PENDING_ATTACHMENT_ACCEPTANCE',
      EdgeLocation: vpc.place.region,
      ResourceArn: `arn:aws:ec2:${vpc.place.region}:${vpc.place.account}:vpc/${vpc.id}`,
      SegmentName: dice.chance(75) ? 'prod' : 'dev',
    };
    const subnets = vpc.subnets.filter((it) => it.role === 'attach');
    const detail = {
      Attachment,
      SubnetArns: subnets.map((it) => `arn:aws:ec2:${vpc.place.region}:${vpc.place.account}:subnet/${it.id}`),
      Options: { Ipv6Support: true, ApplianceModeSupport: false },
    };
    add(d, global, 'core-network-attachment', AttachmentId, Attachment);
    add(d, global, 'core-network-vpc-attachment', AttachmentId, detail, AttachmentId);
    for (const table of vpc.tables) {
      if (dice.chance(d.tidy ? 97 : 60)) addRoute(table, dice.pick(['10.0.0.0/9', '10.0.0.0/12']), { CoreNetworkArn: arn });
      if (dice.chance(d.tidy ? 97 : 60)) addRoute(table, '2600:1f18::/32', { CoreNetworkArn: arn });
    }
    return { vpc, Attachment };
  });
  for (const EdgeLocation of edges)
    for (const SegmentName of ['prod', 'dev']) {
      const routes: Data[] = [];
      for (const { vpc, Attachment } of attached) {
        if (Attachment.SegmentName !== SegmentName && !dice.chance(d.tidy ? 80 : 30)) continue;
        for (const cidr of cidrsOf(vpc)) {
          if (routes.some((it) => it.DestinationCidrBlock === cidr)) continue;
          const Destination = {
            CoreNetworkAttachmentId: Attachment.AttachmentId,
            SegmentName: Attachment.SegmentName,
            EdgeLocation: Attachment.EdgeLocation,
            ResourceType: 'vpc',
            ResourceId: vpc.id,
          };
          const Type = Attachment.SegmentName === SegmentName ? 'PROPAGATED' : 'STATIC';
          routes.push({
            DestinationCidrBlock: cidr,
            Destinations: [Destination],
            State: dice.chance(95) ? 'ACTIVE' : 'BLACKHOLE',
            Type,
          });
        }
      }
      const key = `${core}/${SegmentName}/${EdgeLocation}`;
      add(
        d,
        global,
        'core-network-route-table',
        key,
        {
          RouteTableType: 'CORE_NETWORK_SEGMENT',
          CoreNetworkSegmentEdge: { CoreNetworkId: core, SegmentName, EdgeLocation },
          NetworkRoutes: routes,
        },
        key,
      );
    }
}

export function drawVpnGateway(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const id = `vgw-${vpc.index}`;
  add(d, vpc.place, 'vpn-gateway', id, {
    VpnGatewayId: id,
    State: 'available',
    Type: 'ipsec.1',
    VpcAttachments: [{ VpcId: vpc.id, State: 'attached' }],
  });
  const fixed = dice.chance(40);
  const direct = !fixed && dice.chance(80);
  for (let n = direct && dice.chance(50) ? 0 : dice.chance(25) ? 2 : 1; n > 0; n--) {
    const vpn = fresh(d, 'vpn');
    add(d, vpc.place, 'vpn-connection', vpn, {
      VpnConnectionId: vpn,
      VpnGatewayId: id,
      State: 'available',
      Options: { StaticRoutesOnly: fixed },
      Routes: fixed ? [{ DestinationCidrBlock: '172.18.0.0/16', State: 'available', Source: 'Static' }] : [],
      VgwTelemetry: telemetry(d),
    });
  }
  if (direct) {
    const global = { account: vpc.place.account, region: 'global' };
    const dx = fresh(d, 'dxgw');
    const association = fresh(d, 'dxgwa');
    add(d, global, 'direct-connect-gateway', dx, { directConnectGatewayId: dx, directConnectGatewayState: 'available' });
    add(d, global, 'direct-connect-gateway-association', association, {
      associationId: association,
      directConnectGatewayId: dx,
      associationState: dice.pick(['associated', 'associated', 'disassociating']),
      associatedGateway: { id, type: 'virtualPrivateGateway', region: vpc.place.region, ownerAccount: vpc.place.account },
      allowedPrefixesToDirectConnectGateway: dice.pick([
        [{ cidr: '10.0.0.0/8' }, { cidr: '2600:1f18::/32' }],
        [{ cidr: vpc.cidrs[0] }, ...(vpc.cidr6 ? [{ cidr: vpc.cidr6 }] : [])],
        [{ cidr: '10.9.0.0/16' }],
      ]),
    });
  }
  for (const table of vpc.tables) {
    if (!dice.chance(60)) continue;
    const origin = dice.chance(60) || !fixed ? 'EnableVgwRoutePropagation' : 'CreateRoute';
    addRoute(table, '172.18.0.0/16', { GatewayId: id }, origin);
    if (!fixed && vpc.cidr6) addRoute(table, '2a0b:1::/32', { GatewayId: id }, 'EnableVgwRoutePropagation');
    if (dice.chance(20))
      addRoute(table, `${vpc.cidrs[0]!.split('.').slice(0, 2).join('.')}.2.0/24`, { GatewayId: id }, 'EnableVgwRoutePropagation');
    if (dice.chance(20)) addRoute(table, '172.16.0.0/12', { GatewayId: id });
  }
  if (dice.chance(25)) drawTable(d, vpc, { GatewayId: id });
}
