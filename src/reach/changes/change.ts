/** Changes to a network as data. Nothing is sent to AWS. */
import type { Place } from '../../snapshot/snapshot.ts';
import type { RuleDirection } from '../network/security-group.ts';

export interface Service {
  /** As AWS writes it: `tcp`, `-1`, `47`. */
  readonly protocol: string;
  /** Ports, or ICMP type and code; absent for all. */
  readonly from?: number;
  readonly to?: number;
}

export type Change = Place &
  (
    | {
        readonly do: 'authorize' | 'revoke';
        readonly groupId: string;
        readonly direction: RuleDirection;
        readonly service: Service;
        /** A CIDR, a security group (`sg-…`), or a prefix list (`pl-…`). */
        readonly peer: string;
        /** The rule's own id, of one that is there. */
        readonly ruleId?: string;
      }
    | {
        readonly do: 'create ACL entry';
        readonly aclId: string;
        readonly direction: RuleDirection;
        readonly number: number;
        readonly allows: boolean;
        readonly service: Service;
        readonly cidr: string;
      }
    | {
        /** `replace`: there is a route to exactly this destination, and it leads elsewhere. */
        readonly do: 'create route' | 'replace route' | 'delete route';
        readonly tableId: string;
        /** A CIDR, or a prefix list. */
        readonly cidr: string;
        readonly target: Readonly<Record<string, string>>;
      }
    | {
        readonly do: 'create transit route' | 'replace transit route' | 'delete transit route';
        readonly tableId: string;
        readonly cidr: string;
        readonly attachmentId: string;
      }
    | { readonly do: 'associate transit table'; readonly attachmentId: string; readonly tableId: string }
    | {
        readonly do: 'propagate to transit table';
        readonly attachmentId: string;
        readonly tableId: string;
        /** The blocks of the attached VPC. */
        readonly cidrs: readonly string[];
      }
    | {
        readonly do: 'attach to transit gateway';
        readonly gatewayId: string;
        readonly vpcId: string;
        readonly subnetIds: readonly string[];
        readonly attachmentId: string;
        /** The tables that the gateway gives every new attachment. */
        readonly associatesWith?: string;
        readonly propagatesTo?: string;
        readonly cidrs: readonly string[];
      }
    | { readonly do: 'add subnet to attachment'; readonly attachmentId: string; readonly subnetId: string }
    | { readonly do: 'enable appliance mode'; readonly attachmentId: string }
    | { readonly do: 'enable group references'; readonly gatewayId: string }
    | { readonly do: 'attach internet gateway'; readonly vpcId: string; readonly gatewayId: string }
    | {
        readonly do: 'associate address';
        readonly interfaceId: string;
        readonly privateAddress: string;
        readonly publicAddress: string;
      }
    | {
        readonly do: 'disassociate address';
        readonly interfaceId: string;
        readonly privateAddress: string;
        readonly publicAddress: string;
        readonly associationId: string;
      }
    | { readonly do: 'stop checking source and destination'; readonly interfaceId: string }
    | { readonly do: 'start instance'; readonly instanceId: string }
    | { readonly do: 'accept peering'; readonly peeringId: string }
    | { readonly do: 'exclude from Block Public Access'; readonly subnetId: string }
    | { readonly do: 'enable DNS support'; readonly vpcId: string }
  );

/** A change of one sort, or of a few. */
export type ChangeOf<What extends Change['do']> = Extract<Change, { do: What }>;

/** Ids that AWS has not given yet. */
export const newGateway = (vpcId: string): string => `igw-new-${vpcId}`;
export const newAttachment = (vpcId: string): string => `tgw-attach-new-${vpcId}`;

/** The VPC that something not yet made is made for; nothing for what is there. */
export const newFor = (id: string): { what: 'igw' | 'tgw-attach'; vpcId: string } | undefined => {
  const [, what, vpcId] = /^(igw|tgw-attach)-new-(.+)$/.exec(id) ?? [];
  return what && vpcId ? { what: what as 'igw' | 'tgw-attach', vpcId } : undefined;
};
