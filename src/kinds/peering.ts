/** Direct connections between two VPCs. */
import { kind } from './kind.ts';

export const vpcPeeringConnection = kind({
  kind: 'vpc-peering-connection',
  title: 'VPC peering connection',
  about: 'Joins two VPCs, also of different accounts or Regions, as far as the routes of both say.',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcPeeringConnections',
    items: 'VpcPeeringConnections',
    pageSize: 1000,
  },
  id: (item) => item.VpcPeeringConnectionId,
  refs: { vpc: (item) => [item.RequesterVpcInfo?.VpcId, item.AccepterVpcInfo?.VpcId] },
  onlyWith: ['vpc'],
  columns: {
    state: (item) => item.Status?.Code,
    requester: (item) => item.RequesterVpcInfo?.VpcId,
    'requester-owner': (item) => item.RequesterVpcInfo?.OwnerId,
    accepter: (item) => item.AccepterVpcInfo?.VpcId,
    'accepter-owner': (item) => item.AccepterVpcInfo?.OwnerId,
    'accepter-region': (item) => item.AccepterVpcInfo?.Region,
  },
  filters: [
    'accepter-vpc-info.cidr-block',
    'accepter-vpc-info.owner-id',
    'accepter-vpc-info.vpc-id',
    'expiration-time',
    'requester-vpc-info.cidr-block',
    'requester-vpc-info.owner-id',
    'requester-vpc-info.vpc-id',
    ['status-code', 'Status.Code'],
    ['status-message', 'Status.Message'],
    'vpc-peering-connection-id',
  ],
});
