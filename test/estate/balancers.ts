/** Load balancers of the second generation with all that is asked about them; their interfaces are made by `managed`. */
import type {
  Action,
  LoadBalancer as Item,
  Listener,
  TargetGroup as TargetGroupItem,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Instance } from './instances.ts';
import type { NetworkInterface } from './interfaces.ts';
import { digitsOf, momentOf } from './names.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, Thing, tagList } from './thing.ts';

/** What a target group sends to: an instance, or an interface by its address. */
type Member = Instance | NetworkInterface;

export interface TargetsSpec {
  port: number;
  protocol?: 'HTTP' | 'TCP' | 'GENEVE';
  members: readonly Member[];
  /** Why none of them is well: `Target.Timeout`. Absent: all are. */
  failing?: string;
}

export interface BalancerSpec {
  type: 'application' | 'network' | 'gateway';
  open?: boolean;
  subnets: readonly Subnet[];
  groups?: readonly SecurityGroup[];
  /** Port → protocol. All of them lead to the one target group. */
  listeners: Readonly<Record<number, 'HTTP' | 'HTTPS' | 'TCP' | 'GENEVE' | 'redirect'>>;
  /** The TLS policy of its HTTPS listeners, where it is not a recent one. */
  tls?: string;
  /** Whether each node sends to targets of every zone; absent: as AWS has it for the type. */
  crossZone?: boolean;
  targets: TargetsSpec;
  /** Paths that have a rule of their own. */
  paths?: readonly string[];
  tags?: Tags;
}

const SHORT = { application: 'app', network: 'net', gateway: 'gwy' } as const;

export class Balancer extends Thing {
  readonly name: string;
  readonly spec: BalancerSpec;
  readonly id: string;
  readonly targetsId: string;
  members: readonly Member[];

  constructor(name: string, spec: BalancerSpec) {
    const { vpc } = spec.subnets[0]!;
    super(vpc.inside(name, spec.tags));
    this.name = name;
    this.spec = spec;
    this.members = spec.targets.members;
    const short = SHORT[spec.type];
    // The digits that the descriptions of its interfaces have.
    const digits = digitsOf({ app: 'alb', net: 'nlb', gwy: 'gwlb' }[short], vpc.id, name).slice(0, 16);
    this.id = vpc.region.arn('elasticloadbalancing', `loadbalancer/${short}/${name}/${digits}`);
    const group = digitsOf('target group', vpc.id, name).slice(0, 16);
    this.targetsId = vpc.region.arn('elasticloadbalancing', `targetgroup/${name}/${group}`);
    vpc.region.add(this);
  }

  listenerId(port: number): string {
    const digits = digitsOf('listener', this.id, String(port)).slice(0, 16);
    return `${this.id.replace(':loadbalancer/', ':listener/')}/${digits}`;
  }

  *resources(): Iterable<Resource> {
    const { region } = this.spec.subnets[0]!.vpc;
    yield region.resource('load-balancer', this.id, this.#item());
    const attributes = {
      'deletion_protection.enabled': String(this.spec.open ?? false),
      'access_logs.s3.enabled': 'false',
      'load_balancing.cross_zone.enabled': String(this.spec.crossZone ?? this.spec.type === 'application'),
    };
    yield region.resource('load-balancer-attributes', this.id, { Attributes: tagList(attributes) }, this.id);
    const tags = tagList(this.tags);
    yield region.resource('load-balancer-tags', this.id, { ResourceArn: this.id, Tags: tags }, this.id);
    for (const [port, protocol] of Object.entries(this.spec.listeners)) yield* this.#listener(Number(port), protocol);
    yield region.resource('target-group', this.targetsId, this.#targets());
    const set = { 'deregistration_delay.timeout_seconds': '60', 'stickiness.enabled': 'false' };
    yield region.resource('target-group-attributes', this.targetsId, { Attributes: tagList(set) }, this.targetsId);
    yield region.resource('target-group-tags', this.targetsId, { ResourceArn: this.targetsId, Tags: tags }, this.targetsId);
    yield* this.#health();
  }

  /** Its name in DNS. */
  get host(): string {
    const { open, subnets } = this.spec;
    const first = `${open ? '' : 'internal-'}${this.name}-${digitsOf(this.id, 'dns').slice(0, 10)}`;
    return `${first}.${subnets[0]!.vpc.region.name}.elb.amazonaws.com`;
  }

  #item(): Item {
    const { type, open = false, subnets, groups = [] } = this.spec;
    const { vpc } = subnets[0]!;
    const named = {
      DNSName: this.host,
      CanonicalHostedZoneId: type === 'application' ? 'Z215JYRZR1TBD5' : 'Z3F0SRJ5LGBH90',
      Scheme: open ? 'internet-facing' : 'internal',
    } as const;
    return {
      LoadBalancerArn: this.id,
      ...(type === 'gateway' ? {} : named),
      CreatedTime: momentOf(this.id),
      LoadBalancerName: this.name,
      VpcId: vpc.id,
      State: { Code: 'active' },
      Type: type,
      AvailabilityZones: subnets.map((subnet) => ({
        ZoneName: subnet.zone.name,
        SubnetId: subnet.id,
        LoadBalancerAddresses: [],
      })),
      SecurityGroups: groups.map((group) => group.id),
      IpAddressType: 'ipv4',
    };
  }

  *#listener(port: number, protocol: BalancerSpec['listeners'][number]): Iterable<Resource> {
    const { region } = this.spec.subnets[0]!.vpc;
    const id = this.listenerId(port);
    const forward: Action = { Type: 'forward', TargetGroupArn: this.targetsId, Order: 1 };
    const onward = {
      Protocol: 'HTTPS',
      Port: '443',
      Host: '#{host}',
      Path: '/#{path}',
      Query: '#{query}',
      StatusCode: 'HTTP_301',
    } as const;
    const action: Action = protocol === 'redirect' ? { Type: 'redirect', Order: 1, RedirectConfig: onward } : forward;
    const secure = protocol === 'HTTPS';
    const certificate = region.arn('acm', `certificate/${digitsOf(this.id, 'certificate').slice(0, 32)}`);
    const data: Listener = {
      ListenerArn: id,
      LoadBalancerArn: this.id,
      ...(protocol === 'GENEVE' ? {} : { Port: port, Protocol: protocol === 'redirect' ? 'HTTP' : protocol }),
      ...(secure
        ? { Certificates: [{ CertificateArn: certificate }], SslPolicy: this.spec.tls ?? 'ELBSecurityPolicy-TLS13-1-2-2021-06' }
        : {}),
      DefaultActions: [action],
    };
    yield region.resource('listener', id, data, this.id);
    if (protocol === 'TCP' || protocol === 'GENEVE') return;
    const rule = (n: string) => `${id.replace(':listener/', ':listener-rule/')}/${digitsOf(id, n).slice(0, 16)}`;
    const last = { RuleArn: rule('default'), Priority: 'default', Conditions: [], Actions: [action], IsDefault: true };
    yield region.resource('listener-rule', last.RuleArn, last, id);
    if (protocol === 'redirect') return;
    for (const [at, path] of (this.spec.paths ?? []).entries()) {
      const Conditions = [{ Field: 'path-pattern', Values: [path], PathPatternConfig: { Values: [path] } }];
      const own = { RuleArn: rule(path), Priority: String((at + 1) * 10), Conditions, Actions: [forward], IsDefault: false };
      yield region.resource('listener-rule', own.RuleArn, own, id);
    }
  }

  get #byAddress(): boolean {
    return this.members.some((member) => 'subnet' in member && 'addresses' in member);
  }

  #targets(): TargetGroupItem {
    const { subnets, type, targets } = this.spec;
    const protocol = targets.protocol ?? ({ application: 'HTTP', network: 'TCP', gateway: 'GENEVE' } as const)[type];
    const checked = protocol === 'GENEVE' ? 'TCP' : protocol;
    return {
      TargetGroupArn: this.targetsId,
      TargetGroupName: this.name,
      Protocol: protocol,
      Port: targets.port,
      VpcId: subnets[0]!.vpc.id,
      HealthCheckProtocol: checked,
      HealthCheckPort: protocol === 'GENEVE' ? '80' : 'traffic-port',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      ...(protocol === 'HTTP' ? { HealthCheckPath: '/health', Matcher: { HttpCode: '200' }, ProtocolVersion: 'HTTP1' } : {}),
      LoadBalancerArns: [this.id],
      TargetType: this.#byAddress ? 'ip' : 'instance',
      IpAddressType: 'ipv4',
    };
  }

  *#health(): Iterable<Resource> {
    const { targets, subnets } = this.spec;
    const { region } = subnets[0]!.vpc;
    for (const member of this.members) {
      const Id = 'addresses' in member ? member.addresses[0]!.address : member.id;
      const zone = 'addresses' in member ? { AvailabilityZone: member.subnet.zone.name } : {};
      const Target = { Id, Port: targets.port, ...zone };
      const health = targets.failing
        ? { State: 'unhealthy', Reason: targets.failing, Description: 'Request timed out' }
        : { State: 'healthy' };
      const data = { Target, HealthCheckPort: this.spec.type === 'gateway' ? '80' : String(targets.port), TargetHealth: health };
      const id = [this.targetsId, Id, Target.Port, ...Object.values(zone)].join('/');
      yield region.resource('target-health', id, data, this.targetsId);
    }
  }
}
