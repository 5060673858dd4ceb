/** The line to Dublin: one of each. */
import type { abroad } from './abroad.ts';
import type { Company } from './company.ts';
import { directConnectGateway } from './direct-connect.ts';

/** The line from the sorting centre to AWS, one of each. */
export function dublinLine({ estate, parcel: { account, ireland: region } }: Company, far: ReturnType<typeof abroad>): void {
  const common = { ownerAccount: account.id, region: region.name, location: 'EqDB2' };
  const connection = region.describe('direct-connect-connection', {
    ...common,
    connectionId: 'dxcon-fgk4t0zq',
    connectionName: 'dublin-1',
    connectionState: 'available',
    bandwidth: '1Gbps',
    vlan: 0,
    partnerName: 'Example Carrier',
    loaIssueTime: '2024-09-17T13:22:05.000Z',
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    macSecCapable: false,
    tags: [{ key: 'Name', value: 'dublin-1' }],
  });
  estate.mistake('dx-single-location', connection, 'one line in one building');
  const directConnectGatewayId = '7c1f0b52-9a3e-4d68-8b70-2f5e61d9ac04';
  const gateway = directConnectGateway(account, directConnectGatewayId, 'haldenpost-dublin', 64640);
  estate.mistake('dx-single-vif', gateway, 'one virtual interface leads to it');
  const authKey = 'PLANTED_bgp_md5_of_dublin';
  const ends = {
    addressFamily: 'ipv4',
    amazonAddress: '169.254.96.1/30',
    customerAddress: '169.254.96.2/30',
    asn: 65102,
    authKey,
  };
  const virtualInterfaceId = 'dxvif-fh0q7r2m';
  region.describe('direct-connect-virtual-interface', {
    ...common,
    ...ends,
    virtualInterfaceId,
    connectionId: 'dxcon-fgk4t0zq',
    virtualInterfaceType: 'private',
    virtualInterfaceName: 'dublin-private',
    virtualInterfaceState: 'available',
    vlan: 312,
    amazonSideAsn: 64640,
    mtu: 1500,
    virtualGatewayId: '',
    directConnectGatewayId,
    bgpPeers: [{ ...ends, bgpPeerId: 'dxpeer-fgx1c9ab', bgpPeerState: 'available', bgpStatus: 'up' }],
    tags: [{ key: 'Name', value: 'dublin-private' }],
  });
  const depot = far.depot.id;
  const association = {
    directConnectGatewayId,
    directConnectGatewayOwnerAccount: account.id,
    associationState: 'associated',
    associatedGateway: { id: depot, type: 'virtualPrivateGateway', ownerAccount: account.id, region: region.name },
    associationId: 'b8d0c7f4-61a2-4e39-95c4-0a7d3e52f1b6',
    allowedPrefixesToDirectConnectGateway: [{ cidr: '10.30.0.0/16' }],
    virtualGatewayId: depot,
    virtualGatewayRegion: region.name,
    virtualGatewayOwnerAccount: account.id,
  };
  account.describe('direct-connect-gateway-association', association, directConnectGatewayId);
  const attachment = {
    directConnectGatewayId,
    virtualInterfaceId,
    virtualInterfaceRegion: region.name,
    virtualInterfaceOwnerAccount: account.id,
    attachmentState: 'attached',
    attachmentType: 'PrivateVirtualInterface',
  };
  account.describe('direct-connect-gateway-attachment', attachment, directConnectGatewayId);
}
