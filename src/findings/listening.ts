/** Services that have no business on the internet: how grave each is, and why. Their ports are those of the engine's table. */
import { TCP, UDP } from '../net/index.ts';
import { knownServices, portsOf } from '../reach/index.ts';
import type { Service } from './exposure.ts';
import type { Maps, Severity } from './rule.ts';
import { worldControls } from './world-controls.ts';

export interface Listening {
  /** The id of its rule. */
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly ports: readonly Service[];
  readonly why: string;
  /** The controls that fail where everybody is let in. */
  readonly maps: Maps;
  /** Some are there for the world: what `allowed_public_ports` lists of it is no finding. */
  readonly mayBePublic?: true;
  /** It is meant to be open: told for who wants to know all that is, and no name that hides a port from exposed-unlisted-port. */
  readonly inventory?: true;
}

const database =
  'A database that anybody may talk to is one weak password or one unpatched hole away from being copied or wiped.';
const inner =
  'It was written for a network of friends: whoever reaches it may read, write, or run what they like, often without a password.';
const admin = 'Whoever guesses or steals a password is on the machine. Such ports are tried by strangers within minutes.';

const table: readonly (Omit<Listening, 'id' | 'ports' | 'maps'> & { known: (typeof knownServices)[number]['id'] })[] = [
  {
    known: 'ssh',
    name: 'SSH',
    severity: 'critical',
    why: admin,
  },
  {
    known: 'rdp',
    name: 'RDP',
    severity: 'critical',
    why: admin,
  },
  {
    known: 'winrm',
    name: 'WinRM',
    severity: 'critical',
    why: admin,
  },
  {
    known: 'telnet',
    name: 'Telnet',
    severity: 'critical',
    why: `${admin} Telnet sends the password in clear text besides.`,
  },
  {
    known: 'vnc',
    name: 'VNC',
    severity: 'critical',
    why: admin,
  },
  {
    known: 'ftp',
    name: 'FTP',
    severity: 'high',
    why: 'FTP sends names, passwords and files in clear text.',
  },
  {
    known: 'smb-netbios',
    name: 'SMB or NetBIOS',
    severity: 'critical',
    why: 'File sharing of Windows is how worms have spread. Most of what attacks it needs no password.',
  },
  {
    known: 'mysql',
    name: 'MySQL, MariaDB or Aurora',
    severity: 'critical',
    why: database,
  },
  {
    known: 'postgres',
    name: 'PostgreSQL or Redshift',
    severity: 'critical',
    why: database,
  },
  {
    known: 'mssql',
    name: 'SQL Server',
    severity: 'critical',
    why: database,
  },
  {
    known: 'oracle',
    name: 'Oracle',
    severity: 'critical',
    why: database,
  },
  {
    known: 'mongodb',
    name: 'MongoDB',
    severity: 'critical',
    why: database,
  },
  {
    known: 'redis',
    name: 'Redis or Valkey',
    severity: 'critical',
    why: inner,
  },
  {
    known: 'memcached',
    name: 'Memcached',
    severity: 'critical',
    why: `${inner} Over UDP it multiplies what strangers throw at others.`,
  },
  {
    known: 'elasticsearch',
    name: 'OpenSearch, Elasticsearch or Kibana',
    severity: 'critical',
    why: database,
  },
  {
    known: 'cassandra',
    name: 'Cassandra',
    severity: 'critical',
    why: database,
  },
  {
    known: 'kafka',
    name: 'Kafka or ZooKeeper',
    severity: 'critical',
    why: inner,
  },
  {
    known: 'docker',
    name: 'The Docker daemon',
    severity: 'critical',
    why: 'Who may ask the daemon to start a container is root on the machine.',
  },
  {
    known: 'kubernetes',
    name: 'Kubernetes (API server, kubelet or etcd)',
    severity: 'critical',
    why: 'From the API server, a kubelet or etcd one commands the whole cluster and reads its secrets.',
  },
  {
    known: 'ldap',
    name: 'LDAP',
    severity: 'high',
    why: 'A directory tells strangers every name there is, and over UDP it multiplies what they throw at others.',
  },
  {
    known: 'nfs',
    name: 'NFS',
    severity: 'high',
    why: 'NFS believes what a client says of its user: whoever reaches it may read and write.',
  },
  {
    known: 'rpc',
    name: 'RPC (the port mapper or the endpoint mapper)',
    severity: 'high',
    why: 'It tells strangers what else listens and where, has had holes that need no password, and over UDP it multiplies what they throw at others.',
  },
  {
    known: 'hadoop',
    name: 'Hadoop or Spark',
    severity: 'high',
    why: `${inner} Who may submit a job runs code on every node.`,
  },
  {
    known: 'kerberos',
    name: 'Kerberos',
    severity: 'high',
    why: 'Strangers can ask for tickets of names that they guess, and try passwords against them at home.',
  },
  {
    known: 'snmp',
    name: 'SNMP',
    severity: 'high',
    why: 'One word in clear text, mostly “public”, tells all about a machine or changes its settings, and it multiplies what strangers throw at others.',
  },
  {
    known: 'salt',
    name: 'A Salt master',
    severity: 'high',
    why: 'The master commands every machine that listens to it; holes in it have let strangers do that without a password.',
  },
  {
    known: 'smtp',
    name: 'SMTP',
    severity: 'medium',
    why: 'A mail server that was not meant for the world relays the mail of strangers, or tells them whose mailboxes there are.',
    mayBePublic: true,
  },
  {
    known: 'mail-clear',
    name: 'POP3 or IMAP in clear text',
    severity: 'medium',
    why: 'Names, passwords and mail travel where anybody on the way reads them.',
    mayBePublic: true,
  },
  {
    known: 'dns',
    name: 'DNS',
    severity: 'medium',
    why: 'A resolver that answers everybody multiplies what strangers throw at others, and tells the names inside.',
    mayBePublic: true,
  },
  {
    known: 'dev-http',
    name: 'a web server on a port for development or administration',
    severity: 'medium',
    why: 'What listens there was mostly started for its makers: without TLS, with the settings of the first day, often without a password.',
    mayBePublic: true,
  },
  {
    known: 'http',
    name: 'HTTP',
    severity: 'info',
    why: 'It is part of what the world sees of you, and in clear text.',
    inventory: true,
  },
  {
    known: 'https',
    name: 'HTTPS',
    severity: 'info',
    why: 'It is part of what the world sees of you.',
    inventory: true,
  },
];

export const listening: readonly Listening[] = table.map(({ known, ...about }) => {
  const ports = servicesOf(known);
  return { id: `exposed-${known}`, ports, maps: worldControls(ports), ...about };
});

function servicesOf(known: string): Service[] {
  const one = knownServices.find(({ id }) => id === known)!;
  return [TCP, UDP].flatMap((protocol) => portsOf(one, protocol).map((ports) => ({ protocol, ports })));
}

/** Everything that some rule has a name for, and that is not meant to be open. */
export const namedServices: readonly Service[] = listening.flatMap(({ ports, inventory }) => (inventory ? [] : ports));
