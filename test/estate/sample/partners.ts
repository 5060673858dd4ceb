/** Where partners come in, in Virginia: everything passes the scanners behind a gateway load balancer. */
import { Balancer, managed } from '../build.ts';
import { CONTRACTOR, type Company, EVERYWHERE } from './company.ts';

export function partners({ estate, network: { account, virginia: region } }: Company): void {
  const vpc = region.vpc('partners', { cidr: '10.41.0.0/22', tags: { env: 'prod' } });
  vpc.defaultGroup.remove(() => true);
  const [scanA, scanB, doorA, inA, inB] = [
    vpc.subnet('partners-scan-a', { cidr: '10.41.0.0/26', zone: 'a' }),
    vpc.subnet('partners-scan-b', { cidr: '10.41.0.64/26', zone: 'b' }),
    vpc.subnet('partners-door-a', { cidr: '10.41.0.128/28', zone: 'a' }),
    vpc.subnet('partners-a', { cidr: '10.41.1.0/26', zone: 'a' }),
    vpc.subnet('partners-b', { cidr: '10.41.1.64/26', zone: 'b' }),
  ];
  const internet = vpc.internetGateway('partners');
  const scanners = vpc
    .group('scanners', 'Scanners')
    .allow('udp', 6081, '10.41.0.0/25', 'from the gateway load balancer')
    .allow('tcp', 80, '10.41.0.0/25', 'health')
    .closed();
  const members = [scanA, scanB].map((subnet, index) =>
    subnet.instance(`scanner-${index + 1}`, { type: 'c6i.xlarge', groups: [scanners] }),
  );
  for (const subnet of [scanA, scanB]) managed.gatewayBalancer(subnet, 'scanners');
  const balancer = new Balancer('scanners', {
    type: 'gateway',
    subnets: [scanA, scanB],
    listeners: { 6081: 'GENEVE' },
    targets: { port: 6081, members },
    crossZone: true,
  });
  const ServiceId = region.id('vpce-svc', 'scanners');
  const ServiceName = `com.amazonaws.vpce.${region.name}.${ServiceId}`;
  region.describe('endpoint-service', {
    ServiceType: [{ ServiceType: 'GatewayLoadBalancer' }],
    ServiceId,
    ServiceName,
    ServiceState: 'Available',
    AvailabilityZones: [scanA.zone.name, scanB.zone.name],
    AcceptanceRequired: true,
    ManagesVpcEndpoints: false,
    GatewayLoadBalancerArns: [balancer.id],
    BaseEndpointDnsNames: [`${ServiceId}.${region.name}.vpce.amazonaws.com`],
    SupportedIpAddressTypes: ['ipv4'],
    Tags: [{ Key: 'Name', Value: 'scanners' }],
  });
  const permission = {
    PrincipalType: 'Account',
    Principal: `arn:aws:iam::${account.id}:root`,
    ServicePermissionId: region.id('vpce-svc-perm', 'scanners'),
    ServiceId,
  };
  region.describe('endpoint-service-permission', permission, ServiceId);
  const door = vpc.interfaceEndpoint('scanners-a', { service: ServiceName, subnets: [doorA], inline: true });
  const connection = (VpcEndpointId: string, VpcEndpointOwner: string, VpcEndpointState: string, CreationTimestamp: string) =>
    region.describe('endpoint-connection', {
      ServiceId,
      VpcEndpointId,
      VpcEndpointOwner,
      VpcEndpointState,
      CreationTimestamp,
      GatewayLoadBalancerArns: [balancer.id],
      VpcEndpointConnectionId: region.id('vpce-con', VpcEndpointId),
      VpcEndpointRegion: region.name,
    });
  connection(door.id, account.id, 'available', '2024-11-28T15:20:00.000Z');
  const stuck = connection(STRANGER, CONTRACTOR, 'pendingAcceptance', '2026-02-19T10:02:41.000Z');
  estate.mistake('vpces-stuck-connection', stuck, 'the contractor has waited since February for an answer');

  vpc.table('partners-door', [doorA]).route(EVERYWHERE, internet);
  vpc.table('partners', [inA, inB]).route(EVERYWHERE, door);
  vpc.table('partners-edge', []).edge(internet).route('10.41.1.0/26', door).route('10.41.1.64/26', door);
  estate.mistake('gwlbe-cross-az', inB, 'it goes through the endpoint of the other zone');
  const relay = vpc.group('partner-relay', 'Relays of partners').allow('tcp', 443, EVERYWHERE, 'partners').closed();
  for (const [index, subnet] of [inA, inB].entries())
    subnet.instance(`partner-relay-${index + 1}`, { type: 't3.small', groups: [relay], publicAddress: true });
  region.flowLog('partners', { of: vpc, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-use1' } });
}

/** The endpoint by which the contractor asks. */
export const STRANGER = 'vpce-0d5e83b1f70c2a946';
