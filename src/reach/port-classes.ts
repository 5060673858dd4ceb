/** Services that people know by their ports, and the classes that they are told in: the one table for exposure and for findings. */
import {
  and,
  type Box,
  box,
  type Family,
  type Interval,
  interval,
  isIcmp,
  joined,
  minus,
  only,
  simplify,
  TCP,
  type Traffic,
  UDP,
} from '../net/index.ts';

/** From what is worst to have open to what is meant to be. */
export const portClasses = [
  { id: 'everything', title: 'Every port' },
  { id: 'admin', title: 'Remote administration' },
  { id: 'database', title: 'Databases and caches' },
  { id: 'files', title: 'File sharing' },
  { id: 'platform', title: 'Clusters and queues' },
  { id: 'directory', title: 'Directories and management' },
  { id: 'mail', title: 'Mail' },
  { id: 'dns', title: 'DNS' },
  { id: 'other', title: 'Other ports' },
  { id: 'development', title: 'Development and admin web' },
  { id: 'web', title: 'Web' },
  { id: 'icmp', title: 'ICMP' },
] as const satisfies readonly { id: string; title: string }[];

export type PortClassId = (typeof portClasses)[number]['id'];

export interface KnownService {
  readonly id: string;
  readonly title: string;
  readonly class: PortClassId;
  readonly tcp?: readonly Ports[];
  readonly udp?: readonly Ports[];
}

type Ports = number | readonly [first: number, last: number];

export const knownServices = [
  { id: 'ssh', title: 'SSH', class: 'admin', tcp: [22] },
  { id: 'rdp', title: 'RDP', class: 'admin', tcp: [3389], udp: [3389] },
  { id: 'winrm', title: 'WinRM', class: 'admin', tcp: [5985, 5986] },
  { id: 'telnet', title: 'Telnet', class: 'admin', tcp: [23] },
  { id: 'vnc', title: 'VNC', class: 'admin', tcp: [5500, 5800, [5900, 5903]] },
  { id: 'docker', title: 'Docker', class: 'admin', tcp: [2375, 2376] },
  { id: 'salt', title: 'Salt', class: 'admin', tcp: [4505, 4506] },
  { id: 'mysql', title: 'MySQL', class: 'database', tcp: [3306, 4333] },
  { id: 'postgres', title: 'PostgreSQL', class: 'database', tcp: [5432, 5439] },
  { id: 'mssql', title: 'SQL Server', class: 'database', tcp: [1433, 1434], udp: [1434] },
  { id: 'oracle', title: 'Oracle', class: 'database', tcp: [1521, 1522, 2483, 2484] },
  { id: 'mongodb', title: 'MongoDB', class: 'database', tcp: [[27017, 27019]] },
  { id: 'redis', title: 'Redis', class: 'database', tcp: [6379, 6380] },
  { id: 'memcached', title: 'Memcached', class: 'database', tcp: [11211], udp: [11211] },
  { id: 'elasticsearch', title: 'OpenSearch', class: 'database', tcp: [9200, 9300, 5601] },
  { id: 'cassandra', title: 'Cassandra', class: 'database', tcp: [7000, 7001, 7199, 9042, 9160] },
  { id: 'ftp', title: 'FTP', class: 'files', tcp: [20, 21] },
  { id: 'smb-netbios', title: 'SMB and NetBIOS', class: 'files', tcp: [139, 445], udp: [137, 138, 445] },
  { id: 'nfs', title: 'NFS', class: 'files', tcp: [2049], udp: [2049] },
  { id: 'kafka', title: 'Kafka and ZooKeeper', class: 'platform', tcp: [[9092, 9098], 2181, 2888, 3888] },
  { id: 'hadoop', title: 'Hadoop and Spark', class: 'platform', tcp: [8020, 8088, 50070, 50470, 18080] },
  { id: 'kubernetes', title: 'Kubernetes', class: 'platform', tcp: [6443, 10250, 10255, 2379, 2380] },
  { id: 'ldap', title: 'LDAP', class: 'directory', tcp: [389, 636, 3268, 3269], udp: [389] },
  { id: 'kerberos', title: 'Kerberos', class: 'directory', tcp: [88, 464, 749, 750], udp: [88, 464] },
  { id: 'rpc', title: 'RPC', class: 'directory', tcp: [111, 135], udp: [111] },
  { id: 'snmp', title: 'SNMP', class: 'directory', udp: [161, 162] },
  { id: 'smtp', title: 'SMTP', class: 'mail', tcp: [25, 465, 587] },
  { id: 'mail-clear', title: 'POP3 and IMAP', class: 'mail', tcp: [110, 143] },
  { id: 'dns', title: 'DNS', class: 'dns', tcp: [53], udp: [53] },
  { id: 'dev-http', title: 'Development HTTP', class: 'development', tcp: [3000, 5000, 8000, 8080, 8443, 8888, 9000, 9090] },
  { id: 'http', title: 'HTTP', class: 'web', tcp: [80] },
  { id: 'https', title: 'HTTPS', class: 'web', tcp: [443], udp: [443] },
] as const satisfies readonly KnownService[];

export const portsOf = (one: KnownService, protocol: number): Interval<number>[] =>
  ((protocol === TCP ? one.tcp : protocol === UDP ? one.udp : undefined) ?? []).map((ports) =>
    typeof ports === 'number' ? only(ports) : interval(ports[0], ports[1]),
  );

/** All packets of a service, whoever talks to whom. */
export const packetsOf = (one: KnownService, family: Family): Traffic =>
  [TCP, UDP].flatMap((protocol) =>
    portsOf(one, protocol).map((destinationPort) => box({ protocol: only(protocol), destinationPort }, family)),
  );

/** So many ports of TCP or UDP are as good as all. */
const NEARLY_ALL = 60_000;

/** A part of some traffic that belongs to one class. */
export interface Classed {
  readonly class: PortClassId;
  /** What of it people know by name. */
  readonly services: readonly KnownService[];
  readonly traffic: Traffic;
}

/** The traffic by class, the worst first. Each packet is in one class; all of what is as good as unlimited between two ends is in the first. */
export function classed(traffic: Traffic): Classed[] {
  const found = new Map<PortClassId, { services: KnownService[]; traffic: Traffic }>();
  const add = (id: PortClassId, mine: Traffic, service: KnownService[] = []): void => {
    const before = found.get(id);
    if (mine.length > 0)
      found.set(id, { services: [...(before?.services ?? []), ...service], traffic: [...(before?.traffic ?? []), ...mine] });
  };
  let rest: Traffic = [];
  for (const between of Map.groupBy(traffic, endsOf).values()) {
    if (isUnlimited(between)) add('everything', between);
    else rest = [...rest, ...between];
  }
  for (const service of knownServices as readonly KnownService[]) {
    const mine = and(
      rest,
      ([4, 6] as const).flatMap((family) => packetsOf(service, family)),
    );
    add(service.class, mine, [service]);
    rest = minus(rest, mine);
  }
  add('icmp', rest.filter(isMessage));
  add(
    'other',
    rest.filter((one) => !isMessage(one)),
  );
  return portClasses.flatMap(({ id }) => {
    const group = found.get(id);
    return group ? [{ class: id, services: group.services, traffic: simplify(group.traffic) }] : [];
  });
}

const endsOf = ({ src, dst }: Box): string => `${typeof src.lo}${src.lo}-${src.hi} ${dst.lo}-${dst.hi}`;
const isMessage = ({ protocol: { lo, hi } }: Box): boolean => lo === hi && isIcmp(lo);

function isUnlimited(boxes: Traffic): boolean {
  return [TCP, UDP].some((number) => {
    const open = joined(
      boxes.filter(({ protocol }) => protocol.lo <= number && number <= protocol.hi).map((one) => one.destinationPort),
    );
    return open.reduce((sum, { lo, hi }) => sum + hi - lo + 1, 0) >= NEARLY_ALL;
  });
}
