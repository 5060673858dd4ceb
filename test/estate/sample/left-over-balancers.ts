/** Load balancers of Haldenpost that nobody looks after. */
import { Balancer, managed } from '../build.ts';
import type { Company } from './company.ts';
import { EVERYWHERE } from './company.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

export function leftOverBalancers({ estate }: Company, prod: Parcel, workshop: Workshop): void {
  const preview = workshop.dev
    .group('dev-preview', 'Preview of the shop')
    .allow('tcp', 443, EVERYWHERE, 'whoever looks')
    .closed();
  const subnets = [workshop.appA, workshop.appB];
  for (const subnet of subnets) managed.applicationBalancer(subnet, 'dev-preview', [preview], true);
  const empty = new Balancer('dev-preview', {
    type: 'application',
    open: true,
    subnets,
    groups: [preview],
    listeners: { 443: 'HTTPS' },
    targets: { port: 8080, members: [] },
  });
  estate.mistake('lb-no-targets', empty, 'the preview was switched off, its balancer was not');
  estate.mistake('lb-internet-facing-private-subnet', empty, 'nobody out there ever reached it');

  const pickup = prod.vpc.group('prod-pickup', 'Pickup slots').allow('tcp', 7443, '10.21.0.0/16', 'this VPC').closed();
  const both = [prod.appA, prod.appB];
  const slots = prod.appA.instance('pickup-1', { type: 'm7g.large', groups: [pickup] });
  for (const subnet of both) managed.networkBalancer(subnet, 'pickup');
  const lame = new Balancer('pickup', {
    type: 'network',
    subnets: both,
    listeners: { 7443: 'TCP' },
    targets: { port: 7443, members: [slots] },
  });
  estate.mistake('lb-cross-zone-off-az-empty', lame, 'what reaches its node in the second zone finds nobody there');

  const zones = [workshop.countA, workshop.countB];
  for (const subnet of zones) managed.networkBalancer(subnet, 'notebooks');
  const notebooks = new Balancer('notebooks', {
    type: 'network',
    subnets: zones,
    listeners: { 8888: 'TCP' },
    targets: { port: 8888, members: [workshop.notebook], failing: 'Target.Timeout' },
    crossZone: true,
  });
  const targets = { id: notebooks.targetsId };
  estate.mistake('sg-no-inbound-on-server', workshop.notebook.interface, 'a balancer sends to it, and its group lets nothing in');
  estate.mistake('lb-target-sg-mismatch', targets, 'the group of the notebooks has no rule for what comes in');
  estate.mistake('lb-all-unhealthy', targets, 'so no health check ever came back');
}
