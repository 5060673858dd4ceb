/** Instances and the reservations they were started in. */
import type { Instance as InstanceItem, InstanceNetworkInterface, Reservation } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { ElasticIp } from './elastic-ips.ts';
import type { NetworkInterface } from './interfaces.ts';
import { momentOf } from './names.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import { someTags, type Tags, Thing } from './thing.ts';

export interface InstanceSpec {
  type: string;
  groups: readonly SecurityGroup[];
  image?: string;
  /** The name of its instance profile. */
  profile?: string;
  key?: string;
  /** Whether it still answers version 1 of the metadata service. */
  imdsV1?: boolean;
  hopLimit?: number;
  windows?: boolean;
  stopped?: boolean;
  /** `true`: an address of AWS's pool. */
  publicAddress?: true | ElasticIp;
  ipv6?: boolean;
  /** A chosen private address. */
  address?: string;
  /** Addresses besides the first. */
  secondary?: number;
  sourceDestCheck?: boolean;
  /** Further interfaces, in other subnets of its zone. */
  also?: readonly NetworkInterface[];
  /** Started with others by Auto Scaling: the name of its group. */
  scalingGroup?: string;
  launched?: Date;
  tags?: Tags;
}

export class Instance extends Thing {
  readonly subnet: Subnet;
  readonly name: string;
  readonly id: string;
  readonly spec: InstanceSpec;
  readonly interface: NetworkInterface;
  readonly interfaces: readonly NetworkInterface[];
  imdsV1: boolean;

  constructor(subnet: Subnet, name: string, spec: InstanceSpec) {
    const scaled: Tags = spec.scalingGroup ? { 'aws:autoscaling:groupName': spec.scalingGroup } : {};
    super(subnet.vpc.inside(name, { ...spec.tags, ...scaled }));
    const { groups, ipv6, address, secondary, sourceDestCheck, publicAddress } = spec;
    this.subnet = subnet;
    this.name = name;
    this.id = subnet.vpc.region.id('i', subnet.vpc.name, name);
    this.spec = spec;
    this.imdsV1 = spec.imdsV1 ?? false;
    this.interface = subnet.interface(name, {
      groups,
      ...(ipv6 === undefined ? {} : { ipv6 }),
      ...(address === undefined ? {} : { address }),
      ...(secondary === undefined ? {} : { secondary }),
      ...(sourceDestCheck === undefined ? {} : { sourceDestCheck }),
    });
    this.interfaces = [this.interface, ...(spec.also ?? [])];
    this.interfaces.forEach((attached, index) => {
      attached.attachedTo = { instance: this, index };
    });
    if (publicAddress === true) this.interface.publish();
    else publicAddress?.associate(this.interface);
  }

  terminate(): void {
    this.gone = true;
    for (const attached of this.interfaces) attached.gone = true;
  }

  /** The Elastic IP that it was given, if any. */
  get elasticIp(): ElasticIp | undefined {
    return this.spec.publicAddress === true ? undefined : this.spec.publicAddress;
  }

  get launched(): Date {
    return this.spec.launched ?? momentOf(this.id);
  }

  *resources(): Iterable<Resource> {
    const { region } = this.subnet.vpc;
    const reservation: Omit<Reservation, 'Instances'> = {
      ReservationId: region.id('r', this.subnet.vpc.name, this.name),
      OwnerId: region.account.id,
      ...(this.spec.scalingGroup ? { RequesterId: '940372691376' } : {}),
      Groups: [],
    };
    yield region.resource('instance', this.id, { ...this.#item(), Reservation: reservation });
  }

  #item(): InstanceItem {
    const { spec, subnet, interface: first } = this;
    const { region } = subnet.vpc;
    const held = first.addresses[0];
    const published = held?.public?.address;
    return {
      Architecture: spec.type.includes('g.') ? 'arm64' : 'x86_64',
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            AttachTime: this.launched,
            DeleteOnTermination: true,
            Status: 'attached',
            VolumeId: region.id('vol', this.id),
            EbsCardIndex: 0,
          },
        },
      ],
      ClientToken: '',
      EbsOptimized: true,
      EnaSupport: true,
      Hypervisor: 'xen',
      ...this.#profile(),
      NetworkInterfaces: this.interfaces.map((attached) => this.#attached(attached)),
      RootDeviceName: '/dev/xvda',
      RootDeviceType: 'ebs',
      SecurityGroups: first.groupList(),
      SourceDestCheck: first.sourceDestCheck,
      ...someTags(this.tags),
      VirtualizationType: 'hvm',
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
      CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
      HibernationOptions: { Configured: false },
      MetadataOptions: {
        State: 'applied',
        HttpTokens: this.imdsV1 ? 'optional' : 'required',
        HttpPutResponseHopLimit: spec.hopLimit ?? 1,
        HttpEndpoint: 'enabled',
        HttpProtocolIpv6: 'disabled',
        InstanceMetadataTags: 'disabled',
      },
      EnclaveOptions: { Enabled: false },
      PlatformDetails: spec.windows ? 'Windows' : 'Linux/UNIX',
      UsageOperation: spec.windows ? 'RunInstances:0002' : 'RunInstances',
      UsageOperationUpdateTime: this.launched,
      PrivateDnsNameOptions: {
        HostnameType: held ? 'ip-name' : 'resource-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: !held,
      },
      ...(first.ipv6 ? { Ipv6Address: first.ipv6 } : {}),
      MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
      CurrentInstanceBootMode: 'legacy-bios',
      NetworkPerformanceOptions: { BandwidthWeighting: 'default' },
      Operator: { Managed: false },
      InstanceId: this.id,
      ImageId: region.id('ami', spec.image ?? 'al2023'),
      State: spec.stopped ? { Code: 80, Name: 'stopped' } : { Code: 16, Name: 'running' },
      PrivateDnsName: held ? region.privateName(held.address) : `${this.id}.${region.name}.compute.internal`,
      PublicDnsName: published && first.named ? region.publicName(published) : '',
      StateTransitionReason: spec.stopped ? 'User initiated (2026-08-19 16:02:44 GMT)' : '',
      ...(spec.key ? { KeyName: spec.key } : {}),
      AmiLaunchIndex: 0,
      ProductCodes: [],
      InstanceType: spec.type as 't3.micro',
      LaunchTime: this.launched,
      Placement: { AvailabilityZoneId: subnet.zone.id, GroupName: '', Tenancy: 'default', AvailabilityZone: subnet.zone.name },
      ...(spec.windows ? { Platform: 'windows' as 'Windows' } : {}),
      Monitoring: { State: 'disabled' },
      SubnetId: subnet.id,
      VpcId: subnet.vpc.id,
      ...(held ? { PrivateIpAddress: held.address } : {}),
      ...(published ? { PublicIpAddress: published } : {}),
    };
  }

  #profile(): Pick<InstanceItem, 'IamInstanceProfile'> {
    const { profile } = this.spec;
    if (!profile) return {};
    const { id } = this.subnet.vpc.region.account;
    const Id = `AIPA${this.subnet.vpc.region.id('', profile).slice(2).toUpperCase()}`;
    return { IamInstanceProfile: { Arn: `arn:aws:iam::${id}:instance-profile/${profile}`, Id } };
  }

  /** The interface once more, as the instance tells it. */
  #attached(attached: NetworkInterface): InstanceNetworkInterface {
    const { InstanceId: _id, InstanceOwnerId: _owner, ...Attachment } = attached.attachment()!;
    const held = attached.addresses[0];
    const Association = held && attached.association(held);
    const { AllocationId: _allocation, AssociationId: _association, ...shown } = Association ?? {};
    return {
      ...(Association ? { Association: shown } : {}),
      Attachment,
      Description: attached.spec.description ?? '',
      Groups: attached.groupList(),
      Ipv6Addresses: attached.ipv6 ? [{ Ipv6Address: attached.ipv6, IsPrimaryIpv6: false }] : [],
      MacAddress: attached.mac,
      NetworkInterfaceId: attached.id,
      OwnerId: attached.region.account.id,
      ...(held && attached.named ? { PrivateDnsName: attached.region.privateName(held.address) } : {}),
      ...(held ? { PrivateIpAddress: held.address } : {}),
      PrivateIpAddresses: attached.addressList().map(({ Association: known, ...address }) => {
        const { AllocationId: _, AssociationId: __, ...rest } = known ?? {};
        return { ...address, ...(known ? { Association: rest } : {}) };
      }),
      SourceDestCheck: attached.sourceDestCheck,
      Status: 'in-use',
      SubnetId: attached.subnet.id,
      VpcId: attached.subnet.vpc.id,
      InterfaceType: 'interface',
      Operator: { Managed: false },
    };
  }
}
