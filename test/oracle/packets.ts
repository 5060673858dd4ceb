/** Packets that are interesting in a topology: addresses that exist, their neighbours, ports at the borders of rules. */
import { address, within } from './address.ts';
import { type Dice, dice as seeded } from './random.ts';
import type { Topology } from './topology.ts';
import type { Data, Packet } from './world.ts';

export interface Question {
  from: string;
  packet: Packet;
}

const OUTSIDE = [
  '8.8.8.8',
  '54.0.99.9',
  '52.218.3.4',
  '172.16.5.5',
  '172.17.5.5',
  '172.18.5.5',
  '172.19.1.1',
  '10.200.0.1',
  '198.51.100.7',
];
const OUTSIDE6 = ['2001:4860:4860::8888', '2a05:d018::1', '2a05:d050::9', '2a0a:1::5', '2a0a:2::5', '2a0b:1::5'];
const SERVICES = [
  '169.254.169.253',
  '169.254.169.254',
  '169.254.169.123',
  '169.254.1.1',
  '169.254.171.9',
  '169.254.171.9',
  '224.0.0.5',
  '255.255.255.255',
  '127.0.0.1',
];
const SERVICES6 = ['fd00:ec2::253', 'fd00:ec2::254', 'fe80::1', 'ff02::1'];
const PORTS = [443, 443, 443, 80, 80, 22, 8080, 53, 1023, 1024, 3306, 65535];
const SOURCES = [40000, 40000, 40000, 1024, 65535, 32768, 50000];

const shift = (ip: string, by: number): string =>
  ip.replace(/\d+$/, (last) => String(Math.min(254, Math.max(1, Number(last) + by))));

function addressesOf(eni: Data): { private: string[]; public: string[]; six: string[] } {
  const own = (eni.PrivateIpAddresses ?? []) as Data[];
  return {
    private: [
      ...own.map((it) => it.PrivateIpAddress),
      ...(eni.Ipv4Prefixes ?? []).map((it: Data) => shift(it.Ipv4Prefix.split('/')[0], 3)),
    ],
    public: own.flatMap((it) => (it.Association?.PublicIp ? [it.Association.PublicIp] : [])),
    six: [
      ...(eni.Ipv6Addresses ?? []).map((it: Data) => it.Ipv6Address),
      ...(eni.Ipv6Prefixes ?? []).map((it: Data) => it.Ipv6Prefix.replace('::/80', ':7:7:7')),
    ],
  };
}

/** Load balancer nodes and interface endpoints: what is behind them is walked as well. */
const isDoor = (eni: Data): boolean => eni.InterfaceType === 'vpc_endpoint' || /^ELB/.test(eni.Description ?? '');

const SOURCES_OF = (eni: Data): boolean =>
  (['interface', 'lambda', 'quicksight', 'ec2_instance_connect_endpoint', 'vpc_endpoint'].includes(eni.InterfaceType) &&
    !/^(ELB|ClientVPN)/.test(eni.Description ?? '')) === true;

export function questions(topology: Topology, count: number): Question[] {
  const dice = seeded(7919 + topology.seed);
  const enis = topology.resources.filter((it) => it.kind === 'network-interface').map((it) => it.data);
  const sources = enis.filter((eni) => SOURCES_OF(eni) && (eni.InterfaceType !== 'vpc_endpoint' || dice.chance(20)));
  const regionalIps = topology.resources
    .filter((it) => it.kind === 'nat-gateway' && it.data.AvailabilityMode === 'regional')
    .flatMap((it) => it.data.NatGatewayAddresses.map((one: Data) => one.PublicIp));
  const found: Question[] = [];
  for (let n = 0; n < count * 4 && found.length < count; n++) {
    const inside = () => (dice.chance(45) ? alongRoute(dice, topology, enis, sources) : fromInside(dice, sources, enis));
    const outside = () => (dice.chance(55) ? fromOutside(dice, topology, enis, regionalIps) : fromAfar(dice, topology, enis));
    const question = dice.chance(30) || sources.length === 0 ? outside() : inside();
    if (question) found.push(question);
  }
  return found;
}

/** From behind a virtual private gateway, a VPN or Direct Connect of a transit gateway, a Client VPN or an Instance Connect endpoint. */
function fromAfar(dice: Dice, topology: Topology, enis: Data[]): Question | undefined {
  const of = (kind: string, test: (data: Data) => boolean = () => true): Data[] =>
    topology.resources.filter((it) => it.kind === kind && test(it.data)).map((it) => it.data);
  const six = dice.chance(35);
  const doors: { from: string; src: string | undefined; vpcId?: string }[] = [
    ...of('vpn-gateway').map((it) => ({
      from: it.VpnGatewayId,
      src: six ? '2a0b:1::5' : '172.18.5.5',
      vpcId: it.VpcAttachments[0].VpcId,
    })),
    ...of('transit-gateway-attachment', (it) => it.ResourceType === 'vpn').map((it) => ({
      from: it.TransitGatewayAttachmentId,
      src: six ? '2a0a:1::5' : '172.16.5.5',
    })),
    ...of('transit-gateway-attachment', (it) => it.ResourceType === 'direct-connect-gateway').map((it) => ({
      from: it.TransitGatewayAttachmentId,
      src: six ? '2a0a:2::5' : '172.17.5.5',
    })),
    ...of('client-vpn-endpoint').map((it) => ({ from: it.ClientVpnEndpointId, src: six ? undefined : '10.250.0.9' })),
    ...of('instance-connect-endpoint').map((it) => ({
      from: it.InstanceConnectEndpointId,
      src: six ? undefined : enis.find((eni) => it.NetworkInterfaceIds.includes(eni.NetworkInterfaceId))?.PrivateIpAddress,
      vpcId: it.VpcId,
    })),
  ];
  if (doors.length === 0) return undefined;
  const { from, src, vpcId } = dice.pick(doors);
  const near = enis.filter((eni) => eni.VpcId === vpcId);
  const pool = (near.length > 0 && dice.chance(80) ? near : enis).flatMap((eni) => addressesOf(eni)[six ? 'six' : 'private']);
  if (!src || pool.length === 0) return undefined;
  const far = from.startsWith('cvpn-') && dice.chance(40);
  const dst = far ? dice.pick(['8.8.8.8', '172.16.5.5', '172.18.5.5']) : dice.pick(pool);
  return dst === src ? undefined : { from, packet: finished(dice, src, dst) };
}

/** A packet that follows a route of a table: from a subnet that uses it to an address that the route covers. */
function alongRoute(dice: Dice, topology: Topology, enis: Data[], sources: Data[]): Question | undefined {
  const tables = topology.resources.filter((it) => it.kind === 'route-table').map((it) => it.data);
  if (tables.length === 0) return undefined;
  const table = dice.pick(tables);
  const users = sources.filter(
    (eni) => eni.VpcId === table.VpcId && table.Associations.some((it: Data) => it.SubnetId === eni.SubnetId || it.Main),
  );
  const routes = table.Routes.filter((it: Data) => it.GatewayId !== 'local');
  if (users.length === 0 || routes.length === 0) return undefined;
  const eni = dice.pick(users);
  const chosen = dice.pick<Data>(routes);
  const cidr: string | undefined = chosen.DestinationCidrBlock ?? chosen.DestinationIpv6CidrBlock;
  const own = addressesOf(eni);
  const [src] = cidr?.includes(':') ? own.six : own.private;
  if (!src || !cidr) return undefined;
  const there = enis
    .flatMap((it) => (cidr.includes(':') ? addressesOf(it).six : addressesOf(it).private))
    .filter((ip) => within(address(ip), cidr));
  const far = (cidr.includes(':') ? [...OUTSIDE6, '64:ff9b::808:808'] : OUTSIDE).filter((ip) => within(address(ip), cidr));
  const pool = there.length > 0 && (far.length === 0 || dice.chance(60)) ? there : far;
  if (pool.length === 0) return undefined;
  const dst = dice.pick(pool);
  return [...own.private, ...own.six].includes(dst)
    ? undefined
    : { from: eni.NetworkInterfaceId, packet: finished(dice, src, dst) };
}

function fromOutside(dice: Dice, topology: Topology, all: Data[], regionalIps: string[]): Question | undefined {
  const steered = all.filter((eni) =>
    [...addressesOf(eni).private, ...addressesOf(eni).six].some((ip) => isSteered(topology, ip)),
  );
  const enis = steered.length > 0 && dice.chance(35) ? steered : all;
  const six = dice.chance(35);
  const src = six
    ? dice.pick(['2001:4860:4860::8888', '2a05:d018::1'])
    : dice.chance(95)
      ? dice.pick(['8.8.8.8', '54.0.99.9', '198.51.100.7'])
      : '10.77.0.1';
  const targets = six
    ? enis.flatMap((eni) => addressesOf(eni).six)
    : [
        ...enis.flatMap((eni) => addressesOf(eni).public),
        ...enis.filter(isDoor).flatMap((eni) => addressesOf(eni).public),
        ...regionalIps,
        ...(dice.chance(5) ? ['54.0.77.7', '10.0.0.10'] : []),
      ];
  if (targets.length === 0) return undefined;
  return { from: 'internet', packet: finished(dice, src, dice.pick(targets)) };
}

/** G1: does a table of a gateway send this address through a middlebox? */
const isSteered = (topology: Topology, ip: string): boolean =>
  topology.resources.some(
    ({ kind, data }) =>
      kind === 'route-table' &&
      data.Associations.some((it: Data) => it.GatewayId?.startsWith('igw-')) &&
      data.Routes.some(
        (it: Data) => it.GatewayId !== 'local' && within(address(ip), it.DestinationCidrBlock ?? it.DestinationIpv6CidrBlock),
      ),
  );

function fromInside(dice: Dice, sources: Data[], enis: Data[]): Question | undefined {
  const eni = dice.pick(sources);
  const own = addressesOf(eni);
  const six = own.six.length > 0 && dice.chance(45);
  const pool = six ? own.six : own.private;
  if (pool.length === 0) return undefined;
  let src = dice.pick(pool);
  if (dice.chance(3)) src = six ? '2600:1f18:100:2::99' : shift(src, 30);
  const targets = six ? enis.flatMap((it) => addressesOf(it).six) : enis.flatMap((it) => addressesOf(it).private);
  const publics = enis.flatMap((it) => addressesOf(it).public);
  const home = enis.filter((it) => it.VpcId === eni.VpcId).flatMap((it) => (six ? addressesOf(it).six : addressesOf(it).private));
  const near = dice.chance(45) ? home : targets;
  let dst = near.length > 0 ? dice.pick(near) : six ? OUTSIDE6[0]! : '8.8.8.8';
  const doors = enis.filter(isDoor).flatMap((it) => (six ? addressesOf(it).six : addressesOf(it).private));
  if (doors.length > 0 && dice.chance(22)) dst = dice.pick(doors);
  else if (dice.chance(25)) dst = dice.pick(six ? [...OUTSIDE6, '64:ff9b::8.8.8.8', '64:ff9b::808:808'] : OUTSIDE);
  else if (!six && publics.length > 0 && dice.chance(12)) dst = dice.pick(publics);
  else if (dice.chance(4)) dst = dice.pick(six ? SERVICES6 : SERVICES);
  else if (!six && dice.chance(3)) dst = dice.pick(['10.0.0.2', '10.1.0.2', '10.0.2.1', shift(dst, 1)]);
  if ([...own.private, ...own.six].includes(dst) || dst === src) return undefined;
  return { from: eni.NetworkInterfaceId, packet: finished(dice, src, dst) };
}

function finished(dice: Dice, src: string, dst: string): Packet {
  const six = src.includes(':');
  const kind = dice.int(100);
  if (kind < 78) return { src, dst, protocol: 6, srcPort: dice.pick(SOURCES), dstPort: dice.pick(PORTS) };
  if (kind < 90) return { src, dst, protocol: 17, srcPort: dice.pick(SOURCES), dstPort: dice.pick(PORTS) };
  if (kind < 98 && !(six && dst.startsWith('64:')))
    return { src, dst, protocol: six ? 58 : 1, icmpType: six ? 128 : 8, icmpCode: 0 };
  return { src, dst, protocol: dice.pick([50, 47]) };
}
