/** Worlds by chance, and packets to send in them. Mostly in order, with a few faults, so that about half of the packets pass. */
import { type Dice, dice } from '../oracle/random.ts';
import { type Data, World } from '../reach/scenario.ts';
import { INTERNET, OFFICE, TCP_PORTS, UDP_PORTS } from './translate.ts';

/** `from`: an interface, `internet`, or a virtual private gateway. */
export interface Probe {
  from: string;
  src: string;
  dst: string;
  protocol: number;
  port: number;
  /** Source port, or identifier of the echo request: its own within the scenario. */
  tag: number;
}

export interface Scenario {
  seed: number;
  world: World;
  probes: Probe[];
}

const ZONES = ['euw1-az1', 'euw1-az2'] as const;
const REFUSING = 8080;
const PROBES = 14;

export function draw(seed: number): Scenario {
  const made = new Drawing(seed);
  return { seed, world: made.world, probes: made.probes() };
}

interface Made {
  vpc: string;
  cidr: string;
  six: string | undefined;
  subnets: { id: string; zone: string; role: string }[];
  enis: string[];
  groups: string[];
}

class Drawing {
  readonly world = new World();
  readonly d: Dice;
  readonly vpcs: Made[] = [];
  #publics = 10;
  /** Whether an appliance is on some way: then no rule names a group, for a group's name does not survive it, and Linux sees addresses. */
  passes = false;

  constructor(seed: number) {
    this.d = dice(seed);
    const count = this.d.pick([1, 2, 2, 2, 3]);
    for (let at = 0; at < count; at++) this.vpc(at);
    for (const made of this.vpcs) this.interfaces(made);
    for (const made of this.vpcs) this.tables(made);
    if (count > 1) this.join();
    if (this.d.chance(30)) this.appliance(this.d.int(count));
    for (const made of this.vpcs) this.acls(made);
    for (const made of this.vpcs) this.groupRules(made);
  }

  vpc(at: number): void {
    const { d, world } = this;
    const [vpc, cidr] = [`vpc-${at}`, `10.${at}.0.0/16`];
    const six = d.chance(70) ? `2600:${at + 1}::/56` : undefined;
    world.vpc(vpc, cidr, { ipv6: six });
    const made: Made = { vpc, cidr, six, subnets: [], enis: [], groups: [] };
    for (let n = 0; n < 2 + d.int(3); n++) {
      const [id, zone] = [`subnet-${at}${n}`, d.pick(ZONES)];
      world.subnet(id, vpc, `10.${at}.${n}.0/24`, zone, { ipv6: six && `2600:${at + 1}:0:${n}::/64` });
      made.subnets.push({ id, zone, role: n === 0 ? 'public' : d.pick(['public', 'private', 'private', 'private', 'isolated']) });
    }
    if (d.chance(90)) world.igw(`igw-${at}`, vpc);
    if (six && d.chance(70)) world.eigw(`eigw-${at}`, vpc);
    if (d.chance(75)) world.nat(`nat-${at}`, vpc, `subnet-${at}0`, `10.${at}.0.5`, d.chance(90) ? this.publicIp() : undefined);
    if (d.chance(25)) this.vpn(at, vpc);
    this.vpcs.push(made);
  }

  publicIp(): string {
    return `203.0.113.${this.#publics++}`;
  }

  vpn(at: number, vpc: string): void {
    const [gateway, up] = [`vgw-${at}`, this.d.chance(85)];
    this.world.add('vpn-gateway', gateway, {
      VpnGatewayId: gateway,
      State: 'available',
      VpcAttachments: [{ VpcId: vpc, State: 'attached' }],
    });
    this.world.add('vpn-connection', `vpn-${at}`, {
      VpnConnectionId: `vpn-${at}`,
      VpnGatewayId: gateway,
      State: 'available',
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock: this.d.chance(85) ? '192.168.0.0/16' : '192.168.128.0/17', State: 'available' }],
      VgwTelemetry: [
        { OutsideIpAddress: '192.0.2.1', Status: up ? 'UP' : 'DOWN' },
        { OutsideIpAddress: '192.0.2.2', Status: 'DOWN' },
      ],
    });
  }

  interfaces(made: Made): void {
    const { d, world } = this;
    const at = this.vpcs.indexOf(made);
    for (const n of [0, 1, 2]) made.groups.push(`sg-${at}${n}`);
    for (const group of made.groups) world.group(group, made.vpc, [], []);
    for (const [n, { id }] of made.subnets.entries())
      for (let host = 0; host < 1 + (made.enis.length < 5 ? d.int(2) : 0); host++) {
        const eni = `eni-${at}${n}${host}`;
        const groups = [...new Set([d.pick(made.groups), ...(d.chance(25) ? [d.pick(made.groups)] : [])])];
        const more: Data = { publicIp: d.chance(55) ? this.publicIp() : undefined };
        if (made.six && d.chance(85)) more.ipv6 = `2600:${at + 1}:0:${n}::${host + 10}`;
        if (d.chance(15)) more.secondary = [`10.${at}.${n}.${host + 40}`];
        world.eni(eni, id, `10.${at}.${n}.${host + 20}`, groups, more);
        if (d.chance(50)) world.instance(`i-${eni}`, eni, d.chance(94) ? 'running' : 'stopped');
        made.enis.push(eni);
      }
  }

  has(kind: string, id: string): boolean {
    return this.world.resources.some((one) => one.kind === kind && one.id === id);
  }

  tables(made: Made): void {
    const { d, world } = this;
    const at = this.vpcs.indexOf(made);
    const local = [`${made.cidr} local`, ...(made.six ? [`${made.six} local`] : [])];
    world.table(`rtb-${at}m`, made.vpc, ['main'], local);
    for (const [n, { id, role }] of made.subnets.entries()) {
      const routes = [...local];
      const faulty = (): string => (d.chance(4) ? ' blackhole' : '');
      const igw = this.has('internet-gateway', `igw-${at}`) && `igw-${at}`;
      const nat = this.has('nat-gateway', `nat-${at}`) && `nat-${at}`;
      const eigw = this.has('egress-only-internet-gateway', `eigw-${at}`) && `eigw-${at}`;
      if (role === 'public' && igw) routes.push(`0.0.0.0/0 ${igw}${faulty()}`);
      if (role === 'private' && nat) routes.push(`0.0.0.0/0 ${nat}${faulty()}`);
      if (role === 'public' && igw && made.six && d.chance(80)) routes.push(`::/0 ${igw}${faulty()}`);
      else if (eigw) routes.push(`::/0 ${eigw}${faulty()}`);
      if (d.chance(10)) routes.push('198.51.100.0/24 igw-gone blackhole');
      if (role === 'private' && igw && d.chance(15)) routes.push(`192.0.2.0/24 ${igw}`);
      const vpn = this.has('vpn-gateway', `vgw-${at}`) && world.of('vpn-connection', `vpn-${at}`).Routes[0].DestinationCidrBlock;
      if (vpn && d.chance(80)) routes.push(d.chance(50) ? `${vpn} vgw-${at} propagated` : `192.168.0.0/16 vgw-${at}`);
      if (role !== 'isolated' || d.chance(50)) world.table(`rtb-${at}${n}`, made.vpc, [id], routes);
    }
  }

  tablesOf(made: Made): string[] {
    return this.world.resources
      .filter(({ kind, data }) => kind === 'route-table' && data.VpcId === made.vpc && data.Associations.length > 0)
      .map(({ id }) => id);
  }

  /** VPCs meet by peering, or on a transit gateway. */
  join(): void {
    if (this.d.chance(50)) this.transit();
    else for (let at = 1; at < this.vpcs.length; at++) this.peer(this.vpcs[at - 1]!, this.vpcs[at]!, `pcx-${at}`);
  }

  routesTo(from: Made, to: Made, target: string): void {
    for (const table of this.tablesOf(from)) {
      const narrow = this.d.chance(15) ? to.cidr.replace('.0.0/16', '.0.0/23') : to.cidr;
      const flaw = this.d.chance(4) ? ' blackhole' : '';
      if (this.d.chance(90)) this.world.route(table, `${narrow} ${target}${flaw}`);
      if (to.six && this.d.chance(85)) this.world.route(table, `${to.six} ${target}`);
    }
  }

  peer(a: Made, b: Made, id: string): void {
    this.world.peering(id, a.vpc, b.vpc, this.d.chance(5) ? { Status: { Code: 'pending-acceptance' } } : {});
    this.routesTo(a, b, id);
    this.routesTo(b, a, id);
  }

  transit(): void {
    const { d, world } = this;
    const tables = d.chance(60) ? ['tgw-rtb-0'] : ['tgw-rtb-0', 'tgw-rtb-1'];
    world.tgw('tgw-0', { Options: { SecurityGroupReferencingSupport: d.chance(50) ? 'enable' : 'disable' } });
    for (const [at, made] of this.vpcs.entries()) {
      const zones = d.chance(50) ? ZONES : [made.subnets[0]!.zone];
      const subnets = zones.flatMap((zone) =>
        made.subnets
          .filter((one) => one.zone === zone)
          .slice(d.chance(50) ? 0 : -1)
          .slice(0, 1),
      );
      if (d.chance(35)) this.apart(at, made, subnets);
      const table = d.chance(94) ? d.pick(tables) : undefined;
      const Options = { SecurityGroupReferencingSupport: d.chance(85) ? 'enable' : 'disable' };
      world.attach(
        `att-${at}`,
        'tgw-0',
        made.vpc,
        subnets.map((one) => one.id),
        table,
        Options,
      );
    }
    const routes = (): string[] =>
      this.vpcs.flatMap(({ cidr, six }, at) => [
        ...(d.chance(92) ? [`${cidr} att-${at} propagated`] : []),
        ...(six && d.chance(90) ? [`${six} att-${at}`] : []),
        ...(d.chance(8) ? [`10.${at}.1.0/24 blackhole`] : []),
      ]);
    const out = this.vpcs.findIndex((_, at) => this.has('nat-gateway', `nat-${at}`));
    for (const table of tables)
      world.transitTable(table, 'tgw-0', [...routes(), ...(out >= 0 && d.chance(60) ? [`0.0.0.0/0 att-${out} static`] : [])]);
    for (const from of this.vpcs) for (const to of this.vpcs) if (to !== from) this.routesTo(from, to, 'tgw-0');
    if (out >= 0) this.centralEgress(out);
  }

  /** The attachment gets subnets of its own, as AWS recommends. */
  apart(at: number, made: Made, subnets: Made['subnets']): void {
    for (const [n, subnet] of subnets.entries()) {
      const id = `subnet-${at}t${n}`;
      const six = made.six && `2600:${at + 1}:0:e${n}::/64`;
      this.world.subnet(id, made.vpc, `10.${at}.${200 + n}.0/28`, subnet.zone, { ipv6: six });
      const role = 'attach';
      made.subnets.push({ id, zone: subnet.zone, role });
      subnets[n] = { id, zone: subnet.zone, role };
    }
  }

  /** A VPC without a way to the internet uses another's NAT gateway. */
  centralEgress(out: number): void {
    const inner = this.vpcs[out]!;
    for (const made of this.vpcs) {
      if (made === inner) continue;
      for (const table of this.tablesOf(made)) {
        const routes: Data[] = this.world.of('route-table', table).Routes;
        if (!routes.some((one) => one.DestinationCidrBlock === '0.0.0.0/0') && this.d.chance(70))
          this.world.route(table, '0.0.0.0/0 tgw-0');
      }
    }
    const attached = this.world.of('transit-gateway-vpc-attachment', `att-${out}`).SubnetIds[0];
    if (attached === inner.subnets[0]!.id || this.d.chance(30)) return;
    const local = [`${inner.cidr} local`, ...(inner.six ? [`${inner.six} local`] : [])];
    const known = this.world.resources.find(
      ({ kind, data }) => kind === 'route-table' && data.Associations.some((one: Data) => one.SubnetId === attached),
    );
    if (!known) this.world.table(`rtb-${out}t`, inner.vpc, [attached], [...local, `0.0.0.0/0 nat-${out}`]);
  }

  /** An instance that passes packets on: between two subnets, or between a subnet and the internet gateway. */
  appliance(at: number): void {
    const { d, world } = this;
    const made = this.vpcs[at]!;
    const six = made.six && `2600:${at + 1}:0:f0::/64`;
    const [eni, subnet] = [`eni-${at}pass`, `subnet-${at}p`];
    this.passes = true;
    world.subnet(subnet, made.vpc, `10.${at}.240.0/24`, made.subnets[0]!.zone, { ipv6: six });
    const steered = made.subnets.filter(({ id }) => this.has('route-table', id.replace('subnet', 'rtb')));
    made.subnets.push({ id: subnet, zone: made.subnets[0]!.zone, role: 'public' });
    const local = [`${made.cidr} local`, ...(made.six ? [`${made.six} local`] : [])];
    const igw = this.has('internet-gateway', `igw-${at}`) ? `igw-${at}` : undefined;
    world.table(`rtb-${at}p`, made.vpc, [subnet], [...local, ...(igw ? [`0.0.0.0/0 ${igw}`] : [])]);
    const publicIp = d.chance(85) ? this.publicIp() : undefined;
    const more = { publicIp, ipv6: six && `2600:${at + 1}:0:f0::10`, SourceDestCheck: d.chance(10) };
    world.eni(eni, subnet, `10.${at}.240.20`, [made.groups[0]!], more).instance(`i-${eni}`, eni);
    made.enis.push(eni);
    const [a, b] = [d.pick(steered), d.pick(steered)];
    if (a && b && a !== b) {
      this.steer(a.id, b.id, eni);
      if (d.chance(75)) this.steer(b.id, a.id, eni);
    }
    const open = steered.find(({ id, role }) => role === 'public' && id !== a?.id && id !== b?.id);
    if (igw && open) {
      world.table(`rtb-${at}e`, made.vpc, [igw], [...local, `${world.of('subnet', open.id).CidrBlock} ${eni}`]);
      const out: Data = world
        .of('route-table', open.id.replace('subnet', 'rtb'))
        .Routes.find((one: Data) => one.DestinationCidrBlock === '0.0.0.0/0');
      if (out && d.chance(80)) {
        delete out.GatewayId;
        out.NetworkInterfaceId = eni;
      }
    }
  }

  steer(from: string, to: string, eni: string): void {
    const { CidrBlock, Ipv6CidrBlockAssociationSet } = this.world.of('subnet', to);
    const six = Ipv6CidrBlockAssociationSet[0]?.Ipv6CidrBlock;
    this.world.route(from.replace('subnet', 'rtb'), `${CidrBlock} ${eni}`, ...(six ? [`${six} ${eni}`] : []));
  }

  acls(made: Made): void {
    const { d } = this;
    const at = this.vpcs.indexOf(made);
    for (const [n, { id }] of made.subnets.entries())
      this.world.acl(`acl-${at}${n}`, made.vpc, [id], d.chance(72) ? undefined : [...this.entries('in'), ...this.entries('out')]);
  }

  /** A few drawn entries before, and usually after them what lets everything pass, or the usual ports and the answers. */
  entries(direction: 'in' | 'out'): string[] {
    const { d } = this;
    const numbers = [90, 95, 98].slice(0, d.int(4));
    const drawn = numbers.map(
      (number) => `${direction} ${number} ${d.chance(55) ? 'deny' : 'allow'} ${this.service()} ${this.whom()}`,
    );
    const all = ['0.0.0.0/0', '::/0'].flatMap((cidr, at) =>
      d.chance(70)
        ? [`${direction} ${100 + at} allow -1 ${cidr}`]
        : [
            `${direction} ${110 + at} allow tcp 0-1023 ${cidr}`,
            `${direction} ${120 + at} allow tcp ${d.pick(['1024', '32768', '49152'])}-65535 ${cidr}`,
            `${direction} ${130 + at} allow udp ${cidr}`,
            `${direction} ${140 + at} allow ${at ? 'icmpv6' : 'icmp'} ${cidr}`,
          ],
    );
    return [...drawn, ...all].sort(() => (d.chance(50) ? 1 : -1));
  }

  service(): string {
    return this.d.pick([
      '-1',
      'tcp 22',
      'tcp 443',
      'tcp 8080',
      'tcp 0-1023',
      'tcp 1024-65535',
      'udp 53',
      'udp 0-65535',
      'icmp',
      'icmpv6',
      'tcp',
      'udp',
    ]);
  }

  whom(): string {
    const { d } = this;
    const { cidr, six } = d.pick(this.vpcs);
    const narrow = cidr.replace('.0.0/16', `.${d.int(4)}.0/24`);
    return d.pick([
      cidr,
      narrow,
      '10.0.0.0/8',
      '0.0.0.0/0',
      six ?? '::/0',
      '::/0',
      '198.51.100.0/24',
      '2a00::/16',
      '192.168.0.0/16',
    ]);
  }

  groupRules(made: Made): void {
    for (const group of made.groups) {
      const whole = this.d.chance(75);
      const egress = whole ? ['-1 0.0.0.0/0', '-1 ::/0'] : this.rules();
      const drawn = new World().group(group, made.vpc, this.rules(), egress).of('security-group', group);
      Object.assign(this.world.of('security-group', group), drawn);
    }
  }

  rules(): string[] {
    const { d } = this;
    if (d.chance(3)) return [];
    const everything = d.chance(70) ? [`-1 ${d.pick(['0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8'])}`, '-1 ::/0'] : [];
    const drawn = Array.from({ length: 2 + d.int(4) }, () => {
      const whom = d.chance(30) && !this.passes ? d.pick(d.pick(this.vpcs).groups) : this.whom();
      return `${this.service()} ${whom}`;
    });
    return [...everything, ...drawn].filter((one) => !/^icmp\S* sg-/.test(one));
  }

  probes(): Probe[] {
    const found: Probe[] = [];
    for (let tries = 0; found.length < PROBES && tries < 200; tries++) {
      const one = this.probe(found.length);
      if (one) found.push(one);
    }
    return found;
  }

  probe(index: number): Probe | undefined {
    const { d } = this;
    const enis = this.world.resources.filter(
      ({ kind, data }) => kind === 'network-interface' && data.InterfaceType === 'interface',
    );
    const running = enis.filter(
      ({ data }) => !data.Attachment || this.world.of('instance', data.Attachment.InstanceId).State.Name === 'running',
    );
    if (running.length === 0) return undefined;
    const [a, b] = [d.pick(running).data, d.pick(enis).data];
    const six = d.chance(35);
    const own = (eni: Data): string | undefined =>
      six ? eni.Ipv6Addresses[0]?.Ipv6Address : d.pick<Data>(eni.PrivateIpAddresses).PrivateIpAddress;
    const open = (eni: Data): string | undefined => (six ? eni.Ipv6Addresses[0]?.Ipv6Address : eni.Association?.PublicIp);
    const outside = d.pick(INTERNET.filter((one) => one.includes(':') === six));
    const gateways = this.world.resources.filter(({ kind }) => kind === 'vpn-gateway').map(({ id }) => id);
    const way = d.int(100);
    const [from, src, dst] =
      way < 55
        ? [a.NetworkInterfaceId, own(a), own(b)]
        : way < 60
          ? [a.NetworkInterfaceId, own(a), open(b)]
          : way < 76
            ? [a.NetworkInterfaceId, own(a), outside]
            : way < 92 || gateways.length === 0 || six
              ? ['internet', outside, open(b)]
              : way < 96
                ? [gateways[0]!, OFFICE, own(b)]
                : [a.NetworkInterfaceId, own(a), OFFICE];
    if (!src || !dst || (from === a.NetworkInterfaceId && a === b)) return undefined;
    return { from, src, dst, ...this.protocol(six, index) };
  }

  protocol(six: boolean, index: number): Pick<Probe, 'protocol' | 'port' | 'tag'> {
    const { d } = this;
    const tag = d.pick([2000, 20000, 40000, 55000]) + index;
    const which = d.int(10);
    if (which < 6) return { protocol: 6, port: d.pick([...TCP_PORTS, REFUSING]), tag };
    return which < 8 ? { protocol: 17, port: d.pick(UDP_PORTS), tag } : { protocol: six ? 58 : 1, port: 0, tag };
  }
}
