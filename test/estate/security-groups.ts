/** Security groups: written rule by rule, described both as permissions and as a list of rules. */
import type {
  IpPermission,
  SecurityGroup as SecurityGroupItem,
  SecurityGroupRule as SecurityGroupRuleItem,
  UserIdGroupPair,
} from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { idOf } from './names.ts';
import { PrefixList } from './prefix-lists.ts';
import { someTags, type Tags, Thing } from './thing.ts';
import type { Vpc } from './vpc.ts';

/** `'tcp'`, `'udp'`, `'icmp'`, a protocol's number, or `'all'`. */
type Protocol = 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'all' | (string & {});
/** One port, a range, or all of them. */
export type Ports = number | readonly [from: number, to: number];

/** A group of a peer VPC, or one that is no more. */
export interface FarGroup {
  GroupId: string;
  UserId: string;
  VpcId?: string;
  VpcPeeringConnectionId?: string;
  PeeringStatus?: string;
}

/** A block, a group, a prefix list of one's own or the id of one of AWS's. */
export type Source = string | SecurityGroup | PrefixList | { list: string } | FarGroup;

interface Rule {
  egress: boolean;
  protocol: string;
  from: number;
  to: number;
  source: Source;
  about: string;
}

const ANY_IPV4 = '0.0.0.0/0';

export class SecurityGroup extends Thing {
  readonly vpc: Vpc;
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly #rules: Rule[] = [];

  constructor(vpc: Vpc, name: string, description: string, tags?: Tags) {
    super(name === 'default' ? {} : vpc.inside(name, tags));
    this.vpc = vpc;
    this.name = name;
    this.id = vpc.region.id('sg', vpc.name, name);
    this.description = description;
    if (name === 'default') this.allow('all', [-1, -1], this);
    this.to('all', [-1, -1], ANY_IPV4);
    if (vpc.spec.ipv6) this.to('all', [-1, -1], '::/0');
  }

  /** Lets in. */
  allow(protocol: Protocol, ports: Ports, source: Source, about = ''): this {
    return this.#add(false, protocol, ports, source, about);
  }

  /** Lets out. */
  to(protocol: Protocol, ports: Ports, source: Source, about = ''): this {
    return this.#add(true, protocol, ports, source, about);
  }

  /** Takes away the rule that lets everything out. */
  closed(): this {
    return this.remove((rule) => rule.egress && rule.protocol === '-1');
  }

  remove(which: (rule: Rule) => boolean): this {
    const kept = this.#rules.filter((rule) => !which(rule));
    if (kept.length === this.#rules.length) throw new Error(`${this.name} has no such rule to take away`);
    this.#rules.splice(0, Number.POSITIVE_INFINITY, ...kept);
    return this;
  }

  #add(egress: boolean, protocol: Protocol, ports: Ports, source: Source, about: string): this {
    const [from, to] = typeof ports === 'number' ? [ports, ports] : ports;
    this.#rules.push({ egress, protocol: protocol === 'all' ? '-1' : protocol, from, to, source, about });
    return this;
  }

  *resources(): Iterable<Resource> {
    const { region } = this.vpc;
    const data: SecurityGroupItem = {
      GroupId: this.id,
      IpPermissionsEgress: this.#permissions(true),
      ...someTags(this.tags),
      VpcId: this.vpc.id,
      SecurityGroupArn: region.arn('ec2', `security-group/${this.id}`),
      OwnerId: region.account.id,
      GroupName: this.name,
      Description: this.description,
      IpPermissions: this.#permissions(false),
    };
    yield region.resource('security-group', this.id, data);
    for (const rule of this.#rules) {
      const item = this.#ruleItem(rule);
      yield region.resource('security-group-rule', item.SecurityGroupRuleId!, item);
    }
  }

  /** The rules of one direction, those of the same protocol and ports together. */
  #permissions(egress: boolean): IpPermission[] {
    const byPorts = new Map<string, Required<Pick<IpPermission, Lists>> & IpPermission>();
    for (const rule of this.#rules) {
      if (rule.egress !== egress) continue;
      const key = `${rule.protocol} ${rule.from} ${rule.to}`;
      const ports = rule.protocol === '-1' ? {} : { FromPort: rule.from, ToPort: rule.to };
      const lists = { UserIdGroupPairs: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] };
      const permission = byPorts.get(key) ?? { IpProtocol: rule.protocol, ...ports, ...lists };
      byPorts.set(key, permission);
      const about = rule.about ? { Description: rule.about } : {};
      if (typeof rule.source !== 'string') {
        const list = listOf(rule.source);
        if (list) permission.PrefixListIds.push({ ...about, PrefixListId: list });
        else permission.UserIdGroupPairs.push({ ...about, ...this.#far(rule.source) });
      } else if (rule.source.includes(':')) permission.Ipv6Ranges.push({ ...about, CidrIpv6: rule.source });
      else permission.IpRanges.push({ ...about, CidrIp: rule.source });
    }
    return [...byPorts.values()];
  }

  #far(source: Source): UserIdGroupPair {
    if (!(source instanceof SecurityGroup)) return source as FarGroup;
    return { GroupId: source.id, UserId: source.vpc.region.account.id };
  }

  #ruleItem(rule: Rule): SecurityGroupRuleItem {
    const { region } = this.vpc;
    const { source } = rule;
    const list = typeof source === 'string' ? undefined : listOf(source);
    const named = typeof source === 'string' ? source : (list ?? this.#far(source).GroupId!);
    const id = idOf('sgr', this.id, String(rule.egress), rule.protocol, `${rule.from}-${rule.to}`, named);
    return {
      SecurityGroupRuleId: id,
      GroupId: this.id,
      GroupOwnerId: region.account.id,
      IsEgress: rule.egress,
      IpProtocol: rule.protocol,
      FromPort: rule.from,
      ToPort: rule.to,
      ...(typeof source !== 'string'
        ? list
          ? { PrefixListId: list }
          : { ReferencedGroupInfo: this.#far(source) }
        : source.includes(':')
          ? { CidrIpv6: source }
          : { CidrIpv4: source }),
      ...(rule.about ? { Description: rule.about } : {}),
      Tags: [],
      SecurityGroupRuleArn: region.arn('ec2', `security-group-rule/${id}`),
    };
  }
}

type Lists = 'UserIdGroupPairs' | 'IpRanges' | 'Ipv6Ranges' | 'PrefixListIds';

const listOf = (source: Exclude<Source, string>): string | undefined =>
  source instanceof PrefixList ? source.id : 'list' in source ? source.list : undefined;
