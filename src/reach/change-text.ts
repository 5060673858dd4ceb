/** A change as a sentence, as an `aws` command, and as Terraform. */
import type { Change, Service } from './change.ts';

const isSix = (cidr: string): boolean => cidr.includes(':');
const name = (text: string): string => `hopscope_${text.replaceAll(/[^a-zA-Z0-9]+/g, '_')}`;
const block = (type: string, label: string, members: Record<string, string | number | boolean | undefined>): string => {
  const lines = Object.entries(members).filter(([, value]) => value !== undefined);
  const width = Math.max(...lines.map(([key]) => key.length));
  return [
    `resource "${type}" "${name(label)}" {`,
    ...lines.map(([key, value]) => `  ${key.padEnd(width)} = ${typeof value === 'string' ? JSON.stringify(value) : value}`),
    '}',
  ].join('\n');
};

const serviceText = ({ protocol, from, to }: Service): string =>
  protocol === '-1'
    ? 'all traffic'
    : `${protocol}${from === undefined ? '' : ` ${from}${to === undefined || to === from ? '' : `–${to}`}`}`;

/** `Allow tcp 443 from 10.0.0.0/8 in security group sg-1`. */
export function sentence(change: Change): string {
  switch (change.do) {
    case 'authorize':
      return `Allow ${serviceText(change.service)} ${change.direction === 'ingress' ? 'from' : 'to'} ${change.cidr} in security group ${change.groupId}`;
    case 'revoke':
      return `Remove ${serviceText(change.service)} ${change.direction === 'ingress' ? 'from' : 'to'} ${change.cidr} from security group ${change.groupId}`;
    case 'create ACL entry':
      return `Add ${change.direction} rule ${change.number} to network ACL ${change.aclId}: ${change.allows ? 'allow' : 'deny'} ${serviceText(change.service)} ${change.cidr}`;
    case 'create route':
      return `Route ${change.cidr} to ${Object.values(change.target)[0]} in ${change.tableId}`;
    case 'delete route':
      return `Remove the route to ${change.cidr} from ${change.tableId}`;
    case 'create transit route':
      return `Route ${change.cidr} to ${change.attachmentId} in ${change.tableId}`;
    case 'associate transit table':
      return `Associate ${change.tableId} with ${change.attachmentId}`;
    case 'attach internet gateway':
      return `Create an internet gateway and attach it to ${change.vpcId}`;
    case 'associate address':
      return `Give ${change.interfaceId} a public address`;
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

const cliTarget: Record<string, string> = {
  GatewayId: 'gateway-id',
  NatGatewayId: 'nat-gateway-id',
  TransitGatewayId: 'transit-gateway-id',
  VpcPeeringConnectionId: 'vpc-peering-connection-id',
  EgressOnlyInternetGatewayId: 'egress-only-internet-gateway-id',
};

/** The commands that make the change, one a line. */
export function awsCommand(change: Change): string {
  const ec2 = (command: string): string => `aws ec2 ${command} --region ${change.region}`;
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return ec2(
        `${change.do}-security-group-${change.direction} --group-id ${change.groupId} --ip-permissions '${JSON.stringify([permission(change.service, change.cidr)])}'`,
      );
    case 'create ACL entry': {
      const { service, cidr } = change;
      const isIcmp = service.protocol.startsWith('icmp');
      const ports =
        service.from === undefined
          ? ''
          : isIcmp
            ? ` --icmp-type-code Type=${service.from},Code=${service.to ?? -1}`
            : ` --port-range From=${service.from},To=${service.to}`;
      const where = isSix(cidr) ? `--ipv6-cidr-block ${cidr}` : `--cidr-block ${cidr}`;
      return ec2(
        `create-network-acl-entry --network-acl-id ${change.aclId} --${change.direction} --rule-number ${change.number} --rule-action ${change.allows ? 'allow' : 'deny'} --protocol ${service.protocol} ${where}${ports}`,
      );
    }
    case 'create route': {
      const [field, id] = Object.entries(change.target)[0]!;
      return ec2(
        `create-route --route-table-id ${change.tableId} --destination-${isSix(change.cidr) ? 'ipv6-' : ''}cidr-block ${change.cidr} --${cliTarget[field] ?? 'network-interface-id'} ${id}`,
      );
    }
    case 'delete route':
      return ec2(
        `delete-route --route-table-id ${change.tableId} --destination-${isSix(change.cidr) ? 'ipv6-' : ''}cidr-block ${change.cidr}`,
      );
    case 'create transit route':
      return ec2(
        `create-transit-gateway-route --transit-gateway-route-table-id ${change.tableId} --destination-cidr-block ${change.cidr} --transit-gateway-attachment-id ${change.attachmentId}`,
      );
    case 'associate transit table':
      return ec2(
        `associate-transit-gateway-route-table --transit-gateway-route-table-id ${change.tableId} --transit-gateway-attachment-id ${change.attachmentId}`,
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

const permission = ({ protocol, from, to }: Service, cidr: string): Record<string, unknown> => ({
  IpProtocol: protocol,
  ...(from !== undefined && { FromPort: from, ToPort: to ?? from }),
  ...(isSix(cidr) ? { Ipv6Ranges: [{ CidrIpv6: cidr }] } : { IpRanges: [{ CidrIp: cidr }] }),
});

const terraformTarget: Record<string, string> = {
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  TransitGatewayId: 'transit_gateway_id',
  VpcPeeringConnectionId: 'vpc_peering_connection_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
};

/** The Terraform resource that makes the change, or a comment where what exists must be edited. */
export function terraform(change: Change): string {
  switch (change.do) {
    case 'authorize': {
      const { service, cidr, groupId, direction } = change;
      const where = isSix(cidr) ? { cidr_ipv6: cidr } : { cidr_ipv4: cidr };
      return block(`aws_vpc_security_group_${direction}_rule`, `${groupId} ${service.protocol} ${service.from ?? 'all'}`, {
        security_group_id: groupId,
        ip_protocol: service.protocol,
        from_port: service.from,
        to_port: service.to,
        ...where,
      });
    }
    case 'create ACL entry': {
      const { service, cidr } = change;
      const isIcmp = service.protocol.startsWith('icmp');
      const ports = isIcmp
        ? { icmp_type: service.from, icmp_code: service.to }
        : { from_port: service.from, to_port: service.to };
      return block('aws_network_acl_rule', `${change.aclId} ${change.direction} ${change.number}`, {
        network_acl_id: change.aclId,
        egress: change.direction === 'egress',
        rule_number: change.number,
        rule_action: change.allows ? 'allow' : 'deny',
        protocol: service.protocol,
        ...(isSix(cidr) ? { ipv6_cidr_block: cidr } : { cidr_block: cidr }),
        ...ports,
      });
    }
    case 'create route': {
      const [field, id] = Object.entries(change.target)[0]!;
      return block('aws_route', `${change.tableId} ${change.cidr}`, {
        route_table_id: change.tableId,
        [isSix(change.cidr) ? 'destination_ipv6_cidr_block' : 'destination_cidr_block']: change.cidr,
        [terraformTarget[field] ?? 'network_interface_id']: id,
      });
    }
    case 'create transit route':
      return block('aws_ec2_transit_gateway_route', `${change.tableId} ${change.cidr}`, {
        destination_cidr_block: change.cidr,
        transit_gateway_attachment_id: change.attachmentId,
        transit_gateway_route_table_id: change.tableId,
      });
    case 'associate transit table':
      return block('aws_ec2_transit_gateway_route_table_association', change.attachmentId, {
        transit_gateway_attachment_id: change.attachmentId,
        transit_gateway_route_table_id: change.tableId,
      });
    case 'attach internet gateway':
      return block('aws_internet_gateway', change.vpcId, { vpc_id: change.vpcId });
    case 'associate address':
      return block('aws_eip', change.interfaceId, {
        domain: 'vpc',
        network_interface: change.interfaceId,
        associate_with_private_ip: change.privateAddress,
      });
    case 'accept peering':
      return block('aws_vpc_peering_connection_accepter', change.peeringId, {
        vpc_peering_connection_id: change.peeringId,
        auto_accept: true,
      });
    case 'exclude from Block Public Access':
      return block('aws_vpc_block_public_access_exclusion', change.subnetId, {
        subnet_id: change.subnetId,
        internet_gateway_exclusion_mode: 'allow-bidirectional',
      });
    case 'start instance':
      return block('aws_ec2_instance_state', change.instanceId, { instance_id: change.instanceId, state: 'running' });
    case 'stop checking source and destination':
      return `# in the resource of ${change.interfaceId}: source_dest_check = false`;
    case 'enable DNS support':
      return `# in the resource of ${change.vpcId}: enable_dns_support = true`;
    case 'revoke':
    case 'delete route':
      return `# remove from the configuration: ${sentence(change)}`;
  }
}
