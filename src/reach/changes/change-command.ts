/** A change as `aws` commands. What one of them makes, the next of the same shell finds in a variable. */
import { type Change, type ChangeOf, newFor, type Service } from './change.ts';
import { isSix, peerField } from './change-edit.ts';

const targets: Record<string, string> = {
  GatewayId: 'gateway-id',
  NatGatewayId: 'nat-gateway-id',
  TransitGatewayId: 'transit-gateway-id',
  VpcPeeringConnectionId: 'vpc-peering-connection-id',
  EgressOnlyInternetGatewayId: 'egress-only-internet-gateway-id',
  CoreNetworkArn: 'core-network-arn',
};

/** An id, or the variable with what is made before. */
const given = (id: string): string => {
  const { what } = newFor(id) ?? {};
  return what === 'igw' ? '"$IGW"' : what === 'tgw-attach' ? '"$ATTACHMENT"' : id;
};

/** The commands that make the change, one a line. */
export function awsCommand(change: Change): string {
  const ec2 = (command: string): string => `aws ec2 ${command} --region ${change.region}`;
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return ec2(groupCommand(change));
    case 'create ACL entry':
      return ec2(aclCommand(change));
    case 'create route':
    case 'replace route':
    case 'delete route':
      return ec2(routeCommand(change));
    case 'create transit route':
    case 'replace transit route':
    case 'delete transit route': {
      const where = `--transit-gateway-route-table-id ${change.tableId} --destination-cidr-block ${change.cidr}`;
      const to = change.do === 'delete transit route' ? '' : ` --transit-gateway-attachment-id ${given(change.attachmentId)}`;
      return ec2(`${change.do.split(' ')[0]}-transit-gateway-route ${where}${to}`);
    }
    case 'associate transit table':
      return ec2(
        `associate-transit-gateway-route-table --transit-gateway-route-table-id ${change.tableId} --transit-gateway-attachment-id ${given(change.attachmentId)}`,
      );
    case 'propagate to transit table':
      return ec2(
        `enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id ${change.tableId} --transit-gateway-attachment-id ${given(change.attachmentId)}`,
      );
    case 'attach to transit gateway': {
      const which = `--transit-gateway-id ${change.gatewayId} --vpc-id ${change.vpcId} --subnet-ids ${change.subnetIds.join(' ')}`;
      const id = '--query TransitGatewayVpcAttachment.TransitGatewayAttachmentId --output text';
      return `ATTACHMENT=$(${ec2(`create-transit-gateway-vpc-attachment ${which} ${id}`)})`;
    }
    case 'add subnet to attachment':
      return ec2(
        `modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${change.attachmentId} --add-subnet-ids ${change.subnetId}`,
      );
    case 'enable appliance mode':
      return ec2(
        `modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${change.attachmentId} --options ApplianceModeSupport=enable`,
      );
    case 'enable group references':
      return ec2(
        `modify-transit-gateway --transit-gateway-id ${change.gatewayId} --options SecurityGroupReferencingSupport=enable`,
      );
    case 'attach internet gateway':
      return [
        `IGW=$(${ec2('create-internet-gateway --query InternetGateway.InternetGatewayId --output text')})`,
        ec2(`attach-internet-gateway --internet-gateway-id "$IGW" --vpc-id ${change.vpcId}`),
      ].join('\n');
    case 'associate address':
      return [
        `EIP=$(${ec2('allocate-address --query AllocationId --output text')})`,
        ec2(
          `associate-address --allocation-id "$EIP" --network-interface-id ${change.interfaceId} --private-ip-address ${change.privateAddress}`,
        ),
      ].join('\n');
    case 'disassociate address':
      return ec2(`disassociate-address --association-id ${change.associationId}`);
    case 'stop checking source and destination':
      return ec2(`modify-network-interface-attribute --network-interface-id ${change.interfaceId} --no-source-dest-check`);
    case 'start instance':
      return ec2(`start-instances --instance-ids ${change.instanceId}`);
    case 'accept peering':
      return ec2(`accept-vpc-peering-connection --vpc-peering-connection-id ${change.peeringId}`);
    case 'exclude from Block Public Access':
      return ec2(
        `create-vpc-block-public-access-exclusion --subnet-id ${change.subnetId} --internet-gateway-exclusion-mode allow-bidirectional`,
      );
    case 'enable DNS support':
      return ec2(`modify-vpc-attribute --vpc-id ${change.vpcId} --enable-dns-support Value=true`);
  }
}

function groupCommand(change: ChangeOf<'authorize' | 'revoke'>): string {
  const which = `${change.do}-security-group-${change.direction} --group-id ${change.groupId}`;
  if (change.ruleId) return `${which} --security-group-rule-ids ${change.ruleId}`;
  return `${which} --ip-permissions '${JSON.stringify([permission(change.service, change.peer)])}'`;
}

function permission({ protocol, from, to }: Service, peer: string): Record<string, unknown> {
  const [list, member] = peerField(peer);
  return {
    IpProtocol: protocol,
    ...(from !== undefined && { FromPort: from, ToPort: to ?? from }),
    [list]: [{ [member]: peer }],
  };
}

function aclCommand(change: ChangeOf<'create ACL entry'>): string {
  const { service, cidr } = change;
  const isIcmp = service.protocol.startsWith('icmp');
  const ports =
    service.from === undefined
      ? ''
      : isIcmp
        ? ` --icmp-type-code Type=${service.from},Code=${service.to ?? -1}`
        : ` --port-range From=${service.from},To=${service.to}`;
  const where = isSix(cidr) ? `--ipv6-cidr-block ${cidr}` : `--cidr-block ${cidr}`;
  return `create-network-acl-entry --network-acl-id ${change.aclId} --${change.direction} --rule-number ${change.number} --rule-action ${change.allows ? 'allow' : 'deny'} --protocol ${service.protocol} ${where}${ports}`;
}

function routeCommand(change: ChangeOf<'create route' | 'replace route' | 'delete route'>): string {
  const { do: what, tableId, cidr, target } = change;
  const destination = cidr.startsWith('pl-')
    ? `--destination-prefix-list-id ${cidr}`
    : `--destination-${isSix(cidr) ? 'ipv6-' : ''}cidr-block ${cidr}`;
  const which = `${what.split(' ')[0]}-route --route-table-id ${tableId} ${destination}`;
  if (what === 'delete route') return which;
  const [field, id] = Object.entries(target)[0]!;
  // AWS shows a route to an endpoint with a gateway's id, and takes it as an endpoint's.
  const option = id.startsWith('vpce-') ? 'vpc-endpoint-id' : (targets[field] ?? 'network-interface-id');
  return `${which} --${option} ${given(id)}`;
}
