/** Answers of a thousand resources, laid out as EC2 does. */
import * as ec2 from '@aws-sdk/client-ec2';
import { NormalizedSchema } from '@smithy/core/schema';
import { answer, laidOut } from '../../test/collect/xml/answers.ts';

const ACCOUNT = '111111111111';
const COUNT = 1_000;
const hex = (n: number) => (n * 2_654_435_761).toString(16).padStart(17, '0').slice(-17);
const tags = (n: number) => [
  { Key: 'Name', Value: `worker-${n}` },
  { Key: 'team', Value: `team-${n % 9}` },
  { Key: 'cost-centre', Value: String(4_000 + (n % 40)) },
];

const items: Record<string, (n: number) => object> = {
  NetworkInterfaces: (n) => ({
    NetworkInterfaceId: `eni-${hex(n)}`,
    VpcId: `vpc-${hex(n % 20)}`,
    SubnetId: `subnet-${hex(n % 60)}`,
    AvailabilityZone: 'eu-central-1a',
    OwnerId: ACCOUNT,
    Description: `arn:aws:ecs:eu-central-1:${ACCOUNT}:attachment/${hex(n)}`,
    Status: 'in-use',
    InterfaceType: 'interface',
    MacAddress: '02:6f:12:34:56:78',
    PrivateDnsName: `ip-10-0-${n >> 8}-${n & 255}.eu-central-1.compute.internal`,
    PrivateIpAddress: `10.0.${n >> 8}.${n & 255}`,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: `10.0.${n >> 8}.${n & 255}` }],
    Ipv6Addresses: [],
    SourceDestCheck: true,
    RequesterManaged: false,
    Groups: [{ GroupId: `sg-${hex(n % 300)}`, GroupName: `service-${n % 300}` }],
    Attachment: {
      AttachmentId: `eni-attach-${hex(n)}`,
      AttachTime: '2026-03-01T10:00:00.000Z',
      DeleteOnTermination: true,
      DeviceIndex: n % 4,
      InstanceId: `i-${hex(n)}`,
      Status: 'attached',
    },
    TagSet: tags(n),
  }),
  SecurityGroups: (n) => ({
    GroupId: `sg-${hex(n)}`,
    GroupName: `service-${n}`,
    Description: `Traffic of service ${n} & its <peers>`,
    OwnerId: ACCOUNT,
    VpcId: `vpc-${hex(n % 20)}`,
    IpPermissions: [443, 8080, 9090, 5432].map((port) => ({
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      IpRanges: [0, 1, 2].map((at) => ({ CidrIp: `10.${n & 255}.${at}.0/24`, Description: `office ${at}` })),
      UserIdGroupPairs: [{ GroupId: `sg-${hex(n + 1)}`, UserId: ACCOUNT }],
      Ipv6Ranges: [],
      PrefixListIds: [],
    })),
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: tags(n),
  }),
  Subnets: (n) => ({
    SubnetId: `subnet-${hex(n)}`,
    SubnetArn: `arn:aws:ec2:eu-central-1:${ACCOUNT}:subnet/subnet-${hex(n)}`,
    VpcId: `vpc-${hex(n % 20)}`,
    CidrBlock: `10.${n & 255}.0.0/20`,
    AvailabilityZone: 'eu-central-1a',
    AvailabilityZoneId: 'euc1-az2',
    AvailableIpAddressCount: 4_091 - n,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    OwnerId: ACCOUNT,
    State: 'available',
    Tags: tags(n),
  }),
  RouteTables: (n) => ({
    RouteTableId: `rtb-${hex(n)}`,
    VpcId: `vpc-${hex(n % 20)}`,
    OwnerId: ACCOUNT,
    Associations: [0, 1].map((at) => ({
      Main: false,
      RouteTableAssociationId: `rtbassoc-${hex(n * 2 + at)}`,
      RouteTableId: `rtb-${hex(n)}`,
      SubnetId: `subnet-${hex(n * 2 + at)}`,
      AssociationState: { State: 'associated' },
    })),
    Routes: Array.from({ length: 12 }, (_, at) => ({
      DestinationCidrBlock: `10.${at}.0.0/16`,
      TransitGatewayId: `tgw-${hex(1)}`,
      Origin: 'CreateRoute',
      State: 'active',
    })),
    PropagatingVgws: [],
    Tags: tags(n),
  }),
};

/** Operations by the member that holds their resources. */
export const operations: Record<string, string> = {
  NetworkInterfaces: 'DescribeNetworkInterfaces',
  SecurityGroups: 'DescribeSecurityGroups',
  Subnets: 'DescribeSubnets',
  RouteTables: 'DescribeRouteTables',
};

export const schemaOf = (operation: string): NormalizedSchema =>
  NormalizedSchema.of((ec2 as unknown as Record<string, [0, 0, 0, 0, 0, never]>)[`${operation}$`]![5]);

/** The answer with a thousand resources of a member. */
export function pageOf(member: string): Buffer {
  const operation = operations[member]!;
  const value = { [member]: Array.from({ length: COUNT }, (_, n) => items[member]!(n)) };
  return Buffer.from(laidOut(answer(operation, schemaOf(operation), value)));
}
