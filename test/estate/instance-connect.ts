/** EC2 Instance Connect Endpoints: doors that IAM guards. */
import type { Ec2InstanceConnectEndpoint } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { NetworkInterface } from './interfaces.ts';
import { digitsOf, momentOf, numberOf } from './names.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import { Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

export interface InstanceConnectSpec {
  subnet: Subnet;
  groups: readonly SecurityGroup[];
  preserveClientIp?: boolean;
}

export class InstanceConnectEndpoint extends Thing {
  readonly vpc: Vpc;
  readonly id: string;
  readonly spec: InstanceConnectSpec;
  readonly interface: NetworkInterface;

  constructor(vpc: Vpc, name: string, spec: InstanceConnectSpec) {
    super(vpc.inside(name));
    this.vpc = vpc;
    this.id = vpc.region.id('eice', vpc.name, name);
    this.spec = spec;
    this.interface = spec.subnet.interface(`eice ${name}`, {
      description: `EC2 Instance Connect Endpoint: ${this.id}`,
      groups: spec.groups,
      by: { id: '283914076521', attachedFor: 'amazon-aws', elastic: true },
      sourceDestCheck: false,
      type: 'ec2_instance_connect_endpoint',
    });
  }

  *resources(): Iterable<Resource> {
    const { region } = this.vpc;
    const { subnet, groups, preserveClientIp } = this.spec;
    const host = `${this.id}.${digitsOf(this.id, 'dns').slice(0, 8)}`;
    const data: Ec2InstanceConnectEndpoint = {
      OwnerId: region.account.id,
      InstanceConnectEndpointId: this.id,
      InstanceConnectEndpointArn: region.arn('ec2', `instance-connect-endpoint/${this.id}`),
      State: 'create-complete',
      StateMessage: '',
      DnsName: `${host}.ec2-instance-connect-endpoint.${region.name}.amazonaws.com`,
      ...(region.name.startsWith('us-')
        ? { FipsDnsName: `${host}.fips.ec2-instance-connect-endpoint.${region.name}.amazonaws.com` }
        : {}),
      NetworkInterfaceIds: [this.interface.id],
      VpcId: this.vpc.id,
      AvailabilityZone: subnet.zone.name,
      AvailabilityZoneId: subnet.zone.id,
      CreatedAt: new Date(momentOf(this.id).getTime() + numberOf(1000, this.id)),
      SubnetId: subnet.id,
      PreserveClientIp: preserveClientIp ?? false,
      SecurityGroupIds: groups.map((group) => group.id),
      Tags: tagList(this.tags),
      IpAddressType: 'ipv4',
    };
    yield region.resource('instance-connect-endpoint', this.id, data);
  }
}
