/** The estate that the snapshot benchmark stores: ten accounts, seventeen Regions, four kinds, made shard by shard. */
import type { Place, Resource } from '../../src/snapshot/snapshot.ts';
import { REGIONS } from '../scan/estate.ts';

export interface Content extends Place {
  kind: string;
  resources: Resource[];
}

/** How often each kind is there, of a hundred. */
const MIX = { 'network-interface': 60, 'security-group-rule': 25, subnet: 10, 'route-table': 5 } as const;
type Made = keyof typeof MIX;

/** What a day did to the estate: this share of the resources, spread over all shards, or filling some shards and no others. */
export interface Day {
  share: number;
  whole?: boolean;
}

export interface Tally {
  new: number;
  gone: number;
  changed: number;
}

/** Seventeen digits that look like chance, as in AWS's ids: always the same for the same parts, and never for others. */
function hex(n: number, at = 0, kind = 0): string {
  const mixed = Math.imul(Math.imul(n ^ (at << 20) ^ kind, 0x85ebca6b) ^ (n >>> 7), 0xc2b2ae35);
  const chance = (mixed ^ (mixed >>> 15)) >>> 0;
  const digits = (value: number, length: number): string => value.toString(16).padStart(length, '0');
  return digits(chance, 8) + digits(n, 5) + digits(at, 3) + digits(kind, 1);
}

/** The shards of a day, one after the other. Of what a day touches, half is changed, a quarter gone, a quarter new. */
export function* contents(resources: number, day: Day, tally: Tally = { new: 0, gone: 0, changed: 0 }): Generator<Content> {
  const accounts = Array.from({ length: 10 }, (_, n) => String(111_111_111_111 + n));
  const places = accounts.flatMap((account) => REGIONS.map((region) => ({ account, region })));
  let shard = 0;
  let nth = 0;
  for (const [at, place] of places.entries()) {
    for (const kind of Object.keys(MIX) as Made[]) {
      const count = Math.round((resources / places.length) * (MIX[kind] / 100));
      shard += 1;
      const every = day.share === 0 ? Number.POSITIVE_INFINITY : Math.round(1 / day.share);
      const touched = (n: number): boolean => (day.whole ? shard % every === 0 : (n + shard) % every === 0);
      const made: Resource[] = [];
      for (let n = 0; n < count; n += 1) {
        if (!touched(n)) made.push(resource(place, at, kind, n, 0));
        else if (nth++ % 4 < 2) {
          tally.changed += 1;
          made.push(resource(place, at, kind, n, 1));
        } else if (nth % 4 === 3) tally.gone += 1;
        else {
          tally.new += 1;
          made.push(resource(place, at, kind, n, 0), resource(place, at, kind, n + count, 0));
        }
      }
      if (made.length) yield { ...place, kind, resources: made };
    }
  }
}

function resource(place: Place, at: number, kind: Made, n: number, day: number): Resource {
  const id = hex(n, at, Object.keys(MIX).indexOf(kind));
  return { ...place, kind, ...items[kind](id, n, day, place) };
}

const tags = (n: number) => [
  { Key: 'Name', Value: `web-${n % 997}` },
  { Key: 'env', Value: n % 3 ? 'prod' : 'dev' },
  { Key: 'owner', Value: `team-${n % 41}` },
];
const address = (n: number): string => `10.${(n >> 14) & 255}.${(n >> 6) & 255}.${(n & 63) + 4}`;

const items: Record<Made, (id: string, n: number, day: number, place: Place) => { id: string; data: object }> = {
  'network-interface': (id, n, day, { account, region }) => ({
    id: `eni-${id}`,
    data: {
      Association: {
        AllocationId: `eipalloc-${id}`,
        IpOwnerId: account,
        PublicDnsName: '',
        PublicIp: `203.${address(n).slice(3)}`,
      },
      Attachment: {
        AttachTime: '2026-03-01T09:12:44.000Z',
        AttachmentId: `eni-attach-${id}`,
        DeleteOnTermination: true,
        DeviceIndex: 0,
        InstanceId: `i-${id}`,
        InstanceOwnerId: account,
        Status: 'attached',
      },
      AvailabilityZone: `${region}a`,
      Description: day ? 'moved' : '',
      Groups: [{ GroupId: `sg-${hex(n % 300)}`, GroupName: `group-${n % 300}` }],
      InterfaceType: 'interface',
      MacAddress: `02:${id.slice(-10).replace(/(..)(?=.)/g, '$1:')}`,
      NetworkInterfaceId: `eni-${id}`,
      OwnerId: account,
      PrivateDnsName: `ip-${address(n).replaceAll('.', '-')}.${region}.compute.internal`,
      PrivateIpAddress: address(n),
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address(n) }],
      SourceDestCheck: true,
      Status: 'in-use',
      SubnetId: `subnet-${hex(n % 60)}`,
      TagSet: tags(n),
      VpcId: `vpc-${hex(n % 20)}`,
    },
  }),
  'security-group-rule': (id, n, day, { account }) => ({
    id: `sgr-${id}`,
    data: {
      CidrIpv4: day ? '0.0.0.0/0' : `${address(n)}/32`,
      Description: `rule ${n}`,
      FromPort: n % 65_536,
      GroupId: `sg-${hex(n % 300)}`,
      GroupOwnerId: account,
      IpProtocol: 'tcp',
      IsEgress: n % 5 === 0,
      SecurityGroupRuleId: `sgr-${id}`,
      Tags: [],
      ToPort: n % 65_536,
    },
  }),
  subnet: (id, n, day, { account, region }) => ({
    id: `subnet-${id}`,
    data: {
      AvailabilityZone: `${region}b`,
      AvailableIpAddressCount: 251 - (n % 200),
      CidrBlock: `${address(n)}/28`,
      MapPublicIpOnLaunch: day === 1,
      OwnerId: account,
      State: 'available',
      SubnetId: `subnet-${id}`,
      Tags: tags(n),
      VpcId: `vpc-${hex(n % 20)}`,
    },
  }),
  'route-table': (id, n, day, { account }) => ({
    id: `rtb-${id}`,
    data: {
      Associations: [
        { Main: false, RouteTableAssociationId: `rtbassoc-${id}`, RouteTableId: `rtb-${id}`, SubnetId: `subnet-${hex(n % 60)}` },
      ],
      OwnerId: account,
      RouteTableId: `rtb-${id}`,
      Routes: Array.from({ length: 12 }, (_, r) => ({
        DestinationCidrBlock: `10.${r}.0.0/16`,
        Origin: 'CreateRoute',
        State: day && r === 5 ? 'blackhole' : 'active',
        TransitGatewayId: `tgw-${hex(r)}`,
      })),
      Tags: tags(n),
      VpcId: `vpc-${hex(n % 20)}`,
    },
  }),
};
