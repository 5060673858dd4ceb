/** What is tidied up in the sample although nobody planted it: who shares a subnet with an attachment, zones without an endpoint, quotas. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { type Data, narrowGroup, type Workshop } from './mending.ts';

export const upkeep: readonly ((workshop: Workshop) => void)[] = [
  (all) =>
    narrowGroup(all, all.find('security-group', (one) => one.GroupName === 'sdwan').GroupId, (cidr) => cidr === '10.0.0.0/8'),
  admitBalancer,
  (all) => {
    for (const one of all.all('transit-gateway-vpc-attachment')) if (one.data.State === 'available') ownSubnets(all, one);
  },
  (all) => {
    for (const one of all.all('vpc-endpoint'))
      if (one.data.VpcEndpointType === 'Interface' && one.data.SubnetIds.length > 1) reachEveryZone(all, one.data);
  },
];

/** The group of the instances lets in the balancer that the labels come through. */
function admitBalancer(all: Workshop): void {
  const { GroupId } = all.find('security-group', (one) => one.GroupName === 'prod-label-api');
  const app = all.find('security-group', (one) => one.GroupName === 'prod-app');
  app.IpPermissions.push({
    IpProtocol: 'tcp',
    FromPort: 8443,
    ToPort: 8443,
    UserIdGroupPairs: [{ GroupId, UserId: app.OwnerId }],
  });
}

const subnetOf = (all: Workshop, id: string): Resource => all.all('subnet').find((one) => one.id === id)!;

/** An attachment moves to a small subnet of its own in each zone, with the table and the ACL of the one that it shared. */
function ownSubnets(all: Workshop, { data: attachment }: Resource): void {
  attachment.SubnetIds = attachment.SubnetIds.map((id: string, index: number) => {
    const inside = all.all('network-interface').filter(({ data }) => data.SubnetId === id);
    const own = inside.filter(({ data }) => data.InterfaceType === 'transit_gateway');
    if (inside.length === own.length) return id;
    const like = subnetOf(all, id);
    const { CidrBlock } = all.find('vpc', (one) => one.VpcId === like.data.VpcId);
    const network = CidrBlock.split('.').slice(0, 2).join('.');
    const SubnetId = `subnet-0${attachment.TransitGatewayAttachmentId.slice(-14)}a${index}`;
    const place = { SubnetId, CidrBlock: `${network}.${thirdOf(CidrBlock)}.${192 + index * 16}/28`, AvailableIpAddressCount: 10 };
    all.resources.push({ ...like, id: SubnetId, data: { ...structuredClone(like.data), ...place, Tags: [] } });
    for (const kind of ['route-table', 'network-acl']) {
      const holder = all.all(kind).find(({ data }) => data.Associations.some((one: Data) => one.SubnetId === id));
      const model = holder?.data.Associations.find((one: Data) => one.SubnetId === id);
      if (model) holder!.data.Associations.push({ ...model, SubnetId });
    }
    for (const one of own) {
      const PrivateIpAddress = `${network}.${thirdOf(CidrBlock)}.${196 + index * 16}`;
      Object.assign(one.data, { SubnetId, PrivateIpAddress, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }] });
    }
    return SubnetId;
  });
}

/** The third number of the last /24 of a block. */
const thirdOf = (cidr: string): number => {
  const [, third = '0', length = '24'] = /^\d+\.\d+\.(\d+)\.\d+\/(\d+)$/.exec(cidr) ?? [];
  return Number(third) + 2 ** Math.max(0, 24 - Number(length)) - 1;
};

/** An endpoint gets a subnet, and an interface in it, in each zone where there are hosts. */
function reachEveryZone(all: Workshop, endpoint: Data): void {
  const zoneOf = (id: string): string => subnetOf(all, id).data.AvailabilityZoneId;
  const [like] = endpoint.NetworkInterfaceIds.map((id: string) => all.all('network-interface').find((one) => one.id === id));
  for (const { data: host } of all.all('network-interface')) {
    if (host.VpcId !== endpoint.VpcId || host.InterfaceType !== 'interface' || !host.Attachment?.InstanceId) continue;
    if (endpoint.SubnetIds.some((id: string) => zoneOf(id) === zoneOf(host.SubnetId))) continue;
    const { SubnetId, AvailabilityZone, AvailabilityZoneId, CidrBlock } = subnetOf(all, host.SubnetId).data;
    const NetworkInterfaceId = `eni-0${endpoint.VpcEndpointId.slice(-14)}${AvailabilityZoneId.slice(-2)}`;
    const PrivateIpAddress = CidrBlock.replace(/\d+\/\d+$/, '15');
    const place = { SubnetId, AvailabilityZone, AvailabilityZoneId, NetworkInterfaceId, PrivateIpAddress };
    const data = { ...structuredClone(like.data), ...place, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }] };
    all.resources.push({ ...like, id: NetworkInterfaceId, data });
    endpoint.SubnetIds.push(SubnetId);
    endpoint.NetworkInterfaceIds.push(NetworkInterfaceId);
  }
}
