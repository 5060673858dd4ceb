/** An edge table for an internet gateway that has none: what comes in for a subnet is led through what its packets leave by. */
import type { Place } from '../snapshot/snapshot.ts';
import { type Run, run, runThen } from './remedy.ts';

export interface LedIn extends Place {
  readonly vpcId: string;
  readonly gatewayId: string;
  /** The block of the subnet. */
  readonly cidr: string;
  /** An endpoint, or the interface of a middlebox. */
  readonly through: { readonly kind: string; readonly id: string };
}

export function newEdgeTable({ vpcId, gatewayId, cidr, through, account, region }: LedIn): Run[] {
  const place = { account, region };
  const [option, member] =
    through.kind === 'vpc-endpoint'
      ? ['--vpc-endpoint-id', 'vpc_endpoint_id']
      : ['--network-interface-id', 'network_interface_id'];
  const [block, argument] = cidr.includes(':')
    ? ['--destination-ipv6-cidr-block', 'ipv6_cidr_block']
    : ['--destination-cidr-block', 'cidr_block'];
  const terraform = [
    `resource "aws_route_table" "edge" {\n  vpc_id = "${vpcId}"\n  route {\n    ${argument} = "${cidr}"\n    ${member} = "${through.id}"\n  }\n}`,
    `resource "aws_route_table_association" "edge" {\n  gateway_id     = "${gatewayId}"\n  route_table_id = aws_route_table.edge.id\n}`,
  ].join('\n');
  return [
    runThen(
      place,
      `Make an edge table for ${gatewayId} that leads ${cidr} to ${through.id}`,
      [['TABLE', `ec2 create-route-table --vpc-id ${vpcId} --query RouteTable.RouteTableId --output text`]],
      `ec2 create-route --route-table-id $TABLE ${block} ${cidr} ${option} ${through.id}`,
      terraform,
    ),
    run(
      place,
      `Have ${gatewayId} use it`,
      `ec2 associate-route-table --route-table-id $TABLE --gateway-id ${gatewayId}`,
      terraform,
    ),
  ];
}
