/** A VPC with what AWS makes along with it: main route table, default network ACL, default security group. */
import type { DescribeVpcAttributeResult, Vpc as VpcItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { DhcpOptions } from './dhcp.ts';
import { GatewayEndpoint, type GatewayEndpointSpec, InterfaceEndpoint, type InterfaceEndpointSpec } from './endpoints.ts';
import { EgressOnlyGateway, InternetGateway } from './gateways.ts';
import { InstanceConnectEndpoint, type InstanceConnectSpec } from './instance-connect.ts';
import { NetworkAcl } from './network-acls.ts';
import type { Region } from './region.ts';
import { RouteTable } from './route-tables.ts';
import { SecurityGroup } from './security-groups.ts';
import { Subnet, type SubnetSpec } from './subnet.ts';
import { someTags, type Tags, Thing } from './thing.ts';

export interface VpcSpec {
  cidr: string;
  secondary?: readonly string[];
  /** An Amazon-provided /56. */
  ipv6?: string;
  default?: boolean;
  dhcp?: DhcpOptions;
  dnsHostnames?: boolean;
  dnsSupport?: boolean;
  usageMetrics?: boolean;
  /** Whether names resolve where DNS Firewall does not answer. */
  dnsFailOpen?: boolean;
  /** Inherited by everything that is built in the VPC. */
  tags?: Tags;
}

export class Vpc extends Thing {
  readonly region: Region;
  readonly name: string;
  readonly id: string;
  readonly spec: VpcSpec;
  readonly dhcp: DhcpOptions;
  readonly subnets: Subnet[] = [];
  readonly gatewayEndpoints: GatewayEndpoint[] = [];
  readonly mainTable: RouteTable;
  readonly defaultAcl: NetworkAcl;
  readonly defaultGroup: SecurityGroup;
  readonly #things: Thing[] = [];

  constructor(region: Region, name: string, spec: VpcSpec) {
    super(spec.default ? {} : region.tags(name, spec.tags));
    this.region = region;
    this.name = name;
    this.id = region.id('vpc', name);
    this.spec = spec;
    this.dhcp = spec.dhcp ?? region.defaultDhcp();
    this.mainTable = this.#add(new RouteTable(this, 'main', { main: true }));
    this.defaultAcl = this.#add(new NetworkAcl(this, 'default', { default: true }));
    this.defaultGroup = this.#add(new SecurityGroup(this, 'default', 'default VPC security group'));
  }

  #add<T extends Thing>(thing: T): T {
    this.#things.push(thing);
    return thing;
  }

  /** Every IPv4 block of the VPC. */
  get cidrs(): string[] {
    return [this.spec.cidr, ...(this.spec.secondary ?? [])];
  }

  /** The tags of something in this VPC. */
  inside(name: string, tags: Tags = {}): Tags {
    return this.region.tags(name, { ...this.spec.tags, ...tags });
  }

  // What can be built in it --------------------------------------------------------------------------------------------------

  subnet(name: string, spec: SubnetSpec): Subnet {
    const subnet = this.#add(new Subnet(this, name, spec));
    this.subnets.push(subnet);
    return subnet;
  }

  group(name: string, description: string, tags?: Tags): SecurityGroup {
    return this.#add(new SecurityGroup(this, name, description, tags));
  }

  acl(name: string, subnets: readonly Subnet[]): NetworkAcl {
    const acl = this.#add(new NetworkAcl(this, name, {}));
    for (const subnet of subnets) subnet.acl = acl;
    return acl;
  }

  table(name: string, subnets: readonly Subnet[], tags?: Tags): RouteTable {
    const table = this.#add(new RouteTable(this, name, tags ? { tags } : {}));
    for (const subnet of subnets) subnet.table = table;
    return table;
  }

  internetGateway(name: string): InternetGateway {
    return this.region.add(new InternetGateway(this.region, name, this));
  }

  egressOnlyGateway(name: string): EgressOnlyGateway {
    return this.region.add(new EgressOnlyGateway(this, name));
  }

  gatewayEndpoint(service: 's3' | 'dynamodb', spec: GatewayEndpointSpec): GatewayEndpoint {
    const endpoint = this.#add(new GatewayEndpoint(this, service, spec));
    this.gatewayEndpoints.push(endpoint);
    return endpoint;
  }

  interfaceEndpoint(name: string, spec: InterfaceEndpointSpec): InterfaceEndpoint {
    return this.#add(new InterfaceEndpoint(this, name, spec));
  }

  instanceConnect(name: string, spec: InstanceConnectSpec): InstanceConnectEndpoint {
    return this.#add(new InstanceConnectEndpoint(this, name, spec));
  }

  // As AWS describes it ------------------------------------------------------------------------------------------------------

  *resources(): Iterable<Resource> {
    yield this.region.resource('vpc', this.id, this.#item());
    yield* this.#attributes();
    for (const thing of this.#things) if (!thing.gone) yield* thing.resources();
  }

  #item(): VpcItem {
    const { spec, region } = this;
    const associated = { State: 'associated' } as const;
    return {
      OwnerId: region.account.id,
      InstanceTenancy: 'default',
      CidrBlockAssociationSet: this.cidrs.map((CidrBlock) => ({
        AssociationId: region.id('vpc-cidr-assoc', this.id, CidrBlock),
        CidrBlock,
        CidrBlockState: associated,
      })),
      ...(spec.ipv6
        ? {
            Ipv6CidrBlockAssociationSet: [
              {
                AssociationId: region.id('vpc-cidr-assoc', this.id, spec.ipv6),
                Ipv6CidrBlock: spec.ipv6,
                Ipv6CidrBlockState: associated,
                NetworkBorderGroup: region.name,
                Ipv6Pool: 'Amazon',
                Ipv6AddressAttribute: 'public',
                IpSource: 'amazon',
              },
            ],
          }
        : {}),
      IsDefault: spec.default ?? false,
      ...someTags(this.tags),
      BlockPublicAccessStates: { InternetGatewayBlockMode: region.blockPublicAccess },
      VpcId: this.id,
      State: 'available',
      CidrBlock: spec.cidr,
      DhcpOptionsId: this.dhcp.id,
    };
  }

  *#attributes(): Iterable<Resource> {
    const { dnsSupport = true, dnsHostnames = true, usageMetrics = false } = this.spec;
    const answers: Record<string, DescribeVpcAttributeResult> = {
      enableDnsSupport: { EnableDnsSupport: { Value: dnsSupport } },
      enableDnsHostnames: { EnableDnsHostnames: { Value: dnsHostnames } },
      enableNetworkAddressUsageMetrics: { EnableNetworkAddressUsageMetrics: { Value: usageMetrics } },
    };
    for (const [attribute, answer] of Object.entries(answers)) {
      const key = `${this.id}/${attribute}`;
      yield this.region.resource('vpc-attribute', key, { VpcId: this.id, ...answer }, key);
    }
  }
}
