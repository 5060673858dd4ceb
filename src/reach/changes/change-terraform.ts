/** A change as Terraform: the resource that makes it, or a comment where what exists must be edited or taken away. */
import { type Change, type ChangeOf, newFor } from './change.ts';
import { isSix } from './change-edit.ts';

const name = (text: string): string => `hopscope_${text.replaceAll(/[^a-zA-Z0-9]+/g, '_')}`;

/** A value that is an expression, not a text. */
interface Expression {
  readonly is: string;
}
type Value = string | number | boolean | undefined | readonly string[] | Expression;

const written = (value: Value): string =>
  typeof value === 'object' && 'is' in value
    ? value.is
    : Array.isArray(value)
      ? `[${value.map(written).join(', ')}]`
      : JSON.stringify(value);

const block = (type: string, label: string, members: Record<string, Value>): string => {
  const lines = Object.entries(members).filter(([, value]) => value !== undefined);
  const width = Math.max(...lines.map(([key]) => key.length));
  return [
    `resource "${type}" "${name(label)}" {`,
    ...lines.map(([key, value]) => `  ${key.padEnd(width)} = ${written(value)}`),
    '}',
  ].join('\n');
};

/** An id, or the resource that makes it. */
const given = (id: string): string | Expression => {
  const made = newFor(id);
  if (!made) return id;
  return {
    is: `${made.what === 'igw' ? 'aws_internet_gateway' : 'aws_ec2_transit_gateway_vpc_attachment'}.${name(made.vpcId)}.id`,
  };
};

const targets: Record<string, string> = {
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  TransitGatewayId: 'transit_gateway_id',
  VpcPeeringConnectionId: 'vpc_peering_connection_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
  CoreNetworkArn: 'core_network_arn',
};

/** What makes the thing that is to go, as it would stand in the configuration. */
const away = (made: string): string =>
  ['# take away what makes this:', ...made.split('\n').map((line) => `# ${line}`)].join('\n');
const edited = (id: string, line: string): string => `# in the resource of ${id}: ${line}`;

export function terraform(change: Change): string {
  switch (change.do) {
    case 'authorize':
      return groupRule(change);
    case 'revoke':
      return away(groupRule(change));
    case 'create ACL entry':
      return aclRule(change);
    case 'create route':
      return route(change);
    case 'replace route':
      return edited(`the route to ${change.cidr} of ${change.tableId}`, routeTarget(change).join(' = '));
    case 'delete route':
      return away(route(change));
    case 'create transit route':
      return transitRoute(change);
    case 'replace transit route':
      return edited(
        `the route to ${change.cidr} of ${change.tableId}`,
        `transit_gateway_attachment_id = ${written(given(change.attachmentId))}`,
      );
    case 'delete transit route':
      return away(transitRoute(change));
    case 'associate transit table':
      return block('aws_ec2_transit_gateway_route_table_association', change.attachmentId, transitPair(change));
    case 'propagate to transit table':
      return block(
        'aws_ec2_transit_gateway_route_table_propagation',
        `${change.attachmentId} ${change.tableId}`,
        transitPair(change),
      );
    case 'attach to transit gateway':
      return block('aws_ec2_transit_gateway_vpc_attachment', change.vpcId, {
        transit_gateway_id: change.gatewayId,
        vpc_id: change.vpcId,
        subnet_ids: change.subnetIds,
      });
    case 'add subnet to attachment':
      return edited(change.attachmentId, `add ${JSON.stringify(change.subnetId)} to subnet_ids`);
    case 'enable appliance mode':
      return edited(change.attachmentId, 'appliance_mode_support = "enable"');
    case 'enable group references':
      return edited(change.gatewayId, 'security_group_referencing_support = "enable"');
    case 'attach internet gateway':
      return block('aws_internet_gateway', change.vpcId, { vpc_id: change.vpcId });
    case 'associate address':
      return block('aws_eip', change.interfaceId, {
        domain: 'vpc',
        network_interface: change.interfaceId,
        associate_with_private_ip: change.privateAddress,
      });
    case 'disassociate address':
      return away(
        block('aws_eip_association', change.interfaceId, {
          network_interface_id: change.interfaceId,
          public_ip: change.publicAddress,
        }),
      );
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
      return edited(change.interfaceId, 'source_dest_check = false');
    case 'enable DNS support':
      return edited(change.vpcId, 'enable_dns_support = true');
  }
}

function groupRule({ service, peer, groupId, direction }: ChangeOf<'authorize' | 'revoke'>): string {
  const member = peer.startsWith('sg-')
    ? 'referenced_security_group_id'
    : peer.startsWith('pl-')
      ? 'prefix_list_id'
      : isSix(peer)
        ? 'cidr_ipv6'
        : 'cidr_ipv4';
  return block(`aws_vpc_security_group_${direction}_rule`, `${groupId} ${service.protocol} ${service.from ?? 'all'}`, {
    security_group_id: groupId,
    ip_protocol: service.protocol,
    from_port: service.from,
    to_port: service.to,
    [member]: peer,
  });
}

function aclRule(change: ChangeOf<'create ACL entry'>): string {
  const { service, cidr } = change;
  const ports = service.protocol.startsWith('icmp')
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

type RouteChange = ChangeOf<'create route' | 'replace route' | 'delete route'>;

function routeTarget({ target }: RouteChange): [member: string, written: string] {
  const [field, id] = Object.entries(target)[0]!;
  return [id.startsWith('vpce-') ? 'vpc_endpoint_id' : (targets[field] ?? 'network_interface_id'), written(given(id))];
}

function route(change: RouteChange): string {
  const { tableId, cidr } = change;
  const member = cidr.startsWith('pl-')
    ? 'destination_prefix_list_id'
    : isSix(cidr)
      ? 'destination_ipv6_cidr_block'
      : 'destination_cidr_block';
  const [to, is] = routeTarget(change);
  return block('aws_route', `${tableId} ${cidr}`, { route_table_id: tableId, [member]: cidr, [to]: { is } });
}

type TransitRouteChange = ChangeOf<'create transit route' | 'replace transit route' | 'delete transit route'>;

const transitRoute = (change: TransitRouteChange): string =>
  block('aws_ec2_transit_gateway_route', `${change.tableId} ${change.cidr}`, {
    destination_cidr_block: change.cidr,
    transit_gateway_attachment_id: given(change.attachmentId),
    transit_gateway_route_table_id: change.tableId,
  });

const transitPair = ({ attachmentId, tableId }: { attachmentId: string; tableId: string }): Record<string, Value> => ({
  transit_gateway_attachment_id: given(attachmentId),
  transit_gateway_route_table_id: tableId,
});
