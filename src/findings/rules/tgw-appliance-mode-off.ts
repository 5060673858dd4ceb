/** Attachments of VPCs with appliances in several zones, between which one flow may change. */
import { type Attachment, Missing, type Route, type Subnet } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { rule, type Said } from '../rule.ts';
import { attachedText, attachmentEvidence, attachments } from '../transit.ts';

export default rule({
  id: 'tgw-appliance-mode-off',
  title: 'An inspection VPC is attached to a transit gateway without appliance mode',
  severity: 'high',
  why:
    'Without appliance mode the two directions of a flow between zones enter the VPC in different zones, and meet two appliances, each of ' +
    'which sees half of it and drops it. It is said of a VPC attachment with subnets in at least two zones, whose tables lead to firewall or ' +
    'Gateway Load Balancer endpoints or to interfaces in at least two zones.',
  fix: 'Switch on appliance mode of the attachment.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html',
  needs: [
    'transit-gateway-attachment',
    'transit-gateway-vpc-attachment',
    'network-interface',
    'route-table',
    'subnet',
    'vpc',
    'vpc-endpoint',
  ],
  *check(estate) {
    for (const one of attachments(estate)) {
      if (one.type !== 'vpc' || one.state !== 'available' || one.applianceMode) continue;
      // Who owns the VPC sees its routes and appliances, and sets the mode.
      const owner = { account: one.resourceOwner, region: one.region };
      const isSeen = estate.network.coverage.scanned(owner);
      const attachment = isSeen ? { ...one, ...owner } : one;
      const subnets = isSeen ? subnetsOf(estate, attachment) : estate.missing('route-table', owner)!;
      if (subnets instanceof Missing) yield { subject: attachment, unknown: subnets };
      else yield* judged(estate, attachment, subnets);
    }
  },
});

/** The subnets by which packets come in. */
function subnetsOf({ network }: Estate, { id, subnetIds, account, region }: Attachment): Subnet[] | Missing {
  if (!subnetIds) return network.absent('transit-gateway-vpc-attachment', id, { account, region });
  const lost = subnetIds.find((subnetId) => !network.subnets.has(subnetId));
  if (lost !== undefined) return network.absent('subnet', lost, { account, region });
  return subnetIds.flatMap((subnetId) => network.subnets.get(subnetId) ?? []);
}

function* judged(estate: Estate, attachment: Attachment, subnets: readonly Subnet[]): Iterable<Said> {
  if (new Set(subnets.map(({ zone }) => zone)).size < 2) return;
  const found = new Map<string, { zone: string; text: string; tableId: string }>();
  for (const subnet of subnets) {
    const table = estate.network.tableOf(subnet);
    if (table instanceof Missing) {
      yield { subject: attachment, unknown: table };
      return;
    }
    for (const { value: route } of table.routes.entries) {
      const zone = route.state === 'active' ? zoneOfAppliance(estate, route, attachment) : undefined;
      if (zone instanceof Missing) {
        yield { subject: attachment, unknown: zone };
        return;
      }
      if (zone) found.set(`${table.id} ${route.text}`, { zone, text: `${route.text} in ${zone}`, tableId: table.id });
    }
  }
  const zones = [...new Set([...found.values()].map(({ zone }) => zone))].sort();
  if (zones.length < 2) return;
  yield {
    subject: attachment,
    message: `${attachedText(attachment)} leads to appliances in ${zones.join(' and ')} without appliance mode: the two directions of a flow may meet different ones.`,
    evidence: [
      attachmentEvidence(attachment),
      ...[...found.values()].map(({ tableId, text }) => ({ kind: 'route-table', id: tableId, text })),
    ],
    fix: [{ do: 'enable appliance mode', account: attachment.account, region: attachment.region, attachmentId: attachment.id }],
  };
}

/** The zone of the firewall endpoint or interface that a route leads to; nothing for other targets. */
function zoneOfAppliance({ network }: Estate, { target }: Route, place: Attachment): string | Missing | undefined {
  if (target.kind === 'network-interface')
    return network.interfaces.get(target.id)?.subnet.zone ?? network.absent('network-interface', target.id, place);
  if (target.kind !== 'vpc-endpoint') return undefined;
  const endpoint = network.entity('vpc-endpoint', target.id);
  if (!endpoint) return network.absent('vpc-endpoint', target.id, place);
  if (endpoint.data.VpcEndpointType === 'Gateway') return undefined;
  const subnetId: string = endpoint.data.SubnetIds?.[0] ?? `the subnet of ${target.id}`;
  return network.subnets.get(subnetId)?.zone ?? network.absent('subnet', subnetId, place);
}
