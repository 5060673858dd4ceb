/** What AWS's services leave on the network interfaces that they make: words in the description, a type of interface, who asked for it. */
import { CLOUDFRONT_GROUP } from '../walk/managed-edge.ts';

/** How to tell the interfaces of one service. Whatever is said must hold; the first mark that does counts. */
export interface Mark {
  /** In the description. The group, if it matched, is the id of what is in the snapshot, or a name. */
  readonly says?: RegExp;
  /** `InterfaceType`, in the spelling with underscores. */
  readonly type?: string;
  /** In the `RequesterId`: an alias of AWS's, an account of AWS's, or a role and its session. The group, if it matched, is a name. */
  readonly asked?: RegExp;
  /** The name of one of its groups. */
  readonly group?: string;
  readonly kind: string;
  /** Of what the snapshot has no rows for. */
  readonly what?: string;
  /** Other services that leave the same mark. */
  readonly or?: string;
}

/**
 * Most telling first: a description names the thing, a type or an alias only the service. The phrases are those of each service's
 * user guide, of requester-managed interfaces in the user guide of EC2, and of the console.
 */
export const marks: readonly Mark[] = [
  { says: /^Interface for NAT Gateway (nat-\w+)/, kind: 'nat-gateway' },
  { says: /^VPC Endpoint Interface (vpce-\w+)/, kind: 'vpc-endpoint' },
  { says: /^Network Interface for Transit Gateway Attachment (tgw-attach-\w+)/, kind: 'transit-gateway-attachment' },
  { says: /^Network Interface for Cloud WAN Attachment (attachment-\w+)/, kind: 'core-network-attachment' },
  { says: /^Route 53 Resolver: (rslvr-[\w-]+)/, kind: 'resolver-endpoint' },
  { says: /^EC2 Instance Connect Endpoint: (eice-\w+)/, kind: 'instance-connect-endpoint' },
  { says: /^ClientVPN Endpoint.*?(cvpn-endpoint-\w+)?$/, kind: 'client-vpn-endpoint' },
  // The name may itself hold dashes: what follows it is a UUID.
  {
    says: /^AWS Lambda VPC ENI-(.+)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
    kind: 'lambda-function',
    what: 'Lambda function',
  },
  { says: /^AWS Lambda VPC ENI/, asked: /:(.+)$/, kind: 'lambda-function', what: 'Lambda function' },
  { says: /^arn:aws[\w-]*:ecs:.*:attachment\/(.+)$/, kind: 'ecs-task', what: 'ECS task' },
  { says: /^Amazon EKS (.+)$/, kind: 'eks-cluster', what: 'EKS cluster' },
  // Interfaces of a node have the node's instance, while they are attached.
  { says: /^aws-K8S-(i-\w+)$/, kind: 'eks-node', what: 'EKS node' },
  { says: /^aws-k8s-branch-eni/, kind: 'eks-pod', what: 'EKS pod' },
  { says: /^aws-k8s-trunk-eni/, kind: 'eks-node', what: 'EKS node' },
  { says: /^Network interface for DBProxy ?(.*)$/, kind: 'rds-proxy', what: 'RDS proxy' },
  { says: /^RDSNetworkInterface$/, kind: 'rds-database', what: 'RDS database', or: 'Aurora, DocumentDB or Neptune' },
  { says: /^RedshiftNetworkInterface$/, kind: 'redshift-cluster', what: 'Redshift cluster' },
  { says: /^ElastiCache[ +](.+)$/, kind: 'elasticache-node', what: 'ElastiCache node' },
  { says: /^DAX (.+)$/, kind: 'dax-cluster', what: 'DynamoDB Accelerator cluster' },
  { says: /^ES (.+)$/, kind: 'opensearch-domain', what: 'OpenSearch domain' },
  { says: /^DMSNetworkInterface$/, kind: 'dms-instance', what: 'DMS replication instance' },
  { says: /^EFS mount target for (fs-\w+)/, kind: 'efs-mount-target', what: 'EFS mount target' },
  { says: /\bFSx\b.*?(fs-\w+)?$/, kind: 'fsx-file-system', what: 'FSx file system' },
  { says: /Amazon MSK network interface for cluster arn:[^/]+\/([^/]+)/, kind: 'msk-cluster', what: 'MSK cluster' },
  { says: /^Amazon MQ network interface for broker (.+)$/, kind: 'mq-broker', what: 'Amazon MQ broker' },
  { says: /^Amazon Kinesis Firehose - (?:\d+:)?([^:]+)/, kind: 'firehose-stream', what: 'Firehose stream' },
  { says: /^AWS created network interface for directory ([^\s.]+)/, kind: 'directory', what: 'Directory Service directory' },
  {
    says: /^AWS created network interface for LicenseManager (.+)$/,
    kind: 'license-manager-directory',
    what: 'License Manager registration',
  },
  { says: /^Created By Amazon Workspaces/i, kind: 'workspace', what: 'WorkSpace' },
  { says: /\bAppStream\b/, kind: 'appstream-fleet', what: 'AppStream fleet' },
  {
    says: /Network Interface created to access resources in your VPC for SageMaker Notebook Instance (.+)$/,
    kind: 'sagemaker-notebook',
    what: 'SageMaker notebook instance',
  },
  { says: /ENI managed by SageMaker for Studio Domain \(?([\w-]+)\)?/, kind: 'sagemaker-domain', what: 'SageMaker domain' },
  { says: /\bSageMaker\b/, kind: 'sagemaker', what: 'SageMaker job or endpoint' },
  { says: /^Attached to Glue using role: .*\/(.+)$/, kind: 'glue-connection', what: 'Glue job or crawler with role' },
  { says: /^datasync (.+)$/i, kind: 'datasync-task', what: 'DataSync task' },
  { says: /^AWS ElasticMapReduce/, kind: 'emr-cluster', what: 'EMR cluster' },
  { says: /^CloudHsm ENI|^CloudHSM Managed Interface/i, kind: 'cloudhsm-cluster', what: 'CloudHSM cluster' },
  { says: /^ENI managed by APIGateway|^API Gateway VPC Link/i, kind: 'api-gateway-link', what: 'API Gateway VPC link' },
  { says: /^AWS CodeStar Connections/, kind: 'codestar-connection', what: 'CodeConnections host' },
  { asked: /:AWSCodeBuild-/, kind: 'codebuild-project', what: 'CodeBuild project' },
  { group: CLOUDFRONT_GROUP, kind: 'cloudfront-origin', what: 'CloudFront VPC origin' },
  { type: 'lambda', asked: /:(.+)$/, kind: 'lambda-function', what: 'Lambda function' },
  { type: 'lambda', kind: 'lambda-function', what: 'Lambda function' },
  { type: 'global_accelerator_managed', kind: 'global-accelerator', what: 'Global Accelerator endpoint' },
  { type: 'api_gateway_managed', kind: 'api-gateway-link', what: 'API Gateway VPC link' },
  { type: 'quicksight', kind: 'quicksight-connection', what: 'QuickSight VPC connection' },
  { type: 'iot_rules_managed', kind: 'iot-rule-destination', what: 'IoT rule destination' },
  { type: 'aws_codestar_connections_managed', kind: 'codestar-connection', what: 'CodeConnections host' },
  { type: 'branch', kind: 'trunked-task', what: 'ECS task or EKS pod' },
  { type: 'nat_gateway', kind: 'nat-gateway' },
  { type: 'transit_gateway', kind: 'transit-gateway-attachment' },
  { type: 'ec2_instance_connect_endpoint', kind: 'instance-connect-endpoint' },
  { type: 'vpc_endpoint', kind: 'vpc-endpoint' },
  { type: 'gateway_load_balancer_endpoint', kind: 'vpc-endpoint' },
  { type: 'network_load_balancer', kind: 'load-balancer' },
  { type: 'gateway_load_balancer', kind: 'load-balancer' },
  { type: 'load_balancer', kind: 'load-balancer' },
  { asked: /^amazon-elb$/, kind: 'load-balancer' },
  { asked: /^amazon-rds$/, kind: 'rds-database', what: 'RDS database', or: 'Aurora, DocumentDB or Neptune' },
  { asked: /^amazon-elasticache$/, kind: 'elasticache-node', what: 'ElastiCache node' },
  { asked: /^amazon-redshift$/, kind: 'redshift-cluster', what: 'Redshift cluster' },
];
