/** Services that have no business on the internet, by the ports that they listen on: a table for the rules about exposure. */
import { type Interval, interval, only, TCP, UDP } from '../net/index.ts';
import type { Service } from './exposure.ts';
import type { Rule, Severity } from './rule.ts';

export interface Listening {
  /** The id of its rule. */
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly ports: readonly Service[];
  readonly why: string;
  readonly maps?: Rule['maps'];
}

const range = (text: string): Interval<number> => {
  const [from = 0, to = from] = text.split('-').map(Number);
  return from === to ? only(from) : interval(from, to);
};

/** Ports as `22`, `5900-5903`, of TCP unless said otherwise. */
const tcp = (...ports: string[]): Service[] => ports.map((port) => ({ protocol: TCP, ports: range(port) }));
const udp = (...ports: string[]): Service[] => ports.map((port) => ({ protocol: UDP, ports: range(port) }));

const database =
  'A database that anybody may talk to is one weak password or one unpatched hole away from being copied or wiped.';
const inner =
  'It was written for a network of friends: whoever reaches it may read, write, or run what they like, often without a password.';
const admin = 'Whoever guesses or steals a password is on the machine. Such ports are tried by strangers within minutes.';

export const listening: readonly Listening[] = [
  {
    id: 'exposed-ssh',
    name: 'SSH',
    severity: 'critical',
    ports: tcp('22'),
    why: admin,
    maps: { fsbp: ['EC2.13', 'EC2.19'], cis: ['5.3', '5.4'] },
  },
  {
    id: 'exposed-rdp',
    name: 'RDP',
    severity: 'critical',
    ports: [...tcp('3389'), ...udp('3389')],
    why: admin,
    maps: { fsbp: ['EC2.14', 'EC2.19'], cis: ['5.3', '5.4'] },
  },
  { id: 'exposed-winrm', name: 'WinRM', severity: 'critical', ports: tcp('5985', '5986'), why: admin },
  {
    id: 'exposed-telnet',
    name: 'Telnet',
    severity: 'critical',
    ports: tcp('23'),
    why: `${admin} Telnet sends the password in clear text besides.`,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-vnc',
    name: 'VNC',
    severity: 'critical',
    ports: tcp('5500', '5800', '5900-5903'),
    why: admin,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-ftp',
    name: 'FTP',
    severity: 'high',
    ports: tcp('20', '21'),
    why: 'FTP sends names, passwords and files in clear text.',
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-smb-netbios',
    name: 'SMB or NetBIOS',
    severity: 'critical',
    ports: [...tcp('139', '445'), ...udp('137-138', '445')],
    why: 'File sharing of Windows is how worms have spread. Most of what attacks it needs no password.',
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-mysql',
    name: 'MySQL, MariaDB or Aurora',
    severity: 'critical',
    ports: tcp('3306', '4333'),
    why: database,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-postgres',
    name: 'PostgreSQL or Redshift',
    severity: 'critical',
    ports: tcp('5432', '5439'),
    why: database,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-mssql',
    name: 'SQL Server',
    severity: 'critical',
    ports: [...tcp('1433-1434'), ...udp('1434')],
    why: database,
    maps: { fsbp: ['EC2.19'] },
  },
  { id: 'exposed-oracle', name: 'Oracle', severity: 'critical', ports: tcp('1521-1522', '2483-2484'), why: database },
  { id: 'exposed-mongodb', name: 'MongoDB', severity: 'critical', ports: tcp('27017-27019'), why: database },
  { id: 'exposed-redis', name: 'Redis or Valkey', severity: 'critical', ports: tcp('6379-6380'), why: inner },
  {
    id: 'exposed-memcached',
    name: 'Memcached',
    severity: 'critical',
    ports: [...tcp('11211'), ...udp('11211')],
    why: `${inner} Over UDP it multiplies what strangers throw at others.`,
  },
  {
    id: 'exposed-elasticsearch',
    name: 'OpenSearch, Elasticsearch or Kibana',
    severity: 'critical',
    ports: tcp('9200', '9300', '5601'),
    why: database,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-cassandra',
    name: 'Cassandra',
    severity: 'critical',
    ports: tcp('7000-7001', '7199', '8888', '9042', '9160'),
    why: database,
    maps: { fsbp: ['EC2.19'] },
  },
  {
    id: 'exposed-kafka',
    name: 'Kafka or ZooKeeper',
    severity: 'critical',
    ports: tcp('9092-9098', '2181', '2888', '3888'),
    why: inner,
  },
  {
    id: 'exposed-docker',
    name: 'The Docker daemon',
    severity: 'critical',
    ports: tcp('2375-2376'),
    why: 'Who may ask the daemon to start a container is root on the machine.',
  },
  {
    id: 'exposed-kubernetes',
    name: 'Kubernetes (API server, kubelet or etcd)',
    severity: 'critical',
    ports: tcp('6443', '10250', '10255', '2379-2380'),
    why: 'From the API server, a kubelet or etcd one commands the whole cluster and reads its secrets.',
  },
  {
    id: 'exposed-ldap',
    name: 'LDAP',
    severity: 'high',
    ports: [...tcp('389', '636', '3268-3269'), ...udp('389')],
    why: 'A directory tells strangers every name there is, and over UDP it multiplies what they throw at others.',
  },
  {
    id: 'exposed-nfs',
    name: 'NFS',
    severity: 'high',
    ports: [...tcp('2049'), ...udp('2049')],
    why: 'NFS believes what a client says of its user: whoever reaches it may read and write.',
  },
];

/** Everything that some rule has a name for. */
export const namedServices: readonly Service[] = listening.flatMap(({ ports }) => ports);
