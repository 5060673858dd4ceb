/** What joins a VPC to a core network. */
import type { Attachment } from '@aws-sdk/client-networkmanager';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { idOf, momentOf } from './names.ts';
import type { Subnet } from './subnet.ts';
import { Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';
import type { CoreNetwork } from './wan.ts';

/** Network Manager tells times as seconds. */
export const seconds = (date: Date): number => date.getTime() / 1000;

interface WanAttachmentSpec {
  vpc: Vpc;
  subnets: readonly Subnet[];
  segment: string;
  /** Whether it waits to be accepted. */
  pending: boolean;
}

export class WanAttachment extends Thing {
  readonly core: CoreNetwork;
  readonly id: string;
  readonly name: string;
  readonly spec: WanAttachmentSpec;
  /** Still waits for the owner of the core network to accept it. */
  pending = true;

  constructor(core: CoreNetwork, name: string, spec: WanAttachmentSpec) {
    super(spec.vpc.inside(name, { segment: spec.segment }));
    this.core = core;
    this.id = idOf('attachment', core.account.id, name);
    this.spec = spec;
    this.name = name;
    if (!spec.pending) this.accept();
  }

  /** AWS then puts an interface into each of its subnets. */
  accept(): void {
    this.pending = false;
    for (const subnet of this.spec.subnets) {
      subnet.interface(`wan ${this.id}`, {
        description: `Network Interface for Cloud WAN Attachment ${this.id}`,
        groups: [],
        type: 'transit_gateway',
        by: { id: '694065802095', attachedFor: 'amazon-aws', elastic: true },
        sourceDestCheck: false,
      });
    }
  }

  *resources(): Iterable<Resource> {
    const { pending } = this;
    const { vpc, segment } = this.spec;
    const made = seconds(momentOf(this.id));
    const rule = (this.core.spec.segments.findIndex(({ name }) => name === segment) + 1) * 100;
    const item: Omit<Attachment, 'CreatedAt' | 'UpdatedAt'> = {
      CoreNetworkId: this.core.id,
      CoreNetworkArn: this.core.arn,
      AttachmentId: this.id,
      OwnerAccountId: vpc.region.account.id,
      AttachmentType: 'VPC',
      State: pending ? 'PENDING_ATTACHMENT_ACCEPTANCE' : 'AVAILABLE',
      EdgeLocation: vpc.region.name,
      ResourceArn: vpc.region.arn('ec2', `vpc/${vpc.id}`),
      AttachmentPolicyRuleNumber: rule,
      ...(pending
        ? { ProposedSegmentChange: { Tags: tagList(this.tags), AttachmentPolicyRuleNumber: rule, SegmentName: segment } }
        : { SegmentName: segment }),
      Tags: tagList(this.tags),
    };
    const data = { ...item, CreatedAt: made, UpdatedAt: made + 600 };
    yield this.core.account.resource('core-network-attachment', this.id, data);
    // The account that is asked sees the details of its own attachments only.
    if (vpc.region.account !== this.core.account) return;
    const SubnetArns = this.spec.subnets.map((subnet) => vpc.region.arn('ec2', `subnet/${subnet.id}`));
    const detail = { Attachment: data, SubnetArns, Options: { Ipv6Support: false, ApplianceModeSupport: false } };
    yield this.core.account.resource('core-network-vpc-attachment', this.id, detail, this.id);
  }
}
