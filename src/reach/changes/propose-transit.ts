/** What would lead a packet over a transit gateway: attachments and their subnets, associations, propagations, routes. */
import { formatPrefix } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Attachment, TransitRoute } from '../network/transit.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Path } from '../walk/answer.ts';
import type { Step } from '../walk/step.ts';
import { type Change, newAttachment } from './change.ts';

/** The table lacks a way to the VPC that has the destination: a static route, its propagation, or first of all its attachment. */
export function transitRoute(network: Network, step: Step): Change[] {
  const table = network.entity('transit-gateway-route-table', step.at.id);
  const gatewayId: string = table?.data.TransitGatewayId ?? '';
  const taken = step.evidence?.source as TransitRoute | undefined;
  const blackhole: string | undefined = taken?.data.DestinationCidrBlock;
  const { account, region } = step.at;
  return network.ownersOf(step.header.dst).flatMap(({ vpc }): Change[] => {
    const attachment = network.transit.ofVpc(vpc.id, gatewayId);
    const block = vpc.blockOf(step.header.dst);
    if (!block) return [];
    if (!attachment) return attachTo(network, gatewayId, vpc);
    const where = { account, region, tableId: step.at.id, attachmentId: attachment.id };
    if (blackhole) return [{ do: 'replace transit route', ...where, cidr: blackhole }];
    return [
      { do: 'create transit route', ...where, cidr: formatPrefix(block) },
      { do: 'propagate to transit table', ...where, cidrs: blocksOf(vpc) },
    ];
  });
}

const blocksOf = (vpc: Vpc): string[] => vpc.blocks.map(formatPrefix);

export function associate(network: Network, step: Step): Change[] {
  const gatewayId = network.transit.sides(step.at.id)[0]?.gatewayId;
  const { account, region } = step.at;
  return [...network.entities('transit-gateway-route-table').values()]
    .filter((one) => one.data.TransitGatewayId === gatewayId)
    .map((one) => ({ do: 'associate transit table', account, region, attachmentId: step.at.id, tableId: one.id }));
}

/** The sender's VPC is not attached. */
export const attach = (network: Network, step: Step): Change[] =>
  network.ownersOf(step.header.src).flatMap(({ vpc }) => attachTo(network, step.at.id, vpc));

function attachTo(network: Network, gatewayId: string, vpc: Vpc): Change[] {
  const gateway = network.entity('transit-gateway', gatewayId);
  if (!gateway || gateway.region !== vpc.region || network.transit.ofVpc(vpc.id, gatewayId)) return [];
  const options = gateway.data.Options ?? {};
  return [
    {
      do: 'attach to transit gateway',
      account: vpc.account,
      region: vpc.region,
      gatewayId,
      vpcId: vpc.id,
      subnetIds: oneInEachZone(vpc),
      attachmentId: newAttachment(vpc.id),
      ...(options.DefaultRouteTableAssociation === 'enable' && { associatesWith: options.AssociationDefaultRouteTableId }),
      ...(options.DefaultRouteTablePropagation === 'enable' && { propagatesTo: options.PropagationDefaultRouteTableId }),
      cidrs: blocksOf(vpc),
    },
  ];
}

/** Of each zone the smallest subnet: attachments need few addresses. */
const oneInEachZone = (vpc: Vpc): string[] =>
  [...Map.groupBy(vpc.subnets, (subnet) => subnet.zone).values()].map(
    (all) => [...all].sort((a, b) => length(b) - length(a) || (a.id < b.id ? -1 : 1))[0]!.id,
  );

const length = (subnet: Subnet): number => subnet.blocks.find(({ lo }) => typeof lo === 'number')?.length ?? 0;

/** T5: the zone of the sender gets a subnet of the attachment: its own. */
export function addZone(network: Network, step: Step): Change[] {
  const attachment: Attachment | undefined = network.transit.sides(step.at.id)[0];
  const { account, region } = step.at;
  return network
    .ownersOf(step.header.src)
    .filter(({ vpc }) => vpc.id === attachment?.resourceId)
    .map(({ subnet }) => ({ do: 'add subnet to attachment', account, region, attachmentId: step.at.id, subnetId: subnet.id }));
}

/** S9: the gateway’s own switch; attachments have theirs on unless somebody switched it off. */
export function reference(network: Network, path: Path): Change[] {
  const ids = [...path.forward, ...path.reply].flatMap(({ at }) =>
    at.kind === 'transit-gateway-route-table' ? [network.entity(at.kind, at.id)?.data.TransitGatewayId as string] : [],
  );
  return [...new Set(ids)].flatMap((id) => {
    const gateway = network.entity('transit-gateway', id);
    if (!gateway || gateway.data.Options?.SecurityGroupReferencingSupport === 'enable') return [];
    return [{ do: 'enable group references', account: gateway.account, region: gateway.region, gatewayId: id }];
  });
}

/** T8: without appliance mode the two directions may cross two appliances of the VPC, each of which sees one. */
export function holdToOneZone(network: Network, step: Step, path: Path): Change[] {
  const vpcId: string | undefined =
    network.entity('vpc-endpoint', step.at.id)?.data.VpcId ?? network.interfaces.get(step.at.id)?.vpc.id;
  const ids = [...path.forward, ...path.reply].flatMap(({ at }) => (at.kind === 'transit-gateway-attachment' ? [at.id] : []));
  return [...new Set(ids)].flatMap((attachmentId): Change[] => {
    const attachment = network.transit.sides(attachmentId)[0];
    if (!attachment || attachment.resourceId !== vpcId || attachment.applianceMode) return [];
    return [{ do: 'enable appliance mode', account: attachment.resourceOwner, region: attachment.region, attachmentId }];
  });
}
