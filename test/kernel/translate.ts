/** A world of AWS-shaped resources as Linux: a namespace for each interface, VPC, gateway and attachment, and for what lies outside. */
import type { Data, World } from '../reach/scenario.ts';
import { aclFilter, entriesOf, hostFilter } from './filters.ts';
import { gatewayFilter, internetFilter, natFilter, onlyEstablished, peeringFilter, returnToSender } from './gateways.ts';
import { Lab, type Leg, tableFor, towards } from './plan.ts';

/** What answers everywhere; other ports refuse. */
export const TCP_PORTS = [22, 53, 443] as const;
export const UDP_PORTS = [53, 443] as const;
export const INTERNET = ['198.51.100.7', '192.0.2.99', '2a00::7', '2a01:5::9'];
export const OFFICE = '192.168.7.7';

const isSix = (text: string): boolean => text.includes(':');

interface Side {
  id: string;
  cidrs: string[];
  subnets: { id: string; dev: string; zone: string; cidr: string; six: string | undefined }[];
  /** Ways out, by the id of the gateway. */
  ways: Map<string, Leg>;
}

class Translation {
  readonly lab: Lab;
  readonly world: World;
  readonly vpcs = new Map<string, Side>();

  constructor(world: World, scenario: number) {
    this.world = world;
    this.lab = new Lab(scenario);
  }

  all(kind: string): { id: string; parent?: string; data: Data }[] {
    return this.world.resources.filter((one) => one.kind === kind);
  }

  build(): Lab {
    for (const { id } of this.all('vpc')) this.vpc(id);
    for (const { data } of this.all('network-interface')) if (data.InterfaceType === 'interface') this.host(data);
    for (const { data } of this.all('nat-gateway')) this.nat(data);
    this.internet();
    for (const { data } of this.all('vpc-peering-connection')) this.peering(data);
    for (const { id } of this.all('transit-gateway')) this.transit(id);
    for (const { data } of this.all('vpn-gateway')) this.vpn(data);
    for (const side of this.vpcs.values()) this.routes(side);
    return this.lab;
  }

  vpc(id: string): void {
    const data = this.world.of('vpc', id);
    const space = this.lab.space(id);
    const six = data.Ipv6CidrBlockAssociationSet.map((one: Data) => one.Ipv6CidrBlock);
    const side: Side = { id, cidrs: [data.CidrBlock, ...six], subnets: [], ways: new Map() };
    for (const { id: subnet, data: one } of this.all('subnet').filter((each) => each.data.VpcId === id)) {
      const dev = `s${side.subnets.length}`;
      const sixth = one.Ipv6CidrBlockAssociationSet[0]?.Ipv6CidrBlock;
      side.subnets.push({ id: subnet, dev, zone: one.AvailabilityZoneId, cidr: one.CidrBlock, six: sixth });
      space.ip.push(`link add ${dev} type bridge forward_delay 0 mcast_snooping 0`, `link set ${dev} up`);
      space.ip.push(`addr add ${first(one.CidrBlock)} dev ${dev}`);
      if (sixth) space.ip.push(`addr add ${first(sixth)} dev ${dev} nodad`);
    }
    space.nft = aclFilter(this.world, side.subnets);
    this.vpcs.set(id, side);
  }

  /** A namespace with a leg in a subnet. */
  member(name: string, vpc: string, subnetId: string, addresses: string[], forwards: boolean): void {
    const subnet = this.vpcs.get(vpc)!.subnets.find((one) => one.id === subnetId)!;
    const port = this.lab.device(vpc, 'p');
    this.lab.wire(vpc, port, name, 'eth0');
    this.lab.space(vpc).ip.push(`link set ${port} master ${subnet.dev}`, `link set ${port} up`);
    const space = this.lab.space(name, forwards);
    space.ip.push('link set eth0 up');
    for (const one of addresses)
      space.ip.push(
        isSix(one) ? `addr add ${one}/${length(subnet.six!)} dev eth0 nodad` : `addr add ${one}/${length(subnet.cidr)} dev eth0`,
      );
    space.ip.push(`route add 0.0.0.0/0 via ${bare(first(subnet.cidr))}`);
    if (addresses.some(isSix)) space.ip.push(`route add ::/0 via ${bare(first(subnet.six!))}`);
  }

  host(eni: Data): void {
    const name = eni.NetworkInterfaceId;
    const addresses = addressesOf(eni);
    this.member(name, eni.VpcId, eni.SubnetId, addresses, !eni.SourceDestCheck);
    const space = this.lab.space(name);
    space.nft = hostFilter(this.world, eni);
    const state = eni.Attachment && this.world.of('instance', eni.Attachment.InstanceId).State.Name;
    if (state && state !== 'running') space.ip.push('link set eth0 down');
    else this.lab.listen(name, addresses, TCP_PORTS, UDP_PORTS);
  }

  nat(data: Data): void {
    const [{ PrivateIp }] = data.NatGatewayAddresses;
    this.member(data.NatGatewayId, data.VpcId, data.SubnetId, [PrivateIp], true);
    this.lab.space(data.NatGatewayId).nft = natFilter(PrivateIp);
  }

  /** The internet, and each VPC's doors to it. */
  internet(): void {
    const space = this.lab.space('internet');
    this.lab.listen('internet', INTERNET, TCP_PORTS, UDP_PORTS);
    for (const one of INTERNET) space.ip.push(`addr add ${one}/${isSix(one) ? 128 : 32} dev lo`);
    const doors: string[] = [];
    const known = new Set<string>();
    const open = (gateway: string, vpc: string): void => {
      const side = this.vpcs.get(vpc)!;
      const [toVpc, fromVpc] = this.lab.leg(gateway, vpc);
      const [toNet, fromNet] = this.lab.leg(gateway, 'internet');
      side.ways.set(gateway, fromVpc);
      const at = this.lab.space(gateway);
      at.ip.push(...side.cidrs.map((cidr) => `route add ${cidr} ${towards(toVpc, cidr)}`));
      at.ip.push(...['0.0.0.0/0', '::/0'].map((all) => `route add ${all} ${towards(toNet, all)}`));
      const enis = this.all('network-interface').filter((one) => one.data.VpcId === vpc);
      if (gateway.startsWith('eigw-')) at.nft = onlyEstablished(toVpc.dev, toNet.dev, UDP_PORTS);
      else {
        const pairs = enis.flatMap((one) => pairsOf(one.data));
        at.nft = gatewayFilter(
          toVpc.dev,
          toNet.dev,
          pairs,
          enis.flatMap((one) => (one.data.Ipv6Addresses ?? []).map((six: Data) => six.Ipv6Address)),
        );
        space.ip.push(...pairs.map(([, open]) => `route add ${open}/32 ${towards(fromNet, open)}`));
      }
      if (!known.has(vpc))
        space.ip.push(...side.cidrs.filter(isSix).map((cidr) => `route add ${cidr} ${towards(fromNet, cidr)}`));
      known.add(vpc);
      doors.push(fromNet.dev);
      const mark = doors.length;
      space.ip.push(
        `rule add fwmark ${mark} lookup ${1000 + mark} pref 50`,
        `route add 0.0.0.0/0 ${towards(fromNet, '0')} table ${1000 + mark}`,
      );
      space.ip6.push(`rule add fwmark ${mark} lookup ${1000 + mark} pref 50`);
      space.ip.push(`route add ::/0 ${towards(fromNet, '::')} table ${1000 + mark}`);
    };
    for (const kind of ['internet-gateway', 'egress-only-internet-gateway'])
      for (const { id, data } of this.all(kind)) for (const one of data.Attachments) open(id, one.VpcId);
    space.nft = internetFilter(doors);
  }

  peering(data: Data): void {
    if (data.Status.Code !== 'active') return;
    const id = data.VpcPeeringConnectionId;
    const sides = [data.RequesterVpcInfo.VpcId, data.AccepterVpcInfo.VpcId].map((one) => this.vpcs.get(one)!);
    const gateways = (side: Side): string[] =>
      this.all('nat-gateway').flatMap(({ data: one }) => (one.VpcId === side.id ? [one.NatGatewayAddresses[0].PrivateIp] : []));
    const legs = sides.map((side, at) => {
      const [ours, theirs] = this.lab.leg(id, side.id);
      side.ways.set(id, theirs);
      const from = gateways(sides[1 - at]!);
      if (from.length) {
        const mark = 500 + side.ways.size;
        const router = this.lab.space(side.id);
        router.ip.push(
          `rule add fwmark ${mark} lookup ${mark} pref 50`,
          `route add 0.0.0.0/0 ${towards(theirs, '0')} table ${mark}`,
        );
        router.nft += returnToSender(theirs.dev, from, mark);
      }
      return ours;
    });
    const space = this.lab.space(id);
    for (const [at, leg] of legs.entries())
      tableFor(
        space,
        leg.dev,
        100 + at,
        ['0.0.0.0/0', '::/0'].map((all) => [all, towards(legs[1 - at]!, all)]),
      );
    space.nft = peeringFilter(legs.map((leg, at) => ({ dev: leg.dev, cidrs: sides[at]!.cidrs })));
  }

  /** Each subnet of an attachment holds an interface that hands packets from the subnet to the transit gateway and back. */
  transit(tgw: string): void {
    const space = this.lab.space(tgw);
    const ports: { attachment: string; zone: string; leg: Leg; association: string | undefined }[] = [];
    for (const { id, data } of this.all('transit-gateway-vpc-attachment').filter((one) => one.data.TransitGatewayId === tgw)) {
      const association = this.world.of('transit-gateway-attachment', id).Association?.TransitGatewayRouteTableId;
      for (const subnetId of data.SubnetIds) {
        const subnet = this.vpcs.get(data.VpcId)!.subnets.find((one) => one.id === subnetId)!;
        const name = `${id}/${subnetId}`;
        const addresses = [attachAddress(subnet.cidr), ...(subnet.six ? [attachAddress(subnet.six)] : [])];
        this.member(name, data.VpcId, subnetId, addresses, true);
        const [leg, back] = this.lab.leg(tgw, name);
        const at = this.lab.space(name);
        tableFor(
          at,
          'eth0',
          10,
          ['0.0.0.0/0', '::/0'].map((all) => [all, towards(back, all)]),
        );
        const inside: [string, string][] = [
          [subnet.cidr, 'dev eth0'],
          ['0.0.0.0/0', `via ${bare(first(subnet.cidr))} dev eth0`],
        ];
        if (subnet.six) inside.push([subnet.six, 'dev eth0'], ['::/0', `via ${bare(first(subnet.six))} dev eth0`]);
        tableFor(at, back.dev, 11, inside);
        ports.push({ attachment: id, zone: subnet.zone, leg, association });
      }
    }
    for (const [index, port] of ports.entries()) {
      const routes = this.all('transit-gateway-route').filter((one) => one.parent === port.association);
      const lines = routes.map(({ data }): [string, string] => {
        const to = data.TransitGatewayAttachments[0]?.TransitGatewayAttachmentId;
        const choices = ports.filter((one) => one.attachment === to);
        const taken = choices.find((one) => one.zone === port.zone) ?? choices[0];
        const cidr = data.DestinationCidrBlock;
        return [cidr, data.State === 'blackhole' || !taken ? 'blackhole' : towards(taken.leg, cidr)];
      });
      tableFor(space, port.leg.dev, 100 + index, lines);
    }
  }

  vpn(data: Data): void {
    const id = data.VpnGatewayId;
    const office = `office-${id}`;
    const [{ VpcId }] = data.VpcAttachments;
    const side = this.vpcs.get(VpcId)!;
    const [toVpc, fromVpc] = this.lab.leg(id, VpcId);
    const [toOffice, fromOffice] = this.lab.leg(id, office);
    side.ways.set(id, fromVpc);
    const space = this.lab.space(id);
    const known = this.all('vpn-connection')
      .filter(({ data: one }) => one.VpnGatewayId === id && one.VgwTelemetry.some((tunnel: Data) => tunnel.Status === 'UP'))
      .flatMap(({ data: one }) => one.Routes.map((route: Data) => route.DestinationCidrBlock));
    tableFor(
      space,
      toVpc.dev,
      100,
      known.map((cidr) => [cidr, towards(toOffice, cidr)]),
    );
    const up = known.length > 0;
    tableFor(
      space,
      toOffice.dev,
      101,
      up ? side.cidrs.filter((one) => !isSix(one)).map((cidr) => [cidr, towards(toVpc, cidr)]) : [],
    );
    this.lab
      .space(office)
      .ip.push(`addr add ${OFFICE}/32 dev lo`, `route add 0.0.0.0/0 ${towards(fromOffice, '0')} src ${OFFICE}`);
    this.lab.listen(office, [OFFICE], TCP_PORTS, UDP_PORTS);
  }

  /** The table of each subnet for what leaves it, and delivery in the whole VPC for what comes in by a gateway. */
  routes(side: Side): void {
    const space = this.lab.space(side.id);
    const tables = this.all('route-table').filter((one) => one.data.VpcId === side.id);
    const associated = (field: string, id: string): Data =>
      tables.find((one) => one.data.Associations.some((each: Data) => each[field] === id))?.data;
    const main = tables.find((one) => one.data.Associations.some((each: Data) => each.Main))?.data;
    for (const [at, subnet] of side.subnets.entries())
      tableFor(space, subnet.dev, 100 + at, this.linesOf(side, associated('SubnetId', subnet.id) ?? main, subnet.zone));
    let next = 200;
    for (const [id, leg] of side.ways) {
      const edge = associated('GatewayId', id);
      tableFor(space, leg.dev, next++, this.linesOf(side, edge && usable(this.world, edge), ''));
    }
  }

  linesOf(side: Side, table: Data | undefined, zone: string): Map<string, string> {
    const lines = new Map(side.cidrs.map((one) => [one, 'blackhole']));
    for (const { cidr, six, dev } of side.subnets) {
      lines.set(cidr, `dev ${dev}`);
      if (six) lines.set(six, `dev ${dev}`);
    }
    const rank = (route: Data): number =>
      route.Origin === 'EnableVgwRoutePropagation' ? 0 : route.DestinationPrefixListId ? 1 : 2;
    const routes = [...(table?.Routes ?? [])].sort((a: Data, b: Data) => rank(a) - rank(b));
    for (const route of routes) {
      const cidrs = route.DestinationPrefixListId
        ? entriesOf(this.world, route.DestinationPrefixListId)
        : [route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock];
      for (const cidr of cidrs) {
        if (route.GatewayId === 'local') continue;
        lines.set(cidr, route.State === 'blackhole' ? 'blackhole' : this.way(side, route, cidr, zone));
      }
    }
    return lines;
  }

  way(side: Side, route: Data, cidr: string, zone: string): string {
    const { NatGatewayId, TransitGatewayId, NetworkInterfaceId } = route;
    const gateway = route.GatewayId ?? route.VpcPeeringConnectionId ?? route.EgressOnlyInternetGatewayId;
    const direct = gateway && side.ways.get(gateway);
    if (direct) return towards(direct, cidr);
    const device = (id: string): string => side.subnets.find((one) => one.id === id)!.dev;
    if (NatGatewayId && !isSix(cidr)) {
      const { SubnetId, NatGatewayAddresses } = this.world.of('nat-gateway', NatGatewayId);
      return `via ${NatGatewayAddresses[0].PrivateIp} dev ${device(SubnetId)} onlink`;
    }
    if (NetworkInterfaceId) {
      const eni = this.world.of('network-interface', NetworkInterfaceId);
      const via = isSix(cidr) ? eni.Ipv6Addresses[0]?.Ipv6Address : eni.PrivateIpAddress;
      return via ? `via ${via} dev ${device(eni.SubnetId)} onlink` : 'blackhole';
    }
    if (TransitGatewayId) {
      const attachment = this.all('transit-gateway-vpc-attachment').find(
        ({ data }) => data.TransitGatewayId === TransitGatewayId && data.VpcId === side.id,
      );
      const subnet = side.subnets.find((one) => one.zone === zone && attachment?.data.SubnetIds.includes(one.id));
      const block = isSix(cidr) ? subnet?.six : subnet?.cidr;
      if (subnet && block) return `via ${attachAddress(block)} dev ${subnet.dev} onlink`;
    }
    return 'blackhole';
  }
}

/** An internet gateway's own table sends only to interfaces that have a public address and a running instance. */
function usable(world: World, edge: Data): Data {
  const blocked = (route: Data): boolean => {
    if (!route.NetworkInterfaceId) return false;
    const eni = world.of('network-interface', route.NetworkInterfaceId);
    return !eni.Association || world.of('instance', eni.Attachment.InstanceId).State.Name !== 'running';
  };
  return { ...edge, Routes: edge.Routes.map((route: Data) => (blocked(route) ? { ...route, State: 'blackhole' } : route)) };
}

const bare = (text: string): string => text.split('/')[0]!;
const length = (cidr: string): string => cidr.split('/')[1]!;
const host = (cidr: string, four: number, six: string): string =>
  isSix(cidr) ? `${bare(cidr)}${six}` : bare(cidr).replace(/\d+$/, (last) => String(Number(last) + four));
const first = (cidr: string): string => `${host(cidr, 1, '1')}/${length(cidr)}`;
const attachAddress = (cidr: string): string => host(cidr, 14, 'ffff');

export const addressesOf = (eni: Data): string[] => [
  ...eni.PrivateIpAddresses.map((one: Data) => one.PrivateIpAddress),
  ...eni.Ipv6Addresses.map((one: Data) => one.Ipv6Address),
];

const pairsOf = (eni: Data): [string, string][] =>
  eni.PrivateIpAddresses.filter((one: Data) => one.Association).map((one: Data) => [
    one.PrivateIpAddress,
    one.Association.PublicIp,
  ]);

export const translate = (world: World, scenario: number): Lab => new Translation(world, scenario).build();
