/** How mistakes on the ways into AWS and between its routers are mended: lines, VPN, Client VPN, transit gateways, Cloud WAN. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { cidr, dotted } from '../addresses.ts';
import { type Data, ownSubnet, type Workshop } from './mending.ts';

export const hybridMenders: Readonly<Record<string, (workshop: Workshop, subject: string) => void>> = {
  'clientvpn-authorize-all': (all, id) =>
    all.dropWhere('client-vpn-authorization-rule', (data) => data.ClientVpnEndpointId === id && data.AccessAll),
  'clientvpn-no-logging': (all, id) =>
    all.each('client-vpn-endpoint', id, (data) => {
      data.ConnectionLogOptions = { Enabled: true, CloudwatchLogGroup: '/client-vpn/people' };
    }),
  'clientvpn-no-route': (all, id) => {
    const routed = all.all('client-vpn-route').map(({ data }) => data.DestinationCidr);
    all.dropWhere(
      'client-vpn-authorization-rule',
      ({ ClientVpnEndpointId, DestinationCidr }) =>
        ClientVpnEndpointId === id && DestinationCidr !== '0.0.0.0/0' && !routed.includes(DestinationCidr),
    );
  },
  'cwan-attachment-wrong-segment': (all, id) => {
    const { ProposedSegmentChange: proposed } = all.find('core-network-attachment', (one) => one.AttachmentId === id);
    const move = (data: Data): void => {
      Object.assign(data, {
        SegmentName: proposed.SegmentName,
        AttachmentPolicyRuleNumber: proposed.AttachmentPolicyRuleNumber,
      });
      delete data.ProposedSegmentChange;
    };
    all.each('core-network-attachment', id, move);
    all.each('core-network-vpn-attachment', id, ({ Attachment }) => move(Attachment));
    for (const { NextHop } of all.all('core-network-route').map(({ data }) => data))
      if (NextHop.CoreNetworkAttachmentId === id) NextHop.SegmentName = proposed.SegmentName;
    all.every('core-network-route-table', ({ NetworkRoutes }) => {
      for (const one of NetworkRoutes.flatMap(({ Destinations }: Data) => Destinations))
        if (one.CoreNetworkAttachmentId === id) one.SegmentName = proposed.SegmentName;
    });
  },
  'cwan-edge-unused': (all, id) => {
    const used = new Set(all.all('core-network-attachment').map(({ data }) => data.EdgeLocation));
    all.each('core-network-detail', id, (data) => {
      data.Edges = data.Edges.filter(({ EdgeLocation }: Data) => used.has(EdgeLocation));
      for (const segment of data.Segments) segment.EdgeLocations = segment.EdgeLocations.filter((edge: string) => used.has(edge));
    });
    all.dropWhere('core-network-route-table', (data) => !used.has(data.CoreNetworkSegmentEdge.EdgeLocation));
    documents(all, (policy) => {
      const config = policy['core-network-configuration'];
      config['edge-locations'] = config['edge-locations'].filter(({ location }: Data) => used.has(location));
    });
  },
  // The firewalls were given up.
  'cwan-no-inspection': (all) => documents(all, (policy) => delete policy['network-function-groups']),
  'cwan-peering-bad': (all, id) => {
    all.drop('network-manager-peering', id);
    all.drop('network-manager-peering-detail', id);
  },
  'cwan-segment-open': (all) =>
    documents(all, (policy) => {
      for (const action of policy['segment-actions']) if (action['share-with'] === '*') action['share-with'] = ['shared'];
    }),
  'dx-allowed-prefix-gap': (all, id) =>
    all.each('direct-connect-gateway-association', id, (data) => {
      data.allowedPrefixesToDirectConnectGateway = [{ cidr: '10.16.0.0/12' }];
    }),
  'dx-bgp-down': (all, id) =>
    all.each('direct-connect-virtual-interface', id, (data) => {
      for (const peer of data.bgpPeers) peer.bgpStatus = 'up';
    }),
  'dx-lag-min-links': (all, id) => all.each('direct-connect-lag', id, (data) => (data.minimumLinks = 1)),
  'dx-macsec-off': (all, id) =>
    all.each('direct-connect-connection', id, (data) => {
      Object.assign(data, { encryptionMode: 'must_encrypt', portEncryptionStatus: 'Encryption Up' });
    }),
  'dx-no-backup': (all, id) => {
    const { associatedGateway } = all.find('direct-connect-gateway-association', (one) => one.associationId === id);
    const like = all.all('vpn-connection').find(({ data }) => data.TransitGatewayId)!;
    const VpnConnectionId = `vpn-0${associatedGateway.id.slice(-16)}`;
    const data = { ...structuredClone(like.data), VpnConnectionId, TransitGatewayId: associatedGateway.id };
    all.resources.push({ ...like, region: associatedGateway.region, id: VpnConnectionId, data });
  },
  'dx-single-location': (all, id) => secondLine(all, id),
  'dx-single-vif': (all, id) => {
    const virtual = all.find('direct-connect-virtual-interface', (one) => one.directConnectGatewayId === id);
    secondLine(all, virtual.connectionId);
  },
  'routeserver-no-propagation': (all, id) => {
    all.drop('route-server', id);
    all.dropWhere('route-server-association', ({ RouteServerId }) => RouteServerId === id);
  },
  'routeserver-peer-down': (all, id) =>
    all.each('route-server-peer', id, (data) =>
      Object.assign(data, { BgpStatus: { Status: 'up' }, BfdStatus: { Status: 'up' } }),
    ),
  'tgw-attachment-subnet-shared': (all, id) => {
    all.every('transit-gateway-vpc-attachment', (data) => {
      if (data.TransitGatewayAttachmentId !== id || data.SubnetIds.some((one: string) => one.startsWith('subnet-1'))) return;
      const moved = new Map<string, string>(data.SubnetIds.map((one: string) => [one, ownSubnet(all, one)]));
      for (const attached of all.all('transit-gateway-vpc-attachment').filter((one) => one.id === id))
        attached.data.SubnetIds = [...moved.values()];
      all.every('network-interface', (card) => {
        const to = moved.get(card.SubnetId);
        if (!to || !card.Description.endsWith(id)) return;
        const { CidrBlock } = all.find('subnet', (one) => one.SubnetId === to);
        const PrivateIpAddress = dotted(cidr(CidrBlock).base + 4);
        const PrivateIpAddresses = [{ ...card.PrivateIpAddresses[0], PrivateIpAddress }];
        Object.assign(card, { SubnetId: to, PrivateIpAddress, PrivateIpAddresses });
      });
    });
  },
  'tgw-dns-support-off': (all, id) => all.each('transit-gateway', id, (data) => (data.Options.DnsSupport = 'enable')),
  'tgw-flow-logs-missing': (all, id) => {
    const like = all.all('flow-log').find(({ data }) => data.ResourceId.startsWith('tgw-'))!;
    const { account, region } = all.all('transit-gateway').find((one) => one.id === id) ?? like;
    const FlowLogId = `fl-0${id.slice(-16)}`;
    all.resources.push({ ...like, account, region, id: FlowLogId, data: { ...like.data, FlowLogId, ResourceId: id } });
  },
  'tgw-peering-no-static-route': (all, id) => {
    const sides = all.all('transit-gateway-attachment').filter((one) => one.id === id);
    const like = all.all('transit-gateway-route').find((one) => one.data.Type === 'static')!;
    for (const { account, region, data } of sides) {
      const far = sides.find((one) => one.region !== region)!;
      const TransitGatewayAttachments = [
        { ResourceId: data.ResourceId, TransitGatewayAttachmentId: id, ResourceType: 'peering' },
      ];
      for (const { id: table } of all.all('transit-gateway-route-table').filter((one) => one.region === region))
        for (const DestinationCidrBlock of blocksBehind(all, far.data.TransitGatewayId)) {
          const route = { ...structuredClone(like.data), DestinationCidrBlock, State: 'active', TransitGatewayAttachments };
          const at = { account, region, parent: table, id: `${table}/${DestinationCidrBlock}` };
          all.resources.push({ ...like, ...at, data: route });
        }
    }
  },
  // One table for whatever comes over the peering.
  'tgw-policy-table': (all, id) => {
    const association = all.find('transit-gateway-policy-table-association', (one) => one.TransitGatewayPolicyTableId === id);
    const entry = all.all('transit-gateway-policy-table-entry').find(({ parent }) => parent === id)!;
    const Association = { TransitGatewayRouteTableId: entry.data.TargetRouteTableId, State: 'associated' };
    const { TransitGatewayAttachmentId } = association;
    all.each('transit-gateway-attachment', TransitGatewayAttachmentId, (data) => Object.assign(data, { Association }));
    all.drop('transit-gateway-policy-table', id);
    const isIts = (one: Resource): boolean => one.kind.startsWith('transit-gateway-policy-table-') && one.parent === id;
    all.resources = all.resources.filter((one) => !isIts(one));
  },
  'tgw-shared-external': (all) => all.dropWhere('shared-with', ({ external }) => external),
  'tgw-unused': (all, id) => {
    all.drop('transit-gateway', id);
    all.dropWhere('flow-log', ({ ResourceId }) => ResourceId === id);
  },
  'tgw-vpn-ecmp-off': (all, id) => all.each('transit-gateway', id, (data) => (data.Options.VpnEcmpSupport = 'enable')),
  'vpn-dangling-cgw': (all, id) => all.drop('customer-gateway', id),
  'vpn-single-connection': (all, id) => {
    const mine = (one: Resource) =>
      (one.kind === 'vpn-connection' && one.id === id) || (one.kind === 'vpn-tunnel-status' && one.parent?.startsWith(`${id}/`));
    const VpnConnectionId = `vpn-1${id.slice(-16)}`;
    for (const one of all.resources.filter(mine)) {
      const data = { ...structuredClone(one.data), ...(one.kind === 'vpn-connection' && { VpnConnectionId }) };
      const parent = one.parent?.replace(id, VpnConnectionId);
      all.resources.push({ ...one, id: one.id.replace(id, VpnConnectionId), ...(parent ? { parent } : {}), data });
    }
  },
  'vpn-static-routing': (all, id) =>
    all.each('vpn-connection', id, (data) => {
      Object.assign(data, { Routes: [] });
      data.Options.StaticRoutesOnly = false;
      for (const tunnel of data.VgwTelemetry) Object.assign(tunnel, { AcceptedRouteCount: 1, StatusMessage: '1 BGP ROUTES' });
    }),
  'vpn-weak-crypto': (all, id) =>
    all.each('vpn-connection', id, (data) => {
      for (const tunnel of data.Options.TunnelOptions) Object.assign(tunnel, strong);
    }),
};

const strong = {
  Phase1EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
  Phase2EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
  Phase1IntegrityAlgorithms: [{ Value: 'SHA2-384' }],
  Phase2IntegrityAlgorithms: [{ Value: 'SHA2-384' }],
  Phase1DHGroupNumbers: [{ Value: 20 }],
  Phase2DHGroupNumbers: [{ Value: 20 }],
};

/** Changes every version of every policy of a core network. */
function documents(all: Workshop, change: (policy: Data) => void): void {
  all.every('core-network-policy', (data) => {
    const policy = JSON.parse(data.PolicyDocument);
    change(policy);
    data.PolicyDocument = JSON.stringify(policy);
  });
}

/** A line beside another at another location, with a virtual interface to the same gateway. */
function secondLine(all: Workshop, id: string): void {
  const connectionId = `dxcon-${id.slice(-7)}2`;
  if (all.all('direct-connect-connection').some((one) => one.id === connectionId)) return;
  const line = all.all('direct-connect-connection').find((one) => one.id === id)!;
  const place = { connectionId, location: 'INXDB' };
  all.resources.push({ ...line, id: connectionId, data: { ...structuredClone(line.data), ...place } });
  for (const one of all.all('direct-connect-virtual-interface').filter(({ data }) => data.connectionId === id)) {
    const virtualInterfaceId = `${one.id}2`;
    const data = { ...structuredClone(one.data), ...place, virtualInterfaceId };
    all.resources.push({ ...one, id: virtualInterfaceId, data });
    for (const led of all.all('direct-connect-gateway-attachment').filter((led) => led.data.virtualInterfaceId === one.id)) {
      const parent = led.parent!;
      const to = { ...led.data, virtualInterfaceId };
      all.resources.push({ ...led, id: `${parent}/${virtualInterfaceId}`, data: to });
    }
  }
}

/** The blocks of the VPCs that are attached to a transit gateway. */
const blocksBehind = (all: Workshop, transit: string): string[] =>
  all
    .all('transit-gateway-vpc-attachment')
    .filter(({ data }) => data.TransitGatewayId === transit)
    .map(({ data }) => all.find('vpc', (one) => one.VpcId === data.VpcId).CidrBlock)
    .filter((block, index, blocks) => blocks.indexOf(block) === index);
