/** Network ACLs: stateless, numbered, both ways. */
import type { NetworkAclEntry, NetworkAcl as NetworkAclItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Ports } from './security-groups.ts';
import { Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

const NUMBERS: Record<string, string> = { all: '-1', icmp: '1', tcp: '6', udp: '17', icmpv6: '58' };

export class NetworkAcl extends Thing {
  readonly vpc: Vpc;
  readonly name: string;
  readonly id: string;
  readonly #default: boolean;
  readonly #entries: NetworkAclEntry[] = [];

  constructor(vpc: Vpc, name: string, options: { default?: boolean }) {
    super(options.default ? {} : vpc.inside(name));
    this.vpc = vpc;
    this.name = name;
    this.id = vpc.region.id('acl', vpc.name, name);
    this.#default = options.default ?? false;
    for (const egress of [false, true]) {
      if (this.#default) this.#entry(egress, 100, 'allow', 'all', undefined, '0.0.0.0/0');
      if (this.#default && vpc.spec.ipv6) this.#entry(egress, 101, 'allow', 'all', undefined, '::/0');
      // The row that the console shows as `*`.
      this.#entry(egress, 32767, 'deny', 'all', undefined, '0.0.0.0/0');
      if (vpc.spec.ipv6) this.#entry(egress, 32768, 'deny', 'all', undefined, '::/0');
    }
  }

  /** A numbered row for what comes in. */
  in(number: number, action: 'allow' | 'deny', protocol: string, ports: Ports | undefined, block: string): this {
    return this.#entry(false, number, action, protocol, ports, block);
  }

  /** A numbered row for what goes out. */
  out(number: number, action: 'allow' | 'deny', protocol: string, ports: Ports | undefined, block: string): this {
    return this.#entry(true, number, action, protocol, ports, block);
  }

  #entry(egress: boolean, number: number, action: 'allow' | 'deny', protocol: string, ports: Ports | undefined, block: string) {
    const [From, To] = typeof ports === 'number' ? [ports, ports] : (ports ?? []);
    const family = block.includes(':') ? { Ipv6CidrBlock: block } : { CidrBlock: block };
    const icmp = protocol.startsWith('icmp') ? { IcmpTypeCode: { Type: From ?? -1, Code: To ?? -1 } } : undefined;
    const range = ports === undefined ? {} : { PortRange: { From, To } };
    this.#entries.push({
      ...family,
      Egress: egress,
      ...(icmp ?? range),
      Protocol: NUMBERS[protocol] ?? protocol,
      RuleAction: action,
      RuleNumber: number,
    });
    return this;
  }

  *resources(): Iterable<Resource> {
    const { region } = this.vpc;
    const mine = this.vpc.subnets.filter((subnet) => !subnet.gone && (subnet.acl ?? this.vpc.defaultAcl) === this);
    const data: NetworkAclItem = {
      Associations: mine.map((subnet) => ({
        NetworkAclAssociationId: region.id('aclassoc', this.id, subnet.id),
        NetworkAclId: this.id,
        SubnetId: subnet.id,
      })),
      Entries: this.#entries,
      IsDefault: this.#default,
      NetworkAclId: this.id,
      Tags: tagList(this.tags),
      VpcId: this.vpc.id,
      OwnerId: region.account.id,
    };
    yield region.resource('network-acl', this.id, data);
  }
}
