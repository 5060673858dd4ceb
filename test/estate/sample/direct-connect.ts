/** A virtual interface to a transit gateway or a core network, as AWS lists it, and what ties it to its Direct Connect gateway. */
import type { Account } from '../account.ts';
import type { Region } from '../region.ts';

export interface TransitLine {
  readonly id: string;
  readonly name: string;
  readonly connectionId: string;
  readonly location: string;
  readonly vlan: number;
  readonly mtu: number;
  readonly gateway: { readonly id: string; readonly asn: number };
  /** The BGP session: both ends of a /30, the ASN of the site, and its key. */
  readonly peer: { readonly id: string; readonly network: string; readonly asn: number; readonly key: string };
  readonly isDown?: boolean;
}

export function transitInterface(account: Account, region: Region, line: TransitLine) {
  const [, network, last] = /^(.*\.)(\d+)$/.exec(line.peer.network)!;
  const end = (offset: number): string => `${network}${Number(last) + offset}/30`;
  const ends = {
    addressFamily: 'ipv4',
    amazonAddress: end(1),
    customerAddress: end(2),
    asn: line.peer.asn,
    authKey: line.peer.key,
  };
  const bgpStatus = line.isDown ? 'down' : 'up';
  const virtual = region.describe('direct-connect-virtual-interface', {
    ownerAccount: account.id,
    region: region.name,
    location: line.location,
    connectionId: line.connectionId,
    ...ends,
    virtualInterfaceId: line.id,
    virtualInterfaceType: 'transit',
    virtualInterfaceName: line.name,
    virtualInterfaceState: 'available',
    vlan: line.vlan,
    amazonSideAsn: line.gateway.asn,
    mtu: line.mtu,
    // AWS says of what it does not lead to that its id is empty.
    virtualGatewayId: '',
    directConnectGatewayId: line.gateway.id,
    bgpPeers: [{ ...ends, bgpPeerId: line.peer.id, bgpPeerState: 'available', bgpStatus }],
    tags: [{ key: 'Name', value: line.name }],
  });
  const attachment = {
    directConnectGatewayId: line.gateway.id,
    virtualInterfaceId: line.id,
    virtualInterfaceRegion: region.name,
    virtualInterfaceOwnerAccount: account.id,
    attachmentState: 'attached',
    attachmentType: 'TransitVirtualInterface',
  };
  account.describe('direct-connect-gateway-attachment', attachment, line.gateway.id);
  return virtual;
}

/** A Direct Connect gateway of an account. */
export const directConnectGateway = (account: Account, id: string, name: string, asn: number) =>
  account.describe('direct-connect-gateway', {
    directConnectGatewayId: id,
    directConnectGatewayName: name,
    amazonSideAsn: asn,
    ownerAccount: account.id,
    directConnectGatewayState: 'available',
  });
