/** Two lines to Stockholm that end in Dublin: one Direct Connect gateway leads to the core network, another to the cameras. */
import { digitsOf, uuidOf } from '../names.ts';
import type { Company } from './company.ts';
import { directConnectGateway, transitInterface } from './direct-connect.ts';
import type { farTransit } from './far-transit.ts';

const LULEA = '10.140.0.0/24';
const lines = ['EqDB2', 'INXDB'].map((location, index) => {
  const name = `stockholm-${index + 1}`;
  return { name, location, index, connectionId: `dxcon-fg${digitsOf('line', name).slice(0, 6)}` };
});

/** The lines, and the gateway of the core network. */
export function stockholm({ network: { account, ireland: region } }: Company): string {
  const gateway = { id: 'a2c4e91b-63f7-4d05-9e18-c7b0d5f2846a', asn: 64642 };
  directConnectGateway(account, gateway.id, 'haldenpost-stockholm', gateway.asn);
  for (const { name, location, index, connectionId } of lines) {
    region.describe('direct-connect-connection', {
      ownerAccount: account.id,
      region: region.name,
      location,
      connectionId,
      connectionName: name,
      connectionState: 'available',
      bandwidth: '1Gbps',
      vlan: 0,
      partnerName: 'Example Carrier',
      jumboFrameCapable: true,
      hasLogicalRedundancy: 'unknown',
      macSecCapable: false,
      tags: [{ key: 'Name', value: name }],
    });
    transitInterface(account, region, {
      id: `dxvif-fg${digitsOf('interface', name).slice(0, 6)}`,
      name,
      connectionId,
      location,
      vlan: 520 + index,
      mtu: 1500,
      gateway,
      peer: {
        id: `dxpeer-fg${index}9e4a1`,
        network: `169.254.98.${index * 4}`,
        asn: 65108,
        key: `PLANTED_bgp_md5_of_${name}`,
      },
    });
  }
  return gateway.id;
}

/** Over the same lines the depot in Lulea sees its cameras, and by nothing else. */
export function cameraLines(
  { estate, network: { account, ireland: region } }: Company,
  far: ReturnType<typeof farTransit>,
): void {
  const gateway = { id: uuidOf('gateway', 'cameras'), asn: 64643 };
  directConnectGateway(account, gateway.id, 'haldenpost-cameras', gateway.asn);
  for (const { location, index, connectionId } of lines) {
    const name = `cameras-${index + 1}`;
    transitInterface(account, region, {
      id: `dxvif-fg${digitsOf('interface', name).slice(0, 6)}`,
      name,
      connectionId,
      location,
      vlan: 530 + index,
      mtu: 1500,
      gateway,
      peer: { id: `dxpeer-fg${index}5c3d8`, network: `169.254.99.${index * 4}`, asn: 65109, key: `PLANTED_bgp_md5_of_${name}` },
    });
  }
  const association = account.describe(
    'direct-connect-gateway-association',
    {
      directConnectGatewayId: gateway.id,
      directConnectGatewayOwnerAccount: account.id,
      associationState: 'associated',
      associatedGateway: { id: far.west.id, type: 'transitGateway', ownerAccount: account.id, region: region.name },
      associationId: uuidOf('association', 'cameras'),
      allowedPrefixesToDirectConnectGateway: far.cameras.cidrs.map((cidr) => ({ cidr })),
    },
    gateway.id,
  );
  far.west
    .attachOther('camera-lines', { type: 'direct-connect-gateway', id: gateway.id, learned: [LULEA] })
    .associate(far.table)
    .propagate(far.table);
  estate.mistake('dx-no-backup', association, 'when the lines fail nobody in Lulea sees a camera');
}
