import { expect, test } from 'vitest';
import { buildNetwork, type Owner } from '../../src/reach/index.ts';
import { ownerOfInterface } from '../../src/reach/network/owner.ts';
import { marks } from '../../src/reach/network/owner-marks.ts';
import type { Data, World } from './scenario.ts';
import { office } from './worlds.ts';

const UUID = '1b2c3d4e-7e11-4053-a514-0a1b2c3d4e5f';
const WITHOUT_NAME = { kind: 'network-interface', id: 'eni-x' };

const ownerIn = (world: World, data: Data): Owner => {
  const network = buildNetwork(world.eni('eni-x', 'subnet-private', '10.0.2.200', [], data).snapshot());
  return ownerOfInterface(network, network.interfaces.get('eni-x')!);
};

const says = (Description: string, more: Data = {}): Data => ({ Description, RequesterManaged: true, ...more });
const asks = (RequesterId: string, more: Data = {}): Data => ({ RequesterId, RequesterManaged: true, ...more });
const is = (InterfaceType: string): Data => ({ InterfaceType, RequesterManaged: true });

/** An interface for each mark, and whose it is. The order is that of the marks. */
const examples: [Data, Partial<Owner>][] = [
  [says('Interface for NAT Gateway nat-9'), { kind: 'nat-gateway', id: 'nat-9', what: 'NAT gateway' }],
  [says('VPC Endpoint Interface vpce-9'), { kind: 'vpc-endpoint', id: 'vpce-9', what: 'VPC endpoint' }],
  [
    says('Network Interface for Transit Gateway Attachment tgw-attach-9'),
    { kind: 'transit-gateway-attachment', id: 'tgw-attach-9' },
  ],
  [says('Network Interface for Cloud WAN Attachment attachment-9'), { kind: 'core-network-attachment', id: 'attachment-9' }],
  [says('Route 53 Resolver: rslvr-in-9:rni-9'), { kind: 'resolver-endpoint', id: 'rslvr-in-9' }],
  [says('EC2 Instance Connect Endpoint: eice-9'), { kind: 'instance-connect-endpoint', id: 'eice-9' }],
  [says('ClientVPN Endpoint resource cvpn-endpoint-9'), { kind: 'client-vpn-endpoint', id: 'cvpn-endpoint-9' }],
  [says(`AWS Lambda VPC ENI-label-render-${UUID}`), { what: 'Lambda function', name: 'label-render' }],
  [says('AWS Lambda VPC ENI: 77', { RequesterId: 'AROAX:tariff' }), { what: 'Lambda function', name: 'tariff' }],
  [says(`arn:aws:ecs:eu-west-1:111111111111:attachment/${UUID}`), { what: 'ECS task', name: UUID }],
  [says('Amazon EKS parcels'), { what: 'EKS cluster', name: 'parcels' }],
  [says('aws-K8S-i-0abc'), { what: 'EKS node', name: 'i-0abc' }],
  [says('aws-k8s-branch-eni'), { what: 'EKS pod' }],
  [says('aws-k8s-trunk-eni'), { what: 'EKS node' }],
  [says('Network interface for DBProxy orders'), { what: 'RDS proxy', name: 'orders' }],
  [says('RDSNetworkInterface'), { what: 'RDS database', or: 'Aurora, DocumentDB or Neptune' }],
  [says('RedshiftNetworkInterface'), { what: 'Redshift cluster' }],
  [says('ElastiCache sessions-001'), { what: 'ElastiCache node', name: 'sessions-001' }],
  [says('DAX carts'), { what: 'DynamoDB Accelerator cluster', name: 'carts' }],
  [says('ES logs'), { what: 'OpenSearch domain', name: 'logs' }],
  [says('DMSNetworkInterface'), { what: 'DMS replication instance' }],
  [says('EFS mount target for fs-9 (fsmt-9)'), { what: 'EFS mount target', name: 'fs-9' }],
  [says('Interface of the FSx file system fs-8'), { what: 'FSx file system', name: 'fs-8' }],
  [
    says(
      `DO NOT DELETE - Amazon MSK network interface for cluster arn:aws:kafka:eu-west-1:111111111111:cluster/events/${UUID}-2.`,
    ),
    { what: 'MSK cluster', name: 'events' },
  ],
  [says('Amazon MQ network interface for broker b-9'), { what: 'Amazon MQ broker', name: 'b-9' }],
  [says('Amazon Kinesis Firehose - 111111111111:clicks:1641374697543.'), { what: 'Firehose stream', name: 'clicks' }],
  [says('AWS created network interface for directory d-9'), { what: 'Directory Service directory', name: 'd-9' }],
  [says('AWS created network interface for LicenseManager d-9'), { what: 'License Manager registration', name: 'd-9' }],
  [says('Created By Amazon Workspaces for AWS Account ID 111111111111'), { what: 'WorkSpace' }],
  [says('Created by AppStream'), { what: 'AppStream fleet' }],
  [
    says('[Do not delete] Network Interface created to access resources in your VPC for SageMaker Notebook Instance lab'),
    { what: 'SageMaker notebook instance', name: 'lab' },
  ],
  [says('[DO NOT DELETE] ENI managed by SageMaker for Studio Domain (d-9)'), { what: 'SageMaker domain', name: 'd-9' }],
  [says('SageMaker training job'), { what: 'SageMaker job or endpoint' }],
  [says('Attached to Glue using role: arn:aws:iam::111111111111:role/etl'), { name: 'etl', kind: 'glue-connection' }],
  [says('datasync task-9'), { what: 'DataSync task', name: 'task-9' }],
  [says('AWS ElasticMapReduce j-9'), { what: 'EMR cluster' }],
  [says('CloudHsm ENI'), { what: 'CloudHSM cluster' }],
  [says('ENI managed by APIGateway'), { what: 'API Gateway VPC link' }],
  [says('AWS CodeStar Connections'), { what: 'CodeConnections host' }],
  [asks('AROAX:AWSCodeBuild-9'), { what: 'CodeBuild project' }],
  [{ Groups: [{ GroupId: 'sg-9', GroupName: 'CloudFront-VPCOrigins-Service-SG' }] }, { what: 'CloudFront VPC origin' }],
  [asks('AROAX:quotes', is('lambda')), { what: 'Lambda function', name: 'quotes' }],
  [is('lambda'), { what: 'Lambda function' }],
  [is('global_accelerator_managed'), { what: 'Global Accelerator endpoint' }],
  [is('api_gateway_managed'), { what: 'API Gateway VPC link' }],
  [is('quicksight'), { what: 'QuickSight VPC connection' }],
  [is('iot_rules_managed'), { what: 'IoT rule destination' }],
  [is('aws_codestar_connections_managed'), { what: 'CodeConnections host' }],
  [is('branch'), { what: 'ECS task or EKS pod' }],
  [is('natGateway'), { ...WITHOUT_NAME, what: 'NAT gateway' }],
  [is('transit_gateway'), { ...WITHOUT_NAME, what: 'Transit gateway attachment' }],
  [is('ec2_instance_connect_endpoint'), { ...WITHOUT_NAME, what: 'EC2 Instance Connect Endpoint' }],
  [is('vpc_endpoint'), { ...WITHOUT_NAME, what: 'VPC endpoint' }],
  [is('gateway_load_balancer_endpoint'), { ...WITHOUT_NAME, what: 'VPC endpoint' }],
  [is('network_load_balancer'), { ...WITHOUT_NAME, what: 'Load balancer' }],
  [is('gateway_load_balancer'), { ...WITHOUT_NAME, what: 'Load balancer' }],
  [is('load_balancer'), { ...WITHOUT_NAME, what: 'Load balancer' }],
  [asks('amazon-elb'), { ...WITHOUT_NAME, what: 'Load balancer' }],
  [asks('amazon-rds'), { what: 'RDS database' }],
  [asks('amazon-elasticache'), { what: 'ElastiCache node' }],
  [asks('amazon-redshift'), { what: 'Redshift cluster' }],
];

test('every mark that services leave has an example here', () => {
  expect(examples).toHaveLength(marks.length);
});

test.each(examples.map(([data, owner], at) => ({ mark: marks[at]!, data, owner })))(
  '$data.Description $data.InterfaceType $data.RequesterId tells the $owner.what',
  ({ data, owner, mark }) => {
    const found = ownerIn(office(), data);
    expect(found).toMatchObject(owner);
    expect(found.unknown).toBeUndefined();
    if (mark.what) expect(found.kind).toBe(mark.kind);
  },
);

test('a load balancer is found by its path, and a classic one by its name', () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/gwy/inspect/9';
  const world = office().add('load-balancer', arn, { LoadBalancerArn: arn, LoadBalancerName: 'inspect', Type: 'gateway' });
  expect(ownerIn(world, says('ELB gwy/inspect/9'))).toMatchObject({ kind: 'load-balancer', id: arn, name: 'inspect' });
  const classic = office().add('classic-load-balancer', 'old', { LoadBalancerName: 'old' });
  expect(ownerIn(classic, says('ELB old'))).toMatchObject({ kind: 'classic-load-balancer', id: 'old' });
  expect(ownerIn(office().denied('load-balancer'), says('ELB app/web/9'))).toMatchObject({
    what: 'Load balancer',
    id: 'app/web/9',
  });
});

test('what lists an interface as its own owns it, whatever stands on it', () => {
  const network = buildNetwork(
    office().change('network-interface', 'eni-nat-a', { Description: 'RDSNetworkInterface' }).snapshot(),
  );
  expect(ownerOfInterface(network, network.interfaces.get('eni-nat-a')!)).toMatchObject({ kind: 'nat-gateway', id: 'nat-a' });
});

test('an interface of an instance is the instance’s, whatever stands on it', () => {
  const attached = { Description: 'Amazon EKS parcels', Attachment: { InstanceId: 'i-1', InstanceOwnerId: '111111111111' } };
  expect(ownerIn(office(), attached)).toMatchObject({ kind: 'instance', id: 'i-1' });
});

test('where a service or another account runs an interface and nothing says who, that is not known', () => {
  const unknown = { ...WITHOUT_NAME, unknown: true };
  expect(ownerIn(office(), says('something new'))).toMatchObject(unknown);
  expect(ownerIn(office(), { Attachment: { InstanceOwnerId: 'amazon-aws' } })).toMatchObject(unknown);
});

test('an interface that nobody else runs is its own', () => {
  for (const data of [{}, { Description: 'spare' }, { Attachment: { InstanceOwnerId: '111111111111' } }])
    expect(ownerIn(office(), data)).toEqual({
      ...WITHOUT_NAME,
      account: '111111111111',
      region: 'eu-west-1',
      what: 'Network interface',
    });
});
