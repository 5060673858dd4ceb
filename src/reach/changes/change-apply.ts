/** What a snapshot would be after a change: a copy that shares everything that does not change. */
import { type Place, placeKey, type Resource } from '../../snapshot/snapshot.ts';
import type { Data } from '../network/entity.ts';
import type { Observed } from '../network/shelves.ts';
import type { Change } from './change.ts';
import { editAcl, editGroup, editRoutes, loseAddress, takeAddress } from './change-edit.ts';

/** The snapshot as if the change had been made. Nothing of AWS is asked or told. */
export function applyChange(snapshot: Observed, change: Change): Observed {
  const edits = Map.groupBy(editsOf(change), ([kind]) => kind);
  const edited = new Map<string, readonly Resource[]>();
  const resources = (asked: string, place?: Place): readonly Resource[] => {
    const own = edits.get(asked);
    if (!own) return snapshot.resources(asked, place);
    const key = `${asked} ${place ? placeKey(place) : ''}`;
    const found =
      edited.get(key) ?? own.reduce<readonly Resource[]>((all, [, edit]) => edit(all, place), snapshot.resources(asked, place));
    edited.set(key, found);
    return found;
  };
  return { ...snapshot, resources };
}

/** Whether only transit gateways, their attachments, tables and routes are other than they were. */
export const isOfTransit = (change: Change): boolean => editsOf(change).every(([kind]) => kind.startsWith('transit-gateway'));

type Edit = (resources: readonly Resource[], place?: Place) => readonly Resource[];
type Edits = [kind: string, edit: Edit][];

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

const without =
  (gone: (one: Resource) => boolean): Edit =>
  (resources) =>
    resources.filter((one) => !gone(one));

function editsOf(change: Change): Edits {
  const { account, region } = change;
  const made = (kind: string, id: string, data: Data, parent?: string): Edits[number] => [
    kind,
    plus({ kind, id, account, region, data, ...(parent && { parent }) }),
  ];
  const set = (kind: string, id: string, alter: (data: Data) => void): Edits => [[kind, on(id, alter)]];
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return set('security-group', change.groupId, (data) => editGroup(data, change));
    case 'create ACL entry':
      return set('network-acl', change.aclId, (data) => editAcl(data, change));
    case 'create route':
    case 'replace route':
    case 'delete route':
      return set('route-table', change.tableId, (data) => editRoutes(data, change));
    case 'create transit route':
    case 'replace transit route':
    case 'delete transit route':
      return [
        ['transit-gateway-route', without((one) => isRouteTo(one, change.tableId, change.cidr))],
        ...(change.do === 'delete transit route'
          ? []
          : [made(...transitRoute(change.tableId, change.cidr, change.attachmentId, 'static'))]),
      ];
    case 'associate transit table':
      return set('transit-gateway-attachment', change.attachmentId, (data) => {
        data.Association = { TransitGatewayRouteTableId: change.tableId, State: 'associated' };
      });
    case 'propagate to transit table':
      return propagated(change.attachmentId, change.tableId, change.cidrs, made);
    case 'attach to transit gateway':
      return attached(change, made);
    case 'add subnet to attachment':
      return set('transit-gateway-vpc-attachment', change.attachmentId, (data) => {
        data.SubnetIds = [...(data.SubnetIds ?? []), change.subnetId];
      });
    case 'enable appliance mode':
      return set('transit-gateway-vpc-attachment', change.attachmentId, (data) => {
        data.Options = { ...data.Options, ApplianceModeSupport: 'enable' };
      });
    case 'enable group references':
      return set('transit-gateway', change.gatewayId, (data) => {
        data.Options = { ...data.Options, SecurityGroupReferencingSupport: 'enable' };
      });
    case 'attach internet gateway':
      return [
        made('internet-gateway', change.gatewayId, {
          InternetGatewayId: change.gatewayId,
          OwnerId: account,
          Attachments: [{ VpcId: change.vpcId, State: 'available' }],
        }),
      ];
    case 'associate address':
      return set('network-interface', change.interfaceId, (data) =>
        takeAddress(data, change.privateAddress, change.publicAddress),
      );
    case 'disassociate address':
      return set('network-interface', change.interfaceId, (data) => loseAddress(data, change.publicAddress));
    case 'stop checking source and destination':
      return set('network-interface', change.interfaceId, (data) => {
        data.SourceDestCheck = false;
      });
    case 'start instance':
      return set('instance', change.instanceId, (data) => {
        data.State = { ...data.State, Name: 'running' };
      });
    case 'accept peering':
      return set('vpc-peering-connection', change.peeringId, (data) => {
        data.Status = { Code: 'active' };
      });
    case 'enable DNS support':
      return set('vpc-attribute', `${change.vpcId}/enableDnsSupport`, (data) => {
        data.EnableDnsSupport = { Value: true };
      });
    case 'exclude from Block Public Access':
      return [
        made('block-public-access-exclusion', 'vpcbpa-exclude-new', {
          ExclusionId: 'vpcbpa-exclude-new',
          InternetGatewayExclusionMode: 'allow-bidirectional',
          ResourceArn: `arn:aws:ec2:${region}:${account}:subnet/${change.subnetId}`,
          State: 'create-complete',
        }),
      ];
  }
}

type Make = (kind: string, id: string, data: Data, parent?: string) => Edits[number];

const isRouteTo = ({ parent, data }: Resource, tableId: string, cidr: string): boolean =>
  parent === tableId && data.DestinationCidrBlock === cidr;

function transitRoute(tableId: string, cidr: string, attachmentId: string, Type: string): Parameters<Make> {
  const TransitGatewayAttachments = [{ TransitGatewayAttachmentId: attachmentId, ResourceType: 'vpc' }];
  const data = { DestinationCidrBlock: cidr, Type, State: 'active', TransitGatewayAttachments };
  return ['transit-gateway-route', `${tableId}/${cidr}/new`, data, tableId];
}

/** T9: every block of the VPC. */
const propagated = (attachmentId: string, tableId: string, cidrs: readonly string[], made: Make): Edits => [
  made(
    'transit-gateway-propagation',
    `${tableId}/${attachmentId}`,
    { TransitGatewayAttachmentId: attachmentId, ResourceType: 'vpc', State: 'enabled' },
    tableId,
  ),
  ...cidrs.map((cidr) => made(...transitRoute(tableId, cidr, attachmentId, 'propagated'))),
];

function attached(change: Extract<Change, { do: 'attach to transit gateway' }>, made: Make): Edits {
  const { account, gatewayId, vpcId, subnetIds, attachmentId, associatesWith, propagatesTo, cidrs } = change;
  const common = { TransitGatewayAttachmentId: attachmentId, TransitGatewayId: gatewayId, State: 'available' };
  return [
    made('transit-gateway-attachment', attachmentId, {
      ...common,
      ResourceType: 'vpc',
      ResourceId: vpcId,
      ResourceOwnerId: account,
      ...(associatesWith && { Association: { TransitGatewayRouteTableId: associatesWith, State: 'associated' } }),
    }),
    made('transit-gateway-vpc-attachment', attachmentId, { ...common, VpcId: vpcId, VpcOwnerId: account, SubnetIds: subnetIds }),
    ...(propagatesTo ? propagated(attachmentId, propagatesTo, cidrs, made) : []),
  ];
}
