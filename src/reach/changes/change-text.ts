/** A change as one sentence. */
import { type Change, newFor, type Service } from './change.ts';

const serviceText = ({ protocol, from, to }: Service): string => {
  if (protocol === '-1') return 'all traffic';
  if (from === undefined || from === -1) return protocol;
  if (protocol.startsWith('icmp')) return `${protocol} type ${from}${to === undefined || to === -1 ? '' : ` code ${to}`}`;
  return `${protocol} ${from}${to === undefined || to === from ? '' : `–${to}`}`;
};

/** What is not there yet has no id. */
const named = (id: string): string => {
  const { what } = newFor(id) ?? {};
  return what === 'igw' ? 'the new internet gateway' : what === 'tgw-attach' ? 'the new attachment' : id;
};

/** `Allow tcp 443 from 10.0.0.0/8 in security group sg-1`. */
export function sentence(change: Change): string {
  switch (change.do) {
    case 'authorize':
      return `Allow ${serviceText(change.service)} ${change.direction === 'ingress' ? 'from' : 'to'} ${change.peer} in security group ${change.groupId}`;
    case 'revoke':
      return `Remove ${serviceText(change.service)} ${change.direction === 'ingress' ? 'from' : 'to'} ${change.peer} from security group ${change.groupId}`;
    case 'create ACL entry':
      return `Add ${change.direction} rule ${change.number} to network ACL ${change.aclId}: ${change.allows ? 'allow' : 'deny'} ${serviceText(change.service)} ${change.cidr}`;
    case 'create route':
      return `Route ${change.cidr} to ${named(Object.values(change.target)[0]!)} in ${change.tableId}`;
    case 'replace route':
      return `Route ${change.cidr} to ${named(Object.values(change.target)[0]!)} in ${change.tableId}, instead of where it leads now`;
    case 'delete route':
      return `Remove the route to ${change.cidr} from ${change.tableId}`;
    case 'create transit route':
      return `Route ${change.cidr} to ${named(change.attachmentId)} in ${change.tableId}`;
    case 'replace transit route':
      return `Route ${change.cidr} to ${named(change.attachmentId)} in ${change.tableId}, instead of where it leads now`;
    case 'delete transit route':
      return `Remove the route to ${change.cidr} from ${change.tableId}`;
    case 'associate transit table':
      return `Associate ${change.tableId} with ${named(change.attachmentId)}`;
    case 'propagate to transit table':
      return `Let ${named(change.attachmentId)} propagate its routes to ${change.tableId}`;
    case 'attach to transit gateway':
      return `Attach ${change.vpcId} to ${change.gatewayId} by ${change.subnetIds.join(', ')}`;
    case 'add subnet to attachment':
      return `Add ${change.subnetId} to the subnets of ${change.attachmentId}`;
    case 'enable appliance mode':
      return `Switch on appliance mode of ${change.attachmentId}`;
    case 'enable group references':
      return `Switch on security group referencing of ${change.gatewayId}`;
    case 'attach internet gateway':
      return `Create an internet gateway and attach it to ${change.vpcId}`;
    case 'associate address':
      return `Give ${change.interfaceId} a public address`;
    case 'disassociate address':
      return `Take the Elastic IP address ${change.publicAddress} from ${change.interfaceId}`;
    case 'stop checking source and destination':
      return `Switch off the source/destination check of ${change.interfaceId}`;
    case 'start instance':
      return `Start ${change.instanceId}`;
    case 'accept peering':
      return `Accept peering connection ${change.peeringId}`;
    case 'exclude from Block Public Access':
      return `Exclude ${change.subnetId} from Block Public Access`;
    case 'enable DNS support':
      return `Switch on DNS support of ${change.vpcId}`;
  }
}
