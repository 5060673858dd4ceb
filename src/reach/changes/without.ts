/** What a snapshot would be if some things were gone: a copy that shares everything that does not change. */
import type { Place, Resource } from '../../snapshot/snapshot.ts';
import type { Data } from '../network/entity.ts';
import { targetOf } from '../network/route-target.ts';
import type { Observed } from '../network/shelves.ts';

/** Nothing is refused, as AWS might: what names the things names nothing then, and routes to them are black holes. */
export function without(snapshot: Observed, gone: ReadonlySet<string>): Observed {
  const seen = new Map<string, readonly Resource[]>();
  const resources = (kind: string, place?: Place): readonly Resource[] => {
    const key = `${kind} ${place ? `${place.account} ${place.region}` : ''}`;
    let found = seen.get(key);
    if (!found) {
      const left = snapshot.resources(kind, place).filter(({ id, parent }) => !gone.has(id) && !gone.has(parent ?? ''));
      const edit = edits[kind];
      found = edit ? left.map((one) => edited(one, (data) => edit(data, gone, snapshot))) : left;
      seen.set(key, found);
    }
    return found;
  };
  return { ...snapshot, resources };
}

type Edit = (data: Data, gone: ReadonlySet<string>, snapshot: Observed) => Data | undefined;

/** The same resource where nothing of it changes. */
function edited(resource: Resource, edit: (data: Data) => Data | undefined): Resource {
  const changes = edit(resource.data);
  return changes ? { ...resource, data: { ...resource.data, ...changes } } : resource;
}

/** What changes in what is left; nothing where nothing does. */
const edits: Record<string, Edit> = {
  'route-table': ({ Routes = [] }, gone) => {
    const left = Routes.filter(({ DestinationPrefixListId: list }: Data) => !gone.has(list));
    const cut = left.some((route: Data) => gone.has(targetOf(route).id));
    if (!cut && left.length === Routes.length) return undefined;
    return { Routes: left.map((route: Data) => (gone.has(targetOf(route).id) ? { ...route, State: 'blackhole' } : route)) };
  },
  'network-interface': (data, gone) => {
    const worn = (data.Groups ?? []).some(({ GroupId }: Data) => gone.has(GroupId));
    const isLost = (one: Data): boolean => gone.has(one.Association?.AllocationId);
    const lost = [data, ...(data.PrivateIpAddresses ?? [])].some(isLost);
    if (!worn && !lost) return undefined;
    return {
      Groups: data.Groups?.filter(({ GroupId }: Data) => !gone.has(GroupId)),
      Association: isLost(data) ? undefined : data.Association,
      PrivateIpAddresses: data.PrivateIpAddresses?.map((one: Data) => (isLost(one) ? { ...one, Association: undefined } : one)),
    };
  },
  'nat-gateway': ({ NatGatewayAddresses = [] }, gone) =>
    NatGatewayAddresses.some(({ AllocationId }: Data) => gone.has(AllocationId)) && {
      NatGatewayAddresses: NatGatewayAddresses.map((one: Data) =>
        gone.has(one.AllocationId) ? { ...one, PublicIp: undefined, AllocationId: undefined } : one,
      ),
    },
  'transit-gateway-route': ({ TransitGatewayAttachments = [] }, gone) => {
    const left = TransitGatewayAttachments.filter((one: Data) => !gone.has(one.TransitGatewayAttachmentId));
    if (left.length === TransitGatewayAttachments.length) return undefined;
    return { TransitGatewayAttachments: left, ...(left.length === 0 && { State: 'blackhole' }) };
  },
  'security-group': (data, gone) => {
    const named = [...(data.IpPermissions ?? []), ...(data.IpPermissionsEgress ?? [])].some((one) => names(one, gone));
    return (
      named && { IpPermissions: unnamed(data.IpPermissions, gone), IpPermissionsEgress: unnamed(data.IpPermissionsEgress, gone) }
    );
  },
  // Subnets whose ACL is gone have their VPC's default one.
  'network-acl': ({ IsDefault, VpcId, Associations = [] }, gone, snapshot) => {
    if (!IsDefault) return undefined;
    const others = snapshot.resources('network-acl').filter(({ id, data }) => gone.has(id) && data.VpcId === VpcId);
    return others.length > 0 && { Associations: [...Associations, ...others.flatMap(({ data }) => data.Associations ?? [])] };
  },
};

const isGroup = ({ GroupId }: Data, gone: ReadonlySet<string>): boolean => gone.has(GroupId);
const isList = ({ PrefixListId }: Data, gone: ReadonlySet<string>): boolean => gone.has(PrefixListId);

const names = ({ UserIdGroupPairs = [], PrefixListIds = [] }: Data, gone: ReadonlySet<string>): boolean =>
  UserIdGroupPairs.some((one: Data) => isGroup(one, gone)) || PrefixListIds.some((one: Data) => isList(one, gone));

const unnamed = (permissions: readonly Data[] | undefined, gone: ReadonlySet<string>): Data[] | undefined =>
  permissions?.map((one) => ({
    ...one,
    UserIdGroupPairs: one.UserIdGroupPairs?.filter((pair: Data) => !isGroup(pair, gone)),
    PrefixListIds: one.PrefixListIds?.filter((list: Data) => !isList(list, gone)),
  }));
