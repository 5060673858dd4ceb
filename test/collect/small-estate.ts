/** The smallest estate in which every way of asking occurs: pages, fan-outs, details, what is shared, what is global, an empty Region. */
import { kinds } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

export const HUB = '111111111111';
export const SPOKE = '222222222222';
export const BUSY = 'eu-central-1';
export const EMPTY = 'eu-west-1';

const at =
  (account: string, region: string) =>
  (kind: string, id: string, data: object, parent?: string): Resource => ({
    kind,
    account,
    region,
    id,
    ...(parent && { parent }),
    data,
  });

function regional(account: string): Resource[] {
  const make = at(account, BUSY);
  const last = account.at(-1);
  const VpcId = `vpc-0000000000000000${last}`;
  const SubnetId = (n: number) => `subnet-000000000000000${n}${last}`;
  const zones = ['a', 'b'].map((zone, n) =>
    make('availability-zone', `${BUSY}${zone}`, {
      ZoneName: `${BUSY}${zone}`,
      ZoneId: `euc1-az${n + 1}`,
      RegionName: BUSY,
      State: 'available',
      OptInStatus: 'opt-in-not-required',
    }),
  );
  const attributes = [
    ['enableDnsSupport', { EnableDnsSupport: { Value: true } }],
    ['enableDnsHostnames', { EnableDnsHostnames: { Value: false } }],
    ['enableNetworkAddressUsageMetrics', { EnableNetworkAddressUsageMetrics: { Value: false } }],
  ] as const;
  return [
    ...zones,
    make('vpc', VpcId, {
      VpcId,
      CidrBlock: '10.0.0.0/16',
      OwnerId: account,
      IsDefault: false,
      Tags: [{ Key: 'Name', Value: 'main' }],
    }),
    ...attributes.map(([name, value]) => make('vpc-attribute', `${VpcId}/${name}`, { VpcId, ...value }, `${VpcId}/${name}`)),
    ...[1, 2, 3].map((n) =>
      make('subnet', SubnetId(n), {
        SubnetId: SubnetId(n),
        VpcId,
        CidrBlock: `10.0.${n}.0/24`,
        AvailabilityZone: `${BUSY}a`,
        AvailableIpAddressCount: 240 + n,
        OwnerId: account,
      }),
    ),
    ...Array.from({ length: 23 }, (_, n) => {
      const NetworkInterfaceId = `eni-00000000000000${String(n).padStart(2, '0')}${last}`;
      return make('network-interface', NetworkInterfaceId, {
        NetworkInterfaceId,
        // One that AWS lists without its zone, so that asking by zone does not cover the list.
        ...(n !== 1 && { AvailabilityZone: `${BUSY}${'ab'[n % 2]}` }),
        SubnetId: SubnetId((n % 3) + 1),
        VpcId,
        OwnerId: account,
        PrivateIpAddress: `10.0.${(n % 3) + 1}.${10 + n}`,
        Description: n === 7 ? '<script>alert("\u202e")</script> & more' : '',
        Groups: [{ GroupId: 'sg-00000000000000001', GroupName: 'web' }],
        TagSet: [],
      });
    }),
  ];
}

/** Only in the hub: a transit gateway that the spoke sees because it is shared, and whose routes only the owner may ask for. */
function transit(): Resource[] {
  const make = at(HUB, BUSY);
  const TransitGatewayId = 'tgw-00000000000000001';
  const TransitGatewayRouteTableId = 'tgw-rtb-00000000000000001';
  const gateway = { TransitGatewayId, OwnerId: HUB, State: 'available', Description: 'hub' };
  return [
    make('transit-gateway', TransitGatewayId, gateway),
    { ...make('transit-gateway', TransitGatewayId, gateway), account: SPOKE },
    make('transit-gateway-route-table', TransitGatewayRouteTableId, {
      TransitGatewayRouteTableId,
      TransitGatewayId,
      State: 'available',
    }),
    ...Array.from({ length: 12 }, (_, n) => {
      const DestinationCidrBlock = `10.${n}.0.0/16`;
      const id = `${TransitGatewayRouteTableId}/${DestinationCidrBlock}`;
      return make(
        'transit-gateway-route',
        id,
        { DestinationCidrBlock, Type: 'static', State: 'blackhole' },
        TransitGatewayRouteTableId,
      );
    }),
  ];
}

function globals(account: string): Resource[] {
  const make = at(account, 'global');
  const regions = [BUSY, EMPTY, 'ap-east-1'].map((RegionName) =>
    make('region', RegionName, {
      RegionName,
      Endpoint: `ec2.${RegionName}.amazonaws.com`,
      OptInStatus: RegionName === 'ap-east-1' ? 'not-opted-in' : 'opt-in-not-required',
    }),
  );
  return [...regions, make('account-alias', 'aliases', { AccountAliases: [`alias-${account}`], IsTruncated: false })];
}

const accounts = [HUB, SPOKE];

export function smallEstate(): Snapshot {
  return memorySnapshot({
    resources: [...accounts.flatMap((account) => [...globals(account), ...regional(account)]), ...transit()],
    accounts: accounts.map((account) => ({
      account,
      partition: 'aws',
      arn: `arn:aws:iam::${account}:user/auditor`,
      alias: `alias-${account}`,
    })),
    places: accounts.flatMap((account) => [BUSY, EMPTY, 'global'].map((region) => ({ account, region }))),
    kinds: kinds.map(({ kind }) => kind),
  });
}
