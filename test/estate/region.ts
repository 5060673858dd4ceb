/** One Region of one account: what AWS keeps there for everyone, and everything that was built there. */
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Account } from './account.ts';
import { cidr, dotted } from './addresses.ts';
import { Described } from './described.ts';
import { DhcpOptions, type DhcpSpec } from './dhcp.ts';
import { ElasticIp } from './elastic-ips.ts';
import { FlowLog, type FlowLogSpec } from './flow-logs.ts';
import { attributesOf, awsListsIn, defaultsIn, zonesOf } from './given.ts';
import { namesFor } from './given-names.ts';
import { CustomerGateway, type CustomerGatewaySpec, VpnGateway, type VpnGatewaySpec } from './hybrid.ts';
import { idOf, numberOf } from './names.ts';
import { PrefixList, type PrefixListSpec } from './prefix-lists.ts';
import { plain, type Tags, type Target, type Thing } from './thing.ts';
import { TransitGateway, type TransitGatewaySpec } from './transit.ts';
import { Vpc, type VpcSpec } from './vpc.ts';
import { VpnConnection, type VpnSpec } from './vpn.ts';
import { lettersOf, zoneOf } from './zones.ts';

export class Region {
  readonly account: Account;
  readonly name: string;
  /** What `VpcBlockPublicAccess` is set to. */
  blockPublicAccess: 'off' | 'block-ingress' | 'block-bidirectional' = 'off';
  readonly #things: Thing[] = [];
  #defaultDhcp: DhcpOptions | undefined;

  constructor(account: Account, name: string) {
    this.account = account;
    this.name = name;
  }

  add<T extends Thing>(thing: T): T {
    this.#things.push(thing);
    return thing;
  }

  /** A resource of any kind, as AWS describes it. `parent`: what was asked about. */
  describe(kind: string, data: object, parent?: string): Described {
    return this.add(new Described(this, kind, data, parent));
  }

  id(prefix: string, ...names: string[]): string {
    return idOf(prefix, this.account.id, this.name, ...names);
  }

  /** `arn:aws:ec2:eu-central-1:471830295516:vpc/vpc-…` */
  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.name}:${this.account.id}:${rest}`;
  }

  /** The tags of something here: what its account puts on everything, its name, its own. */
  tags(name: string, tags: Tags = {}): Tags {
    return { ...this.account.spec.tags, Name: name, ...tags };
  }

  zone(letter: string): { name: string; id: string } {
    return zoneOf(this.name, letter, this.account.spec.zoneShift ?? 0);
  }

  resource(kind: string, id: string, data: unknown, parent?: string): Resource {
    const at = { account: this.account.id, region: this.name };
    return { ...at, kind, id, ...(parent === undefined ? {} : { parent }), data: plain(data) };
  }

  /** `10.21.0.4` as the name that AWS gives it: `ip-10-21-0-4.eu-central-1.compute.internal`. */
  privateName(address: string): string {
    return `ip-${address.replaceAll('.', '-')}.${this.name === 'us-east-1' ? 'ec2' : `${this.name}.compute`}.internal`;
  }

  publicName(address: string): string {
    return `ec2-${address.replaceAll('.', '-')}.${this.name === 'us-east-1' ? 'compute-1' : `${this.name}.compute`}.amazonaws.com`;
  }

  /** A public address that nobody in the estate has. */
  publicAddress(name: string): string {
    const { publicBlock, publicInUse } = this.account.estate;
    const { base, size } = cidr(publicBlock);
    const first = numberOf(size, this.account.id, this.name, name);
    for (let step = 0; step < size; step++) {
      const at = (first + step) % size;
      const address = dotted(base + at);
      if (at === 0 || at === size - 1 || publicInUse.has(address)) continue;
      publicInUse.add(address);
      return address;
    }
    throw new Error(`${publicBlock} has no address left for ${name}: give the estate a larger block`);
  }

  // What can be built here ---------------------------------------------------------------------------------------------------

  vpc(name: string, spec: VpcSpec): Vpc {
    return this.add(new Vpc(this, name, spec));
  }

  /** The VPC that every Region of a new account comes with. */
  defaultVpc(): Vpc {
    const vpc = this.vpc('default', { cidr: '172.31.0.0/16', default: true });
    lettersOf(this.name).forEach((zone, index) => {
      vpc.subnet(`default-${zone}`, { cidr: `172.31.${index * 16}.0/20`, zone, publicAddresses: true, defaultForZone: true });
    });
    vpc.mainTable.route('0.0.0.0/0', vpc.internetGateway('default'));
    return vpc;
  }

  elasticIp(name: string, tags?: Tags): ElasticIp {
    return this.add(new ElasticIp(this, name, this.publicAddress(name), tags));
  }

  dhcpOptions(name: string, spec: DhcpSpec): DhcpOptions {
    return this.add(new DhcpOptions(this, name, spec));
  }

  /** The options that AWS makes for a Region's first VPC. */
  defaultDhcp(): DhcpOptions {
    this.#defaultDhcp ??= this.add(new DhcpOptions(this, 'aws-default', {}));
    return this.#defaultDhcp;
  }

  prefixList(name: string, spec: PrefixListSpec): PrefixList {
    return this.add(new PrefixList(this, name, spec));
  }

  transitGateway(name: string, spec: TransitGatewaySpec): TransitGateway {
    return this.add(new TransitGateway(this, name, spec));
  }

  customerGateway(name: string, spec: CustomerGatewaySpec): CustomerGateway {
    return this.add(new CustomerGateway(this, name, spec));
  }

  vpnGateway(name: string, spec: VpnGatewaySpec): VpnGateway {
    return this.add(new VpnGateway(this, name, spec));
  }

  vpnConnection(name: string, spec: VpnSpec): VpnConnection {
    return this.add(new VpnConnection(this, name, spec));
  }

  flowLog(name: string, spec: FlowLogSpec): FlowLog {
    return this.add(new FlowLog(this, name, spec));
  }

  /** Something that was here once and that a route still names. */
  deleted(prefix: 'nat' | 'pcx' | 'tgw' | 'igw', name: string): Target & { id: string; gone: true } {
    const id = this.id(prefix, name);
    const members = { nat: 'NatGatewayId', pcx: 'VpcPeeringConnectionId', tgw: 'TransitGatewayId', igw: 'GatewayId' };
    return { id, gone: true, target: () => ({ [members[prefix]]: id }) };
  }

  // What is here for everyone ------------------------------------------------------------------------------------------------

  *resources(): Iterable<Resource> {
    const vpcs = this.#things.filter((thing) => thing instanceof Vpc && !thing.gone) as Vpc[];
    const standard = vpcs.find((vpc) => vpc.spec.default);
    yield* zonesOf(this);
    yield* attributesOf(this, standard?.id);
    yield* awsListsIn(this);
    yield* defaultsIn(this);
    yield* namesFor(this, vpcs);
    yield this.resource('block-public-access-options', 'options', {
      AwsAccountId: this.account.id,
      AwsRegion: this.name,
      State: 'default-state',
      InternetGatewayBlockMode: this.blockPublicAccess,
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    });
    for (const thing of this.#things) if (!thing.gone) yield* thing.resources();
  }
}
