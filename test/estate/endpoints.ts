/** VPC endpoints: gateway endpoints, interface endpoints, and those of a firewall. */
import type { VpcEndpoint as VpcEndpointItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { GatewayService } from './aws-lists.ts';
import type { NetworkInterface } from './interfaces.ts';
import { digitsOf, momentOf } from './names.ts';
import type { RouteTable } from './route-tables.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

type Statement = Record<string, unknown>;

/** What AWS gives an endpoint whose maker wrote no policy. */
const everything: Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

const policyOf = (statement: Statement = everything): string => JSON.stringify({ Version: '2008-10-17', Statement: [statement] });

export interface GatewayEndpointSpec {
  tables: readonly RouteTable[];
  /** Absent: everything for everyone. */
  policy?: Statement;
  tags?: Tags;
}

export class GatewayEndpoint extends Thing implements Target {
  readonly vpc: Vpc;
  readonly service: GatewayService;
  readonly id: string;
  tables: readonly RouteTable[];
  readonly #policy: Statement | undefined;

  constructor(vpc: Vpc, service: GatewayService, spec: GatewayEndpointSpec) {
    super(vpc.inside(`${vpc.name}-${service}`, spec.tags));
    this.vpc = vpc;
    this.service = service;
    this.id = vpc.region.id('vpce', vpc.name, service);
    this.tables = spec.tables;
    this.#policy = spec.policy;
  }

  target() {
    return { GatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const { region } = this.vpc;
    const data: VpcEndpointItem = {
      ...common(this.vpc, this.id, 'Gateway'),
      ServiceName: `com.amazonaws.${region.name}.${this.service}`,
      PolicyDocument: policyOf(this.#policy),
      RouteTableIds: this.tables.map((table) => table.id),
      PrivateDnsEnabled: false,
      IpAddressType: 'ipv4',
      Tags: tagList(this.tags),
    };
    yield region.resource('vpc-endpoint', this.id, data);
  }
}

const common = (vpc: Vpc, id: string, type: 'Gateway' | 'Interface' | 'GatewayLoadBalancer'): VpcEndpointItem => ({
  VpcEndpointId: id,
  VpcEndpointType: type,
  VpcId: vpc.id,
  // The SDK's list has it as `Available`, AWS sends it like this.
  State: 'available' as 'Available',
  RouteTableIds: [],
  SubnetIds: [],
  Groups: [],
  NetworkInterfaceIds: [],
  DnsEntries: [],
  RequesterManaged: false,
  CreationTimestamp: momentOf(id),
  OwnerId: vpc.region.account.id,
});

export interface InterfaceEndpointSpec {
  /** `ssm`, or the whole name of a service that someone offers. */
  service: string;
  subnets: readonly Subnet[];
  groups?: readonly SecurityGroup[];
  privateDns?: boolean;
  policy?: Statement;
  /** Owned by a Network Firewall, which is the service behind it. */
  firewall?: string;
  /** Leads to a gateway load balancer of one's own. */
  inline?: boolean;
  state?: 'available' | 'pendingAcceptance' | 'rejected' | 'failed';
  tags?: Tags;
}

/** The hosted zones of endpoint names. */
const hostedZones: Record<string, string> = {
  'eu-central-1': 'Z273ZU8SZ5RJPC',
  'eu-west-1': 'Z38GZ743OKFT7T',
  'us-east-1': 'Z7HUB22UULQXV',
};

export class InterfaceEndpoint extends Thing implements Target {
  readonly vpc: Vpc;
  readonly id: string;
  readonly service: string;
  readonly spec: InterfaceEndpointSpec;
  readonly interfaces: readonly NetworkInterface[];
  groups: readonly SecurityGroup[];

  constructor(vpc: Vpc, name: string, spec: InterfaceEndpointSpec) {
    const { firewall } = spec;
    const inline = firewall !== undefined || spec.inline === true;
    const managed: Tags = firewall ? { AWSNetworkFirewallManaged: 'true', Firewall: firewall } : {};
    super(firewall ? managed : vpc.inside(name, spec.tags));
    this.vpc = vpc;
    this.id = vpc.region.id('vpce', vpc.name, name);
    this.spec = spec;
    this.service = spec.service.includes('.vpce-svc-') ? spec.service : `com.amazonaws.${vpc.region.name}.${spec.service}`;
    this.groups = spec.groups ?? [];
    // A provider that has not said yes gets no interfaces into the consumer's subnets to work with.
    const made = spec.state === undefined || spec.state === 'available' ? spec.subnets : [];
    this.interfaces = made.map((subnet) =>
      subnet.interface(`vpce ${name}`, {
        description: `VPC Endpoint Interface ${this.id}`,
        groups: this.groups,
        type: inline ? 'gateway_load_balancer_endpoint' : 'vpc_endpoint',
        sourceDestCheck: !inline,
        by: { id: inline ? '524839671203' : '727180483921', attachedFor: 'amazon-aws', elastic: true },
      }),
    );
  }

  target() {
    return { GatewayId: this.id };
  }

  *resources(): Iterable<Resource> {
    const { vpc, spec } = this;
    const inline = spec.firewall !== undefined || spec.inline === true;
    const data: VpcEndpointItem = {
      ...common(vpc, this.id, inline ? 'GatewayLoadBalancer' : 'Interface'),
      ServiceName: this.service,
      ServiceRegion: vpc.region.name,
      ...(spec.state ? { State: spec.state as 'Available' } : {}),
      ...(inline ? {} : { PolicyDocument: policyOf(spec.policy) }),
      SubnetIds: spec.subnets.map((subnet) => subnet.id),
      Groups: this.groups.map((group) => ({ GroupId: group.id, GroupName: group.name })),
      IpAddressType: 'ipv4',
      ...(inline ? {} : { DnsOptions: { DnsRecordIpType: 'ipv4' } }),
      PrivateDnsEnabled: spec.privateDns ?? false,
      RequesterManaged: spec.firewall !== undefined,
      NetworkInterfaceIds: this.interfaces.map((made) => made.id),
      DnsEntries: inline || this.interfaces.length === 0 ? [] : this.#names(),
      Tags: tagList(this.tags),
    };
    yield vpc.region.resource('vpc-endpoint', this.id, data);
  }

  #names() {
    const { region } = this.vpc;
    const short = this.service.split('.').at(-1)!;
    const suffix = this.service.includes('.vpce-svc-')
      ? `${short}.${region.name}.vpce.amazonaws.com`
      : `${this.service.slice(`com.amazonaws.${region.name}.`.length)}.${region.name}.vpce.amazonaws.com`;
    const own = `${this.id}-${digitsOf(this.id, 'dns').slice(0, 8)}`;
    const HostedZoneId = hostedZones[region.name] ?? 'Z1HUB23UULQXV0';
    const named = (DnsName: string) => ({ DnsName, HostedZoneId });
    return [
      named(`${own}.${suffix}`),
      ...this.spec.subnets.map((subnet) => named(`${own}-${subnet.zone.name}.${suffix}`)),
      ...(this.spec.privateDns ? [{ DnsName: `${short}.${region.name}.amazonaws.com`, HostedZoneId: 'ZONEIDPENDING' }] : []),
    ];
  }
}
