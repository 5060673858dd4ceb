/** Sites, devices and links, as Network Manager keeps them. */
import type { abroad } from './abroad.ts';
import type { Company } from './company.ts';
import type { Hub } from './hub.ts';

/** What Network Manager was told of the sorting centre in Leipzig. */
export function sites({ network: { account, frankfurt } }: Company, hub: Hub, { wan }: ReturnType<typeof abroad>): void {
  const GlobalNetworkId = wan.globalId;
  const CreatedAt = 1_718_350_000;
  const told = (kind: string, data: object) => account.describe(kind, { ...data, GlobalNetworkId }, GlobalNetworkId);
  const [SiteId, DeviceId, LinkId] = [
    frankfurt.id('site', 'leipzig'),
    frankfurt.id('device', 'lej'),
    frankfurt.id('link', 'lej'),
  ];
  const arn = (rest: string) => `arn:aws:networkmanager::${account.id}:${rest}`;
  const common = { State: 'AVAILABLE', CreatedAt, Tags: [] };
  const Location = { Address: 'Handelsring 1, Leipzig', Latitude: '51.42', Longitude: '12.22' };
  told('site', { ...common, SiteId, SiteArn: arn(`site/${GlobalNetworkId}/${SiteId}`), Description: 'Leipzig', Location });
  const router = { Type: 'router', Vendor: 'Example', Model: 'edge-1', SiteId };
  told('device', {
    ...common,
    ...router,
    DeviceId,
    DeviceArn: arn(`device/${GlobalNetworkId}/${DeviceId}`),
    Description: 'lej-edge-1',
  });
  const Bandwidth = { UploadSpeed: 500, DownloadSpeed: 500 };
  told('link', { ...common, LinkId, LinkArn: arn(`link/${GlobalNetworkId}/${LinkId}`), SiteId, Type: 'broadband', Bandwidth });
  const second = frankfurt.id('device', 'lej 2');
  told('device', {
    ...common,
    ...router,
    DeviceId: second,
    DeviceArn: arn(`device/${GlobalNetworkId}/${second}`),
    Description: 'lej-edge-2',
  });
  const ConnectionId = frankfurt.id('connection', 'lej');
  const between = { ConnectionId, ConnectionArn: arn(`connection/${GlobalNetworkId}/${ConnectionId}`), DeviceId, LinkId };
  told('network-manager-connection', { ...common, ...between, ConnectedDeviceId: second, Description: 'cross-connect' });
  told('link-association', { DeviceId, LinkId, LinkAssociationState: 'AVAILABLE' });
  const CustomerGatewayArn = frankfurt.arn('ec2', `customer-gateway/${hub.leipzig.id}`);
  told('customer-gateway-association', { CustomerGatewayArn, DeviceId, LinkId, State: 'AVAILABLE' });
  const TransitGatewayArn = frankfurt.arn('ec2', `transit-gateway/${hub.transit.id}`);
  told('transit-gateway-registration', { TransitGatewayArn, State: { Code: 'AVAILABLE', Message: '' } });
}
