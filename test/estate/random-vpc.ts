/** A VPC by chance, with what belongs into one, and interfaces to fill a whole estate. */
import { managed } from './build.ts';
import type { Dice } from './dice.ts';
import { ordinary } from './hostile.ts';
import type { Region } from './region.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import type { Target } from './thing.ts';
import type { Vpc } from './vpc.ts';
import { lettersOf } from './zones.ts';

const BLOCKS = ['0.0.0.0/0', '10.0.0.0/8', '192.0.2.0/24', '100.64.0.0/10'];

/** The `index`th VPC of an estate: its block overlaps none of the 255 before. */
export function randomVpc(dice: Dice, region: Region, index: number): Vpc {
  const name = `vpc-${index}`;
  const second = dice.chance(0.2) ? { secondary: [`100.${64 + (index % 64)}.0.0/16`] } : {};
  const ipv6 = dice.chance(0.5) ? { ipv6: `2001:db8:${(index + 1).toString(16)}:4b00::/56` } : {};
  const dhcp = dice.chance(0.2)
    ? { dhcp: region.dhcpOptions(name, { servers: ['10.0.0.2', '10.0.0.3'], time: ['169.254.169.123'] }) }
    : {};
  const vpc = region.vpc(name, {
    cidr: `10.${index % 256}.0.0/16`,
    ...second,
    ...ipv6,
    ...dhcp,
    dnsHostnames: dice.chance(0.8),
    tags: { env: dice.pick(['prod', 'dev', 'test']) },
  });
  const letters = lettersOf(region.name);
  for (let n = 0; n < dice.between(1, 5); n++) {
    const zone = letters[n % letters.length]!;
    const only6 = vpc.spec.ipv6 !== undefined && dice.chance(0.2);
    vpc.subnet(`${name}-${n}`, {
      zone,
      ...(only6 ? {} : { cidr: `10.${index % 256}.${n * 32}.0/19`, publicAddresses: dice.chance(0.2) }),
      ...(vpc.spec.ipv6 && (only6 || dice.chance(0.6)) ? { ipv6: n } : {}),
    });
  }
  randomGroups(dice, vpc);
  randomRoutes(dice, vpc);
  randomAcl(dice, vpc);
  randomDoors(dice, vpc);
  return vpc;
}

export const groupsOf = new WeakMap<Vpc, SecurityGroup[]>();

function randomGroups(dice: Dice, vpc: Vpc): void {
  const groups = [vpc.defaultGroup];
  const list = dice.chance(0.4)
    ? vpc.region.prefixList(`${vpc.name}-partners`, {
        entries: Object.fromEntries(dice.some(BLOCKS, 0.6).map((block) => [block, ordinary(dice)])),
      })
    : undefined;
  for (let n = 0; n < dice.between(1, 4); n++) {
    const group = vpc.group(`${vpc.name}-group-${n}`, ordinary(dice));
    if (dice.chance(0.3)) group.closed();
    for (const port of dice.some([22, 80, 443, 5432, 3389], 0.4)) group.allow('tcp', port, dice.pick(BLOCKS), ordinary(dice));
    if (dice.chance(0.3)) group.allow('udp', [1024, 65535], dice.pick(groups));
    if (dice.chance(0.3)) group.allow('icmp', [8, -1], '10.0.0.0/8');
    if (dice.chance(0.3)) group.allow('tcp', 443, '::/0').to('tcp', 443, '2001:db8::/32', 'IPv6');
    if (dice.chance(0.2)) group.allow('47', [-1, -1], '192.0.2.0/24', 'GRE');
    if (list && dice.chance(0.5)) group.allow('tcp', 8443, list);
    groups.push(group);
  }
  groupsOf.set(vpc, groups);
}

function randomRoutes(dice: Dice, vpc: Vpc): void {
  const [internet, outward] = [
    dice.chance(0.7) ? vpc.internetGateway(vpc.name) : undefined,
    vpc.spec.ipv6 && dice.chance(0.6) ? vpc.egressOnlyGateway(vpc.name) : undefined,
  ];
  const first = vpc.subnets.find((subnet) => subnet.spec.cidr);
  const elasticIp = internet && dice.chance(0.8) ? vpc.region.elasticIp(`${vpc.name}-nat`) : undefined;
  const nat = first && dice.chance(0.6) ? first.natGateway(vpc.name, elasticIp ? { elasticIp } : {}) : undefined;
  const ways: Target[] = [internet, nat, vpc.region.deleted('nat', `${vpc.name}-old`)].filter((way) => way !== undefined);
  const tables = dice.some(vpc.subnets, 0.7).map((subnet) => {
    const table = vpc.table(`${subnet.name}-routes`, [subnet]);
    if (dice.chance(0.8)) table.route('0.0.0.0/0', dice.pick(ways));
    if (outward && dice.chance(0.6)) table.route('::/0', outward);
    return table;
  });
  if (internet && tables.length && dice.chance(0.1)) tables[0]!.edge(internet);
  if (dice.chance(0.6)) vpc.gatewayEndpoint('s3', { tables: dice.some(tables, 0.7) });
  if (dice.chance(0.2)) vpc.gatewayEndpoint('dynamodb', { tables: [] });
}

function randomAcl(dice: Dice, vpc: Vpc): void {
  if (dice.chance(0.5)) return;
  const acl = vpc.acl(`${vpc.name}-acl`, dice.some(vpc.subnets, 0.5));
  for (const [index, port] of dice.some([22, 80, 443, 5432], 0.6).entries()) {
    acl.in(100 + index, dice.pick(['allow', 'deny'] as const), 'tcp', port, dice.pick(BLOCKS));
  }
  acl.in(200, 'allow', 'icmp', [-1, -1], '0.0.0.0/0').out(100, 'allow', 'all', undefined, '0.0.0.0/0');
  if (dice.chance(0.5)) acl.out(110, 'deny', 'tcp', [0, 1023], '::/0');
}

function randomDoors(dice: Dice, vpc: Vpc): void {
  const subnets = vpc.subnets.filter((subnet) => subnet.spec.cidr);
  const groups = [dice.pick(groupsOf.get(vpc)!)];
  if (subnets.length && dice.chance(0.5)) {
    const state = dice.pick(['available', 'available', 'pendingAcceptance', 'rejected'] as const);
    vpc.interfaceEndpoint(`${vpc.name}-door`, {
      service: 'ssm',
      subnets: dice.some(subnets, 0.6),
      groups,
      privateDns: true,
      state,
    });
  }
  if (subnets.length && dice.chance(0.2)) vpc.instanceConnect(`${vpc.name}-connect`, { subnet: dice.pick(subnets), groups });
  const of = dice.pick([vpc, ...vpc.subnets]);
  const to = dice.pick([{ group: `/vpc/${vpc.name}` }, { bucket: 'arn:aws:s3:::flow-logs' }]);
  if (dice.chance(0.6)) vpc.region.flowLog(vpc.name, { of, to, ...(dice.chance(0.2) ? { failing: 'Access error' } : {}) });
}

/** Spreads `count` interfaces over the VPCs: instances, tasks, databases, functions, and some that nothing uses. */
export function fillWithInterfaces(dice: Dice, vpcs: readonly Vpc[], count: number): void {
  const subnets = vpcs.flatMap((vpc) => vpc.subnets.filter((subnet) => subnet.spec.cidr || dice.chance(0.5)));
  if (subnets.length === 0) return;
  for (let n = 0; n < count; n++) fill(dice, subnets[n % subnets.length]!, n);
}

function fill(dice: Dice, subnet: Subnet, n: number): void {
  const groups = [dice.pick(groupsOf.get(subnet.vpc)!)];
  const name = `unit-${n}`;
  const kind = subnet.spec.cidr ? dice.below(10) : 0;
  if (kind < 4) {
    const bits = { ipv6: subnet.ipv6 !== undefined, imdsV1: dice.chance(0.2), stopped: dice.chance(0.1) };
    const second = subnet.spec.cidr && dice.chance(0.1) ? { secondary: dice.between(1, 3) } : {};
    const open = subnet.spec.cidr && dice.chance(0.05) ? { publicAddress: true as const } : {};
    subnet.instance(name, { type: dice.pick(['t3.micro', 'm7g.large']), groups, ...bits, ...second, ...open });
  } else if (kind < 6) managed.task(subnet, 'tasks', n, groups);
  else if (kind < 7) managed.database(subnet, name, groups);
  else if (kind < 8) managed.lambda(subnet, name, groups);
  else if (kind < 9) managed.networkBalancer(subnet, name);
  else subnet.interface(name, { groups, sourceDestCheck: dice.chance(0.5), ipv6: subnet.ipv6 !== undefined });
}
