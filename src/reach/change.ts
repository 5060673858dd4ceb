/** Changes to a network as data, and what a snapshot would be after them. Nothing is sent to AWS. */
import type { Place, Resource } from '../snapshot/snapshot.ts';
import type { Data } from './entity.ts';
import type { Observed } from './network.ts';
import type { RuleDirection } from './security-group.ts';

export interface Service {
  /** As AWS writes it: `tcp`, `-1`, `47`. */
  readonly protocol: string;
  /** Ports, or ICMP type and code; absent for all. */
  readonly from?: number;
  readonly to?: number;
}

export type Change = Place &
  (
    | {
        readonly do: 'authorize' | 'revoke';
        readonly groupId: string;
        readonly direction: RuleDirection;
        readonly service: Service;
        readonly cidr: string;
      }
    | {
        readonly do: 'create ACL entry';
        readonly aclId: string;
        readonly direction: RuleDirection;
        readonly number: number;
        readonly allows: boolean;
        readonly service: Service;
        readonly cidr: string;
      }
    | {
        readonly do: 'create route' | 'delete route';
        readonly tableId: string;
        readonly cidr: string;
        readonly target: Readonly<Record<string, string>>;
      }
    | { readonly do: 'create transit route'; readonly tableId: string; readonly cidr: string; readonly attachmentId: string }
    | { readonly do: 'associate transit table'; readonly attachmentId: string; readonly tableId: string }
    | { readonly do: 'attach internet gateway'; readonly vpcId: string; readonly gatewayId: string }
    | {
        readonly do: 'associate address';
        readonly interfaceId: string;
        readonly privateAddress: string;
        readonly publicAddress: string;
      }
    | { readonly do: 'stop checking source and destination'; readonly interfaceId: string }
    | { readonly do: 'start instance'; readonly instanceId: string }
    | { readonly do: 'accept peering'; readonly peeringId: string }
    | { readonly do: 'exclude from Block Public Access'; readonly subnetId: string }
    | { readonly do: 'enable DNS support'; readonly vpcId: string }
  );

/** The snapshot as it would be. Shares everything that does not change. */
export function applyChange(snapshot: Observed, change: Change): Observed {
  const [kind, edit] = editOf(change);
  const edited = new Map<string, readonly Resource[]>();
  const resources = (asked: string, place?: Place): readonly Resource[] => {
    if (asked !== kind) return snapshot.resources(asked, place);
    const key = place ? `${place.account} ${place.region}` : '';
    const found = edited.get(key) ?? edit(snapshot.resources(asked, place), place);
    edited.set(key, found);
    return found;
  };
  return { ...snapshot, resources };
}

type Edit = (resources: readonly Resource[], place?: Place) => readonly Resource[];

/** The resources with one of them changed in a copy. */
const on =
  (id: string, alter: (data: Data) => void): Edit =>
  (resources) =>
    resources.map((one) => {
      if (one.id !== id) return one;
      const data = structuredClone(one.data);
      alter(data);
      return { ...one, data };
    });

const plus =
  (resource: Resource): Edit =>
  (resources, place) =>
    place && (place.account !== resource.account || place.region !== resource.region) ? resources : [...resources, resource];

function editOf(change: Change): [kind: string, Edit] {
  const { account, region } = change;
  const made = (kind: string, id: string, data: Data, parent?: string): [string, Edit] => [
    kind,
    plus({ kind, id, account, region, data, ...(parent && { parent }) }),
  ];
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return ['security-group', on(change.groupId, (data) => editGroup(data, change))];
    case 'create ACL entry':
      return ['network-acl', on(change.aclId, (data) => data.Entries.push(aclEntryOf(change)))];
    case 'create route':
    case 'delete route':
      return ['route-table', on(change.tableId, (data) => editRoutes(data, change))];
    case 'create transit route': {
      const attachments = [{ TransitGatewayAttachmentId: change.attachmentId, ResourceType: 'vpc' }];
      const data = { DestinationCidrBlock: change.cidr, Type: 'static', State: 'active', TransitGatewayAttachments: attachments };
      return made('transit-gateway-route', `${change.tableId}/${change.cidr}/new`, data, change.tableId);
    }
    case 'associate transit table':
      return [
        'transit-gateway-attachment',
        on(change.attachmentId, (data) => {
          data.Association = { TransitGatewayRouteTableId: change.tableId, State: 'associated' };
        }),
      ];
    case 'attach internet gateway':
      return made('internet-gateway', change.gatewayId, {
        InternetGatewayId: change.gatewayId,
        OwnerId: account,
        Attachments: [{ VpcId: change.vpcId, State: 'available' }],
      });
    case 'associate address':
      return [
        'network-interface',
        on(change.interfaceId, (data) => associate(data, change.privateAddress, change.publicAddress)),
      ];
    case 'stop checking source and destination':
      return [
        'network-interface',
        on(change.interfaceId, (data) => {
          data.SourceDestCheck = false;
        }),
      ];
    case 'start instance':
      return [
        'instance',
        on(change.instanceId, (data) => {
          data.State = { ...data.State, Name: 'running' };
        }),
      ];
    case 'accept peering':
      return [
        'vpc-peering-connection',
        on(change.peeringId, (data) => {
          data.Status = { Code: 'active' };
        }),
      ];
    case 'enable DNS support':
      return [
        'vpc-attribute',
        on(`${change.vpcId}/enableDnsSupport`, (data) => {
          data.EnableDnsSupport = { Value: true };
        }),
      ];
    case 'exclude from Block Public Access': {
      const ResourceArn = `arn:aws:ec2:${region}:${account}:subnet/${change.subnetId}`;
      return made('block-public-access-exclusion', 'vpcbpa-exclude-new', {
        ExclusionId: 'vpcbpa-exclude-new',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn,
        State: 'create-complete',
      });
    }
  }
}

const isSix = (cidr: string): boolean => cidr.includes(':');

function editGroup(data: Data, { do: what, direction, service, cidr }: Extract<Change, { do: 'authorize' | 'revoke' }>): void {
  const list = direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
  const [ranges, field] = isSix(cidr) ? ['Ipv6Ranges', 'CidrIpv6'] : ['IpRanges', 'CidrIp'];
  data[list] ??= [];
  if (what === 'authorize') {
    data[list].push({
      IpProtocol: service.protocol,
      FromPort: service.from,
      ToPort: service.to,
      [ranges!]: [{ [field!]: cidr }],
    });
    return;
  }
  for (const one of data[list]) {
    const same = String(one.IpProtocol) === service.protocol && one.FromPort === service.from && one.ToPort === service.to;
    if (same) one[ranges!] = (one[ranges!] ?? []).filter((range: Data) => range[field!] !== cidr);
  }
}

const protocolNumbers: Record<string, string> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' };

function aclEntryOf({ direction, number, allows, service, cidr }: Extract<Change, { do: 'create ACL entry' }>): Data {
  const isIcmp = service.protocol.startsWith('icmp');
  const ports =
    service.from === undefined
      ? {}
      : isIcmp
        ? { IcmpTypeCode: { Type: service.from, Code: service.to ?? -1 } }
        : { PortRange: { From: service.from, To: service.to } };
  const where = isSix(cidr) ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
  const Protocol = protocolNumbers[service.protocol] ?? service.protocol;
  return {
    Egress: direction === 'egress',
    RuleNumber: number,
    RuleAction: allows ? 'allow' : 'deny',
    Protocol,
    ...where,
    ...ports,
  };
}

function editRoutes(data: Data, { do: what, cidr, target }: Extract<Change, { do: 'create route' | 'delete route' }>): void {
  const field = isSix(cidr) ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock';
  data.Routes = data.Routes.filter((one: Data) => one[field] !== cidr);
  if (what === 'create route') data.Routes.push({ [field]: cidr, ...target, State: 'active', Origin: 'CreateRoute' });
}

function associate(data: Data, own: string, shown: string): void {
  const association = { PublicIp: shown, IpOwnerId: data.OwnerId };
  for (const one of data.PrivateIpAddresses ?? []) if (one.PrivateIpAddress === own) one.Association = association;
  if (data.PrivateIpAddress === own) data.Association = association;
}
