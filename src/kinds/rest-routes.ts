/**
 * The read operations of Network Manager by HTTP method and path, and what their answers are made of: its SDK client has no
 * schemas, and lacks the newest of them.
 */

export interface Route {
  operation: string;
  method: string;
  /** Labels in braces become members of the input. */
  path: string;
  /** The members of the answer that are lists, and `NextToken` where it comes in pages. */
  lists: readonly string[];
}

const get = (path: string, operation: string, ...lists: string[]): Route => ({ operation, method: 'GET', path, lists });
const post = (path: string, operation: string, ...lists: string[]): Route => ({ operation, method: 'POST', path, lists });

export const networkManagerRoutes: readonly Route[] = [
  get('/global-networks', 'DescribeGlobalNetworks', 'GlobalNetworks', 'NextToken'),
  get('/connect-attachments/{AttachmentId}', 'GetConnectAttachment'),
  get('/connect-peers/{ConnectPeerId}', 'GetConnectPeer'),
  get(
    '/global-networks/{GlobalNetworkId}/connect-peer-associations',
    'GetConnectPeerAssociations',
    'ConnectPeerAssociations',
    'NextToken',
  ),
  get('/global-networks/{GlobalNetworkId}/connections', 'GetConnections', 'Connections', 'NextToken'),
  get('/core-networks/{CoreNetworkId}', 'GetCoreNetwork'),
  get(
    '/core-networks/{CoreNetworkId}/core-network-change-events/{PolicyVersionId}',
    'GetCoreNetworkChangeEvents',
    'CoreNetworkChangeEvents',
    'NextToken',
  ),
  get(
    '/core-networks/{CoreNetworkId}/core-network-change-sets/{PolicyVersionId}',
    'GetCoreNetworkChangeSet',
    'CoreNetworkChanges',
    'NextToken',
  ),
  get('/core-networks/{CoreNetworkId}/core-network-policy', 'GetCoreNetworkPolicy'),
  get(
    '/global-networks/{GlobalNetworkId}/customer-gateway-associations',
    'GetCustomerGatewayAssociations',
    'CustomerGatewayAssociations',
    'NextToken',
  ),
  get('/global-networks/{GlobalNetworkId}/devices', 'GetDevices', 'Devices', 'NextToken'),
  get('/direct-connect-gateway-attachments/{AttachmentId}', 'GetDirectConnectGatewayAttachment'),
  get('/global-networks/{GlobalNetworkId}/link-associations', 'GetLinkAssociations', 'LinkAssociations', 'NextToken'),
  get('/global-networks/{GlobalNetworkId}/links', 'GetLinks', 'Links', 'NextToken'),
  get(
    '/global-networks/{GlobalNetworkId}/network-resource-count',
    'GetNetworkResourceCounts',
    'NetworkResourceCounts',
    'NextToken',
  ),
  get(
    '/global-networks/{GlobalNetworkId}/network-resource-relationships',
    'GetNetworkResourceRelationships',
    'Relationships',
    'NextToken',
  ),
  get('/global-networks/{GlobalNetworkId}/network-resources', 'GetNetworkResources', 'NetworkResources', 'NextToken'),
  post('/global-networks/{GlobalNetworkId}/network-routes', 'GetNetworkRoutes', 'NetworkRoutes'),
  get('/global-networks/{GlobalNetworkId}/network-telemetry', 'GetNetworkTelemetry', 'NetworkTelemetry', 'NextToken'),
  get('/resource-policy/{ResourceArn}', 'GetResourcePolicy'),
  get('/site-to-site-vpn-attachments/{AttachmentId}', 'GetSiteToSiteVpnAttachment'),
  get('/global-networks/{GlobalNetworkId}/sites', 'GetSites', 'Sites', 'NextToken'),
  get(
    '/global-networks/{GlobalNetworkId}/transit-gateway-connect-peer-associations',
    'GetTransitGatewayConnectPeerAssociations',
    'TransitGatewayConnectPeerAssociations',
    'NextToken',
  ),
  get('/transit-gateway-peerings/{PeeringId}', 'GetTransitGatewayPeering'),
  get(
    '/global-networks/{GlobalNetworkId}/transit-gateway-registrations',
    'GetTransitGatewayRegistrations',
    'TransitGatewayRegistrations',
    'NextToken',
  ),
  get('/transit-gateway-route-table-attachments/{AttachmentId}', 'GetTransitGatewayRouteTableAttachment'),
  get('/vpc-attachments/{AttachmentId}', 'GetVpcAttachment'),
  get(
    '/routing-policy-label/core-network/{CoreNetworkId}',
    'ListAttachmentRoutingPolicyAssociations',
    'AttachmentRoutingPolicyAssociations',
    'NextToken',
  ),
  get('/attachments', 'ListAttachments', 'Attachments', 'NextToken'),
  get('/connect-peers', 'ListConnectPeers', 'ConnectPeers', 'NextToken'),
  get(
    '/core-networks/{CoreNetworkId}/core-network-policy-versions',
    'ListCoreNetworkPolicyVersions',
    'CoreNetworkPolicyVersions',
    'NextToken',
  ),
  get(
    '/prefix-list/core-network/{CoreNetworkId}',
    'ListCoreNetworkPrefixListAssociations',
    'PrefixListAssociations',
    'NextToken',
  ),
  post(
    '/core-networks/{CoreNetworkId}/core-network-routing-information',
    'ListCoreNetworkRoutingInformation',
    'CoreNetworkRoutingInformation',
    'NextToken',
  ),
  get('/core-networks', 'ListCoreNetworks', 'CoreNetworks', 'NextToken'),
  get('/organizations/service-access', 'ListOrganizationServiceAccessStatus', 'NextToken'),
  get('/peerings', 'ListPeerings', 'Peerings', 'NextToken'),
  get('/tags/{ResourceArn}', 'ListTagsForResource', 'TagList'),
];
