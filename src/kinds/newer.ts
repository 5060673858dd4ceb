/** The types of operations that AWS has and the installed SDK clients do not know yet. They are asked by method and path. */

/** As much of an SDK command class as a row reads: what the operation takes and answers. */
type Newer<In, Out> = new (
  input: In,
) => {
  input: In;
  resolveMiddleware(): () => Promise<{ output: Out }>;
};

interface Paged {
  NextToken?: string;
}

interface Attachment {
  AttachmentId?: string;
  CoreNetworkId?: string;
  OwnerAccountId?: string;
  AttachmentType?: string;
  State?: string;
  EdgeLocations?: string[];
  ResourceArn?: string;
  SegmentName?: string;
}

interface RoutingInformation {
  Prefix?: string;
  NextHop?: {
    IpAddress?: string;
    CoreNetworkAttachmentId?: string;
    ResourceId?: string;
    ResourceType?: string;
    SegmentName?: string;
    EdgeLocation?: string;
  };
  LocalPreference?: string;
  Med?: string;
  AsPath?: string[];
  Communities?: string[];
}

/** Input and answer of each operation of Network Manager. */
interface NetworkManagerOperations {
  GetDirectConnectGatewayAttachment: [
    { AttachmentId: string },
    { DirectConnectGatewayAttachment?: { Attachment?: Attachment; DirectConnectGatewayArn?: string } },
  ];
  ListAttachmentRoutingPolicyAssociations: [
    { CoreNetworkId: string },
    Paged & {
      AttachmentRoutingPolicyAssociations?: {
        AttachmentId?: string;
        PendingRoutingPolicies?: string[];
        AssociatedRoutingPolicies?: string[];
        RoutingPolicyLabel?: string;
      }[];
    },
  ];
  ListCoreNetworkPrefixListAssociations: [
    { CoreNetworkId: string },
    Paged & { PrefixListAssociations?: { CoreNetworkId?: string; PrefixListArn?: string; PrefixListAlias?: string }[] },
  ];
  ListCoreNetworkRoutingInformation: [
    { CoreNetworkId: string; SegmentName: string; EdgeLocation: string },
    Paged & { CoreNetworkRoutingInformation?: RoutingInformation[] },
  ];
}

/** What the SDK module would export if it knew them. */
export type NewerNetworkManager = {
  [Op in keyof NetworkManagerOperations as `${Op}Command`]: Newer<
    NetworkManagerOperations[Op][0],
    NetworkManagerOperations[Op][1]
  >;
};
