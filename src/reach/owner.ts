/** Whose an interface is, in words that people use: the instance, the load balancer, the function, the database. */
import { isKind, kindNamed } from '../kinds/index.ts';
import { balancerOf } from './balancers.ts';
import { Missing } from './coverage.ts';
import type { Ref } from './entity.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';

export interface Owner extends Ref {
  /** `Instance`, `Load balancer`, `Lambda function`, … */
  readonly what: string;
}

/** What AWS's services write on the interfaces that they make. The group, if there is one, is the id. */
const written: readonly { says: RegExp; kind: string; what?: string }[] = [
  { says: /^Interface for NAT Gateway (nat-\w+)/, kind: 'nat-gateway' },
  { says: /^VPC Endpoint Interface (vpce-\w+)/, kind: 'vpc-endpoint' },
  { says: /^Network Interface for Transit Gateway Attachment (tgw-attach-\w+)/, kind: 'transit-gateway-attachment' },
  { says: /^Network Interface for Cloud WAN Attachment (attachment-\w+)/, kind: 'core-network-attachment' },
  { says: /^Route 53 Resolver: ([\w-]+)/, kind: 'resolver-endpoint' },
  { says: /^EC2 Instance Connect Endpoint: (eice-\w+)/, kind: 'instance-connect-endpoint' },
  {
    says: /^AWS Lambda VPC ENI-(.+)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
    kind: 'lambda-function',
    what: 'Lambda function',
  },
  { says: /^arn:aws[\w-]*:ecs:.*:attachment\/(.+)$/, kind: 'ecs-task', what: 'ECS task' },
  { says: /^RDSNetworkInterface$/, kind: 'rds-database', what: 'RDS database' },
  { says: /^ElastiCache (.+)$/, kind: 'elasticache-node', what: 'ElastiCache node' },
  { says: /^EFS mount target for (fs-\w+)/, kind: 'efs-mount-target', what: 'EFS mount target' },
  { says: /^RedshiftNetworkInterface$/, kind: 'redshift-cluster', what: 'Redshift cluster' },
  { says: /^DMSNetworkInterface$/, kind: 'dms-instance', what: 'DMS replication instance' },
  { says: /^Amazon EKS (.+)$/, kind: 'eks-cluster', what: 'EKS cluster' },
  { says: /^ES (.+)$/, kind: 'opensearch-domain', what: 'OpenSearch domain' },
  { says: /^ClientVPN Endpoint/, kind: 'client-vpn-endpoint' },
];

/** Who uses the interface; itself where nothing says who. */
export function ownerOfInterface(network: Network, one: Interface): Owner {
  const { account, region } = one;
  if (one.instanceId) return known(network, 'instance', one.instanceId, one);
  const balancer = balancerOf(network, one);
  if (balancer instanceof Missing)
    return { kind: 'load-balancer', id: String(one.data.Description).slice(4), account, region, what: 'Load balancer' };
  if (balancer) return named(balancer.entity, balancer.entity.data.LoadBalancerName);
  const text = String(one.data.Description ?? '');
  for (const { says, kind, what } of written) {
    const found = says.exec(text);
    if (!found) continue;
    if (!what) return known(network, kind, found[1] ?? one.id, one);
    // Services that AWS manages are not collected; what they wrote is all that is known of them.
    return { kind, id: one.id, account, region, name: found[1] ?? one.name, what };
  }
  return named(one, one.name);
}

const titleOf = (kind: string): string => (isKind(kind) ? kindNamed(kind).title : kind);

const known = (network: Network, kind: string, id: string, { account, region }: Interface): Owner => {
  const found = network.entity(kind, id);
  return named(found ?? { kind, id, account, region }, found?.name);
};

const named = ({ kind, id, account, region }: Ref, name: string | undefined): Owner => ({
  kind,
  id,
  account,
  region,
  name,
  what: titleOf(kind),
});
