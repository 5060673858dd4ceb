/** What is mended in the sample although nobody planted it, and what goes with what was planted. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { closeGroup, type Data, narrowGroup, spanZones, type Workshop } from './mending.ts';
import { upkeep } from './upkeep.ts';

/** What nobody planted, and what goes with what was planted. */
export const habits: readonly ((workshop: Workshop) => void)[] = [
  // The hooks come through the load balancer.
  (all) => closeGroup(all, all.find('security-group', (one) => one.GroupName === 'dev-build').GroupId),
  (all) => all.every('flow-log', (data) => (data.TrafficType = 'ALL')),
  // A gateway that serves other zones than its own spans them all.
  (all) => {
    for (const { id, data } of all.all('nat-gateway')) if (data.SubnetId && servesOthers(all, data)) spanZones(all, id);
  },
  (all) => {
    for (const service of ['s3', 'dynamodb']) leadThroughEndpoint(all, service);
  },
  // Nobody wears the default groups any more, and where there is anything nobody shall.
  (all) => {
    const busy = new Set(all.all('network-interface').map(({ data }) => data.VpcId));
    for (const { data } of all.all('security-group'))
      if (data.GroupName === 'default' && busy.has(data.VpcId)) {
        data.IpPermissions = [];
        data.IpPermissionsEgress = [];
        all.dropWhere('security-group-rule', ({ GroupId }) => GroupId === data.GroupId);
      }
  },
  // Logins of the directory come from its own VPC.
  (all) => {
    const { GroupId } = all.find('security-group', (one) => one.GroupName === 'directory');
    narrowGroup(all, GroupId, (cidr) => cidr === '10.0.0.0/8');
  },
  // Whoever comes to the shop by HTTP is sent to HTTPS, and must get in for that.
  (all) => {
    const { SecurityGroups } = all.find('load-balancer', (one) => one.LoadBalancerName === 'parcel-web');
    const everybody = { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'to be sent to HTTPS' }] };
    all.each('security-group', SecurityGroups[0], (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, ...everybody }),
    );
  },
  (all) => all.every('instance-metadata-defaults', (data) => (data.HttpTokens = 'required')),
  (all) => all.every('subnet', (data) => (data.AssignIpv6AddressOnCreation &&= false)),
  (all) => moveToOtherZone(all, 'cameras-a', '10.31.1.'),
  (all) => letOut(all, 'dev-data'),
  (all) => letOut(all, 'analytics-notebooks', '10.0.0.0/8'),
  (all) => all.every('subnet', (data) => (data.MapPublicIpOnLaunch &&= data.DefaultForAz)),
  (all) =>
    all.every('vpc-peering-connection', ({ AccepterVpcInfo, RequesterVpcInfo }) => {
      for (const { PeeringOptions } of [AccepterVpcInfo, RequesterVpcInfo])
        if (PeeringOptions) PeeringOptions.AllowDnsResolutionFromRemoteVpc = true;
    }),
  narrowPeerings,
  (all) => {
    for (const { data } of all.all('vpc-endpoint'))
      if (data.VpcEndpointType === 'Interface' && data.SubnetIds.length === 1) standInAnotherZone(all, data);
  },
  ...upkeep,
];

/** Gives a subnet a twin in the next zone, with its table, ACL and attachment, and moves one of its machines there. */
function moveToOtherZone(all: Workshop, name: string, network: string): void {
  const like = all.all('subnet').find(({ data }) => data.Tags?.some((one: Data) => one.Key === 'Name' && one.Value === name))!;
  const SubnetId = `subnet-0${like.id.slice(-15)}b`;
  const other = (zone: string): string => zone.replace(/a$/, 'b').replace(/1$/, '2');
  const zones = {
    AvailabilityZone: other(like.data.AvailabilityZone),
    AvailabilityZoneId: other(like.data.AvailabilityZoneId),
  };
  const data = { ...structuredClone(like.data), ...zones, SubnetId, CidrBlock: `${network}0/24`, Tags: [] };
  all.resources.push({ ...like, id: SubnetId, data });
  for (const kind of ['route-table', 'network-acl'])
    all.every(kind, ({ Associations }) => {
      const mine = Associations.find((one: Data) => one.SubnetId === like.id);
      if (mine) Associations.push({ ...mine, SubnetId });
    });
  all.every('transit-gateway-vpc-attachment', ({ VpcId, SubnetIds }) => {
    if (VpcId === like.data.VpcId) SubnetIds.push(SubnetId);
  });
  const card = all.find('network-interface', (one) => one.SubnetId === like.id && one.Attachment?.InstanceId);
  const PrivateIpAddress = `${network}14`;
  const address = { SubnetId, PrivateIpAddress };
  Object.assign(card, zones, address, { PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }] });
  all.each('instance', card.Attachment.InstanceId, (one) => Object.assign(one, address));
}

/** Every table that leads to a NAT gateway leads to a gateway endpoint of the service, too. */
function leadThroughEndpoint(all: Workshop, service: string): void {
  const isDoor = ({ data }: Resource): boolean => data.VpcEndpointType === 'Gateway' && data.ServiceName.endsWith(`.${service}`);
  const like = all.all('vpc-endpoint').find(isDoor)!;
  const leaving = all.all('route-table').filter(({ data }) => data.Routes.some((route: Data) => route.NatGatewayId));
  for (const [VpcId, tables] of Map.groupBy(leaving, ({ data }) => data.VpcId as string)) {
    const RouteTableIds = tables.map(({ id }) => id);
    const door = all.all('vpc-endpoint').find((one) => one.data.VpcId === VpcId && isDoor(one));
    if (door) door.data.RouteTableIds = [...new Set([...door.data.RouteTableIds, ...RouteTableIds])];
    else {
      const { account, region } = tables[0]!;
      const VpcEndpointId = `vpce-0${service.length}${VpcId.slice(-15)}`;
      const ServiceName = `com.amazonaws.${region}.${service}`;
      const data = { ...structuredClone(like.data), VpcEndpointId, VpcId, ServiceName, RouteTableIds, OwnerId: account };
      all.resources.push({ ...like, account, region, id: VpcEndpointId, data });
    }
  }
}

/** Whether a subnet of another zone leaves through the gateway. */
function servesOthers(all: Workshop, { NatGatewayId, SubnetId }: Data): boolean {
  const zoneOf = (subnet: string) => all.find('subnet', (one) => one.SubnetId === subnet).AvailabilityZoneId;
  return all
    .all('route-table')
    .filter(({ data }) => data.Routes.some((route: Data) => route.NatGatewayId === NatGatewayId))
    .flatMap(({ data }) => data.Associations)
    .some((one: Data) => one.SubnetId && zoneOf(one.SubnetId) !== zoneOf(SubnetId));
}

/** A group of that name lets nothing out any more, or HTTPS to one block only. */
function letOut(all: Workshop, name: string, block?: string): void {
  const { GroupId } = all.find('security-group', (one) => one.GroupName === name);
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  const permissions = block ? [{ ...https, IpRanges: [{ CidrIp: block }] }] : [];
  all.each('security-group', GroupId, (data) => (data.IpPermissionsEgress = permissions));
  const isMine = ({ GroupId: id, IsEgress }: Data): boolean => id === GroupId && IsEgress;
  if (block) all.every('security-group-rule', (data) => isMine(data) && Object.assign(data, https, { CidrIpv4: block }));
  else all.dropWhere('security-group-rule', isMine);
}

/** Routes over a peering lead to those subnets of the peer that have a way back over it, and not to all of its VPC. */
function narrowPeerings(all: Workshop): void {
  const leads = ({ data }: Resource, id: string) => data.Routes.some((route: Data) => route.VpcPeeringConnectionId === id);
  const tables = all.all('route-table');
  const blocks = new Map(all.all('subnet').map(({ id, data }) => [id, data.CidrBlock]));
  const narrowed = tables.map(({ data }) =>
    data.Routes.flatMap((route: Data) => {
      const id = route.VpcPeeringConnectionId;
      if (!id) return [route];
      const far = tables.filter((table) => table.data.VpcId !== data.VpcId && leads(table, id));
      const subnets = far.flatMap((table) => table.data.Associations.map((one: Data) => one.SubnetId)).filter(Boolean);
      return subnets.map((subnet) => ({ ...route, DestinationCidrBlock: blocks.get(subnet) }));
    }),
  );
  for (const [index, { data }] of tables.entries()) data.Routes = narrowed[index];
}

/** Gives an interface endpoint a subnet, and an interface in it, in another zone of its VPC, if there is one. */
function standInAnotherZone(all: Workshop, endpoint: Data): void {
  const [like] = endpoint.NetworkInterfaceIds.map((id: string) => all.all('network-interface').find((one) => one.id === id));
  const { VpcId, AvailabilityZoneId: zone } = like.data;
  const subnet = all.all('subnet').find(({ data }) => data.VpcId === VpcId && data.AvailabilityZoneId !== zone)?.data;
  if (!subnet) return;
  const { SubnetId, AvailabilityZone, AvailabilityZoneId } = subnet;
  const NetworkInterfaceId = `eni-0${endpoint.VpcEndpointId.slice(-16)}`;
  const PrivateIpAddress = subnet.CidrBlock.replace(/\d+\/\d+$/, '14');
  const PrivateIpAddresses = [{ Primary: true, PrivateIpAddress }];
  const place = { SubnetId, AvailabilityZone, AvailabilityZoneId, NetworkInterfaceId, PrivateIpAddress, PrivateIpAddresses };
  all.resources.push({ ...like, id: NetworkInterfaceId, data: { ...structuredClone(like.data), ...place } });
  endpoint.SubnetIds.push(SubnetId);
  endpoint.NetworkInterfaceIds.push(NetworkInterfaceId);
}
