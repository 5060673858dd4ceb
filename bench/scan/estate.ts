/** The account that the scan benchmark looks at: many Regions, one of them with a hub whose tables cost a call each. */
import { kinds } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

export const ACCOUNT = '111111111111';
export const REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];
const HUB_REGION = 'eu-central-1';

export interface Size {
  /** A Region. */
  interfaces: number;
  vpcs: number;
  /** Transit gateway route tables in the hub's Region. */
  tables: number;
  /** Application load balancers in each of three Regions, with a listener, a rule, a target group and its health. */
  balancers: number;
}

const hex = (...parts: number[]) =>
  parts
    .map((part) => part.toString(16).padStart(5, '0'))
    .join('')
    .padStart(17, '0');

export function benchEstate(size: Size): Snapshot {
  const resources: Resource[] = [];
  const add = (kind: string, region: string, id: string, data: object, parent?: string) =>
    resources.push({ kind, account: ACCOUNT, region, id, ...(parent && { parent }), data });
  for (const RegionName of REGIONS) {
    add('region', 'global', RegionName, {
      RegionName,
      Endpoint: `ec2.${RegionName}.amazonaws.com`,
      OptInStatus: 'opt-in-not-required',
    });
  }
  add('account-alias', 'global', 'aliases', { AccountAliases: ['bench'], IsTruncated: false });
  REGIONS.forEach((region, r) => {
    const zones = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
    zones.forEach((ZoneName, z) => {
      add('availability-zone', region, ZoneName, {
        ZoneName,
        ZoneId: `z${r}-az${z + 1}`,
        RegionName: region,
        State: 'available',
      });
    });
    // Every Region has these, whatever else it holds.
    add('serial-console-access', region, 'serial-console-access', { SerialConsoleAccessEnabled: false });
    addListsOfAws(add, region, r);
    for (let v = 0; v < size.vpcs; v += 1) {
      const VpcId = `vpc-${hex(r, v)}`;
      add('vpc', region, VpcId, { VpcId, CidrBlock: `10.${v}.0.0/16`, OwnerId: ACCOUNT, IsDefault: false, State: 'available' });
      for (const [name, member] of [
        ['enableDnsSupport', 'EnableDnsSupport'],
        ['enableDnsHostnames', 'EnableDnsHostnames'],
        ['enableNetworkAddressUsageMetrics', 'EnableNetworkAddressUsageMetrics'],
      ] as const) {
        add('vpc-attribute', region, `${VpcId}/${name}`, { VpcId, [member]: { Value: true } }, `${VpcId}/${name}`);
      }
      zones.forEach((AvailabilityZone, z) => {
        const SubnetId = `subnet-${hex(r, v, z)}`;
        const place = { VpcId, AvailabilityZone, CidrBlock: `10.${v}.${z * 64}.0/18`, OwnerId: ACCOUNT };
        add('subnet', region, SubnetId, { SubnetId, ...place, AvailableIpAddressCount: 16_000, State: 'available' });
      });
    }
    for (let n = 0; n < size.interfaces; n += 1) {
      const [v, z] = [n % size.vpcs, Math.floor(n / size.vpcs) % 3];
      const NetworkInterfaceId = `eni-${hex(r, n)}`;
      const PrivateIpAddress = `10.${v}.${z * 64 + ((n >> 8) % 64)}.${n & 255}`;
      add('network-interface', region, NetworkInterfaceId, {
        NetworkInterfaceId,
        VpcId: `vpc-${hex(r, v)}`,
        SubnetId: `subnet-${hex(r, v, z)}`,
        AvailabilityZone: zones[z],
        OwnerId: ACCOUNT,
        Description: `worker ${n}`,
        Status: 'in-use',
        InterfaceType: 'interface',
        MacAddress: `02:00:00:${hex(n)
          .slice(-6)
          .replace(/(..)(..)(..)/, '$1:$2:$3')}`,
        PrivateIpAddress,
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress, PrivateDnsName: `ip-${PrivateIpAddress.replaceAll('.', '-')}.internal` },
        ],
        SourceDestCheck: true,
        RequesterManaged: false,
        Groups: [{ GroupId: `sg-${hex(r, v)}`, GroupName: 'workers' }],
        Attachment: { AttachmentId: `eni-attach-${hex(r, n)}`, DeviceIndex: 0, InstanceId: `i-${hex(r, n)}`, Status: 'attached' },
        TagSet: [
          { Key: 'Name', Value: `worker-${n}` },
          { Key: 'team', Value: `team-${n % 9}` },
        ],
      });
    }
  });
  for (const region of REGIONS.slice(0, 3)) {
    for (let n = 0; n < size.balancers; n += 1) addBalancer(add, region, n);
  }
  const TransitGatewayId = `tgw-${hex(1)}`;
  add('transit-gateway', HUB_REGION, TransitGatewayId, { TransitGatewayId, OwnerId: ACCOUNT, State: 'available' });
  for (let t = 0; t < size.tables; t += 1) {
    const id = `tgw-rtb-${hex(t)}`;
    add('transit-gateway-route-table', HUB_REGION, id, { TransitGatewayRouteTableId: id, TransitGatewayId, State: 'available' });
    const DestinationCidrBlock = `10.${t % 256}.0.0/16`;
    add(
      'transit-gateway-route',
      HUB_REGION,
      `${id}/${DestinationCidrBlock}`,
      { DestinationCidrBlock, Type: 'static', State: 'blackhole' },
      id,
    );
  }
  return memorySnapshot({
    resources,
    accounts: [{ account: ACCOUNT, partition: 'aws', arn: `arn:aws:iam::${ACCOUNT}:user/bench`, alias: 'bench' }],
    places: [...REGIONS, 'global'].map((region) => ({ account: ACCOUNT, region })),
    kinds: kinds.map(({ kind }) => kind),
  });
}

type Add = (kind: string, region: string, id: string, data: object, parent?: string) => void;

/** The prefix lists that AWS keeps in a Region: an address range or more of each of its services. */
const LISTS_OF_AWS = 15;

function addListsOfAws(add: Add, region: string, r: number): void {
  for (let n = 0; n < LISTS_OF_AWS; n += 1) {
    const PrefixListId = `pl-${hex(r, n)}`;
    const PrefixListName = `com.amazonaws.${region}.service-${n}`;
    add('prefix-list', region, PrefixListId, { PrefixListId, PrefixListName, OwnerId: 'AWS', AddressFamily: 'IPv4' });
    for (let entry = 0; entry <= n; entry += 1) {
      const Cidr = `52.${r}.${n}.${entry * 16}/28`;
      add('prefix-list-entry', region, `${PrefixListId}/${Cidr}`, { Cidr }, PrefixListId);
    }
  }
}

function addBalancer(add: Add, region: string, n: number): void {
  const prefix = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:`;
  const LoadBalancerArn = `${prefix}loadbalancer/app/web-${n}/${hex(n)}`;
  const ListenerArn = `${prefix}listener/app/web-${n}/${hex(n)}/${hex(n)}`;
  const TargetGroupArn = `${prefix}targetgroup/web-${n}/${hex(n)}`;
  const forward = { Type: 'forward', TargetGroupArn };
  add('load-balancer', region, LoadBalancerArn, { LoadBalancerArn, LoadBalancerName: `web-${n}`, Type: 'application' });
  add(
    'load-balancer-attributes',
    region,
    LoadBalancerArn,
    { Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '60' }] },
    LoadBalancerArn,
  );
  add('load-balancer-tags', region, LoadBalancerArn, { ResourceArn: LoadBalancerArn, Tags: [] }, LoadBalancerArn);
  add(
    'listener',
    region,
    ListenerArn,
    { ListenerArn, LoadBalancerArn, Protocol: 'HTTPS', Port: 443, DefaultActions: [forward] },
    LoadBalancerArn,
  );
  const RuleArn = `${ListenerArn.replace(':listener/', ':listener-rule/')}/1`;
  add('listener-rule', region, RuleArn, { RuleArn, Priority: 'default', IsDefault: true, Actions: [forward] }, ListenerArn);
  add('target-group', region, TargetGroupArn, { TargetGroupArn, TargetGroupName: `web-${n}`, Port: 80 });
  add(
    'target-group-attributes',
    region,
    TargetGroupArn,
    { Attributes: [{ Key: 'stickiness.enabled', Value: 'false' }] },
    TargetGroupArn,
  );
  add('target-group-tags', region, TargetGroupArn, { ResourceArn: TargetGroupArn, Tags: [] }, TargetGroupArn);
  const health = { Target: { Id: `i-${hex(n)}`, Port: 80 }, TargetHealth: { State: 'healthy' } };
  add('target-health', region, `${TargetGroupArn}/i-${hex(n)}/80`, health, TargetGroupArn);
}
