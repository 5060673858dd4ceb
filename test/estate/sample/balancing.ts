/** What spreads traffic at Haldenpost, and what of it others may use over PrivateLink. */
import { Balancer, managed } from '../build.ts';
import type { abroad } from './abroad.ts';
import { type Company, EVERYWHERE, LABEL_SERVICE } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

export function balancing(
  { estate, network, parcel: { frankfurt: region } }: Company,
  hub: Hub,
  prod: Parcel,
  workshop: Workshop,
  far: ReturnType<typeof abroad>,
) {
  const web = new Balancer('parcel-web', {
    type: 'application',
    open: true,
    subnets: [prod.publicA, prod.publicB],
    groups: [prod.web],
    listeners: { 80: 'redirect', 443: 'HTTPS' },
    targets: { port: 8080, members: prod.apps },
    paths: ['/track/*', '/labels/*'],
  });
  const track = new Balancer('track', {
    type: 'application',
    open: true,
    subnets: far.publics,
    groups: [far.web],
    listeners: { 443: 'HTTPS' },
    tls: 'ELBSecurityPolicy-2016-08',
    targets: { port: 8080, members: far.scans },
  });
  estate.mistake('lb-weak-tls', { id: track.listenerId(443) }, 'scanners of 2014 still speak TLS 1.0 with it');

  const inner = prod.vpc.group('prod-internal', 'Internal load balancer').allow('tcp', 80, '10.21.0.0/16', 'this VPC');
  for (const subnet of [prod.appA, prod.appB]) managed.applicationBalancer(subnet, 'booking-internal', [inner]);
  const booking = new Balancer('booking-internal', {
    type: 'application',
    subnets: [prod.appA, prod.appB],
    groups: [inner],
    listeners: { 80: 'HTTP' },
    targets: { port: 8080, members: prod.tasks.slice(1), failing: 'Target.Timeout' },
  });
  estate.mistake('lb-clear-text', { id: booking.listenerId(80) }, 'bookings in clear text, nothing leads to HTTPS');
  const targets = { id: booking.targetsId };
  estate.mistake('lb-target-sg-mismatch', targets, 'the group of the tasks admits the public balancer and not this one');
  estate.mistake('lb-all-unhealthy', targets, 'what no rule admits answers no health check');

  prod.app.allow('tcp', 8443, prod.labels, 'labels');

  // Labels for shippers, over PrivateLink ------------------------------------------------------------------------------------
  const labels = new Balancer('label-api', {
    type: 'network',
    subnets: [prod.appA, prod.appB],
    groups: [prod.labels],
    listeners: { 8443: 'TCP' },
    targets: { port: 8443, members: prod.apps.slice(0, 2) },
  });
  const ServiceId = LABEL_SERVICE.split('.').at(-1)!;
  const service = region.describe('endpoint-service', {
    ServiceType: [{ ServiceType: 'Interface' }],
    ServiceId,
    ServiceName: LABEL_SERVICE,
    ServiceState: 'Available',
    AvailabilityZones: [prod.appA.zone.name, prod.appB.zone.name],
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    NetworkLoadBalancerArns: [labels.id],
    RemoteAccessEnabled: true,
    SupportedRegions: [region.name, 'eu-west-1'].map((Region) => ({ Region, ServiceState: 'Available' })),
    BaseEndpointDnsNames: [`${ServiceId}.${region.name}.vpce.amazonaws.com`],
    Tags: [{ Key: 'Name', Value: 'label-api' }],
  });
  estate.mistake('vpces-remote-region', service, 'it is there for Ireland, too');
  estate.mistake('vpces-auto-accept', service, 'whoever may ask is let in without being asked');
  const permission = {
    PrincipalType: 'All',
    Principal: '*',
    ServicePermissionId: region.id('vpce-svc-perm', 'labels'),
    ServiceId,
  };
  region.describe('endpoint-service-permission', permission, ServiceId);
  estate.mistake('vpces-open-principals', service, 'every account of AWS may ask');
  region.describe('endpoint-connection', {
    ServiceId,
    VpcEndpointId: hub.labelDoor.id,
    VpcEndpointOwner: network.account.id,
    VpcEndpointState: 'available',
    CreationTimestamp: '2026-03-12T09:14:27.000Z',
    NetworkLoadBalancerArns: [labels.id],
    IpAddressType: 'ipv4',
    VpcEndpointConnectionId: region.id('vpce-con', 'labels'),
    VpcEndpointRegion: region.name,
  });

  // The first generation -----------------------------------------------------------------------------------------------------
  const hooks = workshop.dev.group('dev-hooks', 'Hooks').allow('tcp', 80, EVERYWHERE, 'hooks');
  managed.classicBalancer(workshop.publicA, 'dev-hooks', [hooks], true);
  const LoadBalancerName = 'dev-hooks';
  const classic = region.describe('classic-load-balancer', {
    LoadBalancerName,
    DNSName: `dev-hooks-1093746582.${region.name}.elb.amazonaws.com`,
    CanonicalHostedZoneNameID: 'Z215JYRZR1TBD5',
    ListenerDescriptions: [
      {
        Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 8080 },
        PolicyNames: [],
      },
    ],
    AvailabilityZones: [workshop.publicA.zone.name],
    Subnets: [workshop.publicA.id],
    VPCId: workshop.dev.id,
    Instances: [{ InstanceId: workshop.server.id }],
    HealthCheck: { Target: 'TCP:8080', Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 },
    SecurityGroups: [hooks.id],
    CreatedTime: '2024-02-06T10:31:44.000Z',
    Scheme: 'internet-facing',
  });
  estate.mistake('lb-clear-text', classic, 'hooks in clear text');
  estate.mistake('lb-single-az', classic, 'one zone, and the first generation at that');
  const attributes = {
    CrossZoneLoadBalancing: { Enabled: false },
    AccessLog: { Enabled: false },
    ConnectionDraining: { Enabled: false, Timeout: 300 },
    ConnectionSettings: { IdleTimeout: 60 },
  };
  region.describe('classic-load-balancer-attributes', attributes, LoadBalancerName);
  region.describe('classic-load-balancer-tags', { LoadBalancerName, Tags: [{ Key: 'env', Value: 'dev' }] }, LoadBalancerName);
  const health = { InstanceId: workshop.server.id, State: 'InService', ReasonCode: 'N/A', Description: 'N/A' };
  region.describe('classic-instance-health', health, LoadBalancerName);

  return { web, booking, labels };
}
