/** Where in the tree the resources of a kind stand: a kind that says nothing here stands by what its row names. */
import { type Kind, type KindName, kindNamed, kinds, topics } from '../../kinds/index.ts';

/** The kinds below which a kind may stand, the best first. */
const homes: Partial<Record<KindName, readonly KindName[]>> = {
  subnet: ['vpc'],
  instance: ['subnet', 'vpc'],
  'network-interface': ['instance', 'subnet', 'vpc'],
  'nat-gateway': ['vpc'],
  'vpc-endpoint': ['vpc'],
  'security-group': ['vpc'],
  'security-group-rule': ['security-group'],
  'vpn-connection': ['vpn-gateway', 'transit-gateway', 'core-network'],
  'customer-gateway': [],
  'transit-gateway-attachment': ['transit-gateway'],
  'transit-gateway-vpc-attachment': ['transit-gateway-attachment'],
  'transit-gateway-peering-attachment': ['transit-gateway-attachment'],
  'transit-gateway-route-table': ['transit-gateway'],
  'core-network': ['global-network'],
  'core-network-attachment': ['core-network'],
  'target-group': ['vpc'],
  'elastic-ip': [],
  'flow-log': ['vpc', 'subnet'],
  'availability-zone': [],
  'network-insights-analysis': ['network-insights-path'],
};

/** Rows that need no group of their kind between them and what they stand in. */
const direct: Partial<Record<string, readonly string[]>> = {
  vpc: ['subnet'],
  place: ['vpc', 'transit-gateway', 'core-network', 'global-network', 'network-firewall'],
};

/** One group for several kinds, as people ask for them. */
const together: Partial<Record<string, string>> = {
  'internet-gateway': 'Gateways',
  'egress-only-internet-gateway': 'Gateways',
  'nat-gateway': 'Gateways',
  'vpn-gateway': 'Gateways',
  'carrier-gateway': 'Gateways',
  'route-table': 'Route tables',
  'security-group': 'Security groups',
  'network-acl': 'Network ACLs',
  'vpc-endpoint': 'Endpoints',
  'instance-connect-endpoint': 'Endpoints',
  'resolver-endpoint': 'Endpoints',
  'vpc-peering-connection': 'Peering',
  'load-balancer': 'Load balancers',
  'classic-load-balancer': 'Load balancers',
  'target-group': 'Target groups',
};

const topicTitles: Record<keyof typeof topics, string> = {
  account: 'Zones and limits',
  vpc: 'VPC settings',
  addressing: 'Addresses',
  compute: 'Addresses',
  launch: 'Launch templates',
  security: 'Security',
  securityUse: 'Security',
  routing: 'Prefix lists',
  routeServer: 'Route servers',
  gateways: 'Gateways',
  outposts: 'Outposts',
  endpoints: 'Endpoints',
  endpointServices: 'Endpoint services',
  peering: 'Peering',
  transit: 'Transit',
  transitLinks: 'Transit',
  transitPolicy: 'Transit',
  hybrid: 'VPN',
  clientVpn: 'Client VPN',
  directConnect: 'Direct Connect',
  networkFirewall: 'Network Firewall',
  balancing: 'Load balancing',
  balancingClassic: 'Load balancing',
  dns: 'DNS',
  resolver: 'DNS',
  visibility: 'Flow logs and mirrors',
  insights: 'Reachability Analyzer',
  sharing: 'Sharing and quotas',
  metrics: 'Metrics',
  access: 'Settings of the Region',
  networkManager: 'Cloud WAN',
  coreNetwork: 'Cloud WAN',
  sites: 'Sites',
};

const topicOf = new Map(
  Object.entries(topics).flatMap(([topic, rows]) =>
    (Object.values(rows) as Kind[]).map((row) => [row.kind, topicTitles[topic as keyof typeof topics]] as const),
  ),
);

/** What a kind stands in by its row alone, where nothing is said of it. */
const usual = ['vpc', 'transit-gateway', 'core-network', 'global-network'] as const;

export function homesOf(kind: string): readonly string[] {
  const said = homes[kind as KindName];
  if (said) return said;
  const { detailOf, refs = {} } = kindNamed(kind);
  return detailOf ? [detailOf] : usual.filter((name) => name in refs && name !== kind);
}

/** The group that a kind has in a VPC, a Region or an account; nothing where it stands by itself. */
export function groupIn(container: string, kind: string): string | undefined {
  if (!['vpc', 'place', 'account'].includes(container) || direct[container]?.includes(kind)) return undefined;
  if (container === 'vpc' && kindNamed(kind).detailOf === 'vpc') return 'Settings';
  return together[kind] ?? topicOf.get(kind)!;
}

const order = new Map(kinds.map(({ kind }, at) => [kind, at]));
/** Before everything else of their container, in this order. */
const first = ['vpc', 'subnet', 'instance', 'network-interface'];

/** Where a kind comes among others. */
export const rankOf = (kind: string): number => {
  const at = first.indexOf(kind);
  return at >= 0 ? at - first.length : (order.get(kind) ?? kinds.length);
};

/** Where a group comes among others. What people rarely look for is one level further down, in `MORE`. */
const groups = [
  'Route tables',
  'Security groups',
  'Network ACLs',
  'Gateways',
  'Endpoints',
  'Peering',
  'Load balancers',
  'Target groups',
  'VPN',
  'Client VPN',
  'Direct Connect',
  'Cloud WAN',
  'Addresses',
];

export const MORE = 'More';

export const groupRank = (title: string): number => {
  const at = groups.indexOf(title);
  return at >= 0 ? at : groups.length;
};

/** Whether a group stands beside the subnets and VPCs, and not in `MORE`. */
export const isSoughtFor = (title: string): boolean => groups.includes(title);

/** Where a kind comes in a list of all kinds: what people look for first, then in the order of the catalogue. */
export const listRank = (kind: string): number => {
  const [at, group] = [first.indexOf(kind), groups.indexOf(together[kind] ?? topicOf.get(kind) ?? '')];
  return at >= 0 ? at : first.length + (group >= 0 ? group : groups.length);
};
