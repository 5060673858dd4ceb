/** VPC peering connections: within and across Regions and accounts, also to VPCs that nobody here has seen. */
import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { FarGroup, SecurityGroup } from './security-groups.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import { Vpc } from './vpc.ts';

/** A VPC of someone else's. */
export interface FarVpc {
  id: string;
  account: string;
  region: string;
  cidrs: readonly string[];
}

export interface PeeringSpec {
  requester: Vpc;
  accepter: Vpc | FarVpc;
  /** Whether each side resolves the other's names: requester, accepter. */
  dns?: readonly [boolean, boolean];
  state?: 'active' | 'pending-acceptance' | 'deleted';
  tags?: Tags;
}

export class Peering extends Thing implements Target {
  readonly id: string;
  readonly spec: PeeringSpec;

  constructor(name: string, spec: PeeringSpec) {
    super(spec.requester.region.tags(name, spec.tags));
    this.id = spec.requester.region.id('pcx', name);
    this.spec = spec;
    spec.requester.region.add(this);
  }

  target() {
    return { VpcPeeringConnectionId: this.id };
  }

  /** A group of one of the two VPCs as a rule of the other names it. */
  group(group: SecurityGroup): FarGroup {
    const { region, id: VpcId } = group.vpc;
    return {
      GroupId: group.id,
      UserId: region.account.id,
      VpcId,
      VpcPeeringConnectionId: this.id,
      PeeringStatus: this.spec.state ?? 'active',
    };
  }

  *resources(): Iterable<Resource> {
    const { requester, accepter } = this.spec;
    yield requester.region.resource('vpc-peering-connection', this.id, this.#item(this.tags));
    // Both sides list the connection; each sees only its own tags.
    if (accepter instanceof Vpc && accepter.region !== requester.region) {
      yield accepter.region.resource('vpc-peering-connection', this.id, this.#item({}));
    }
  }

  #item(tags: Tags): VpcPeeringConnection {
    const { requester, accepter, dns = [false, false], state = 'active' } = this.spec;
    const messages = { active: 'Active', 'pending-acceptance': `Pending Acceptance by ${ownerOf(accepter)}`, deleted: 'Deleted' };
    return {
      AccepterVpcInfo: sideOf(accepter, dns[1], state),
      RequesterVpcInfo: sideOf(requester, dns[0], state),
      Status: { Code: state, Message: messages[state] },
      Tags: tagList(tags),
      VpcPeeringConnectionId: this.id,
    };
  }
}

const ownerOf = (side: Vpc | FarVpc): string => (side instanceof Vpc ? side.region.account.id : side.account);

function sideOf(side: Vpc | FarVpc, dns: boolean, state: string): VpcPeeringConnectionVpcInfo {
  const info = { OwnerId: ownerOf(side), VpcId: side.id, Region: side instanceof Vpc ? side.region.name : side.region };
  if (state !== 'active') return info;
  return {
    CidrBlock: side.cidrs[0]!,
    ...(side instanceof Vpc && side.spec.ipv6 ? { Ipv6CidrBlockSet: [{ Ipv6CidrBlock: side.spec.ipv6 }] } : {}),
    CidrBlockSet: side.cidrs.map((CidrBlock) => ({ CidrBlock })),
    ...info,
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: dns,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
  };
}
