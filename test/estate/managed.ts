/** Interfaces that AWS services put into subnets, described in the words that the services use. */
import type { NetworkInterface } from './interfaces.ts';
import { digitsOf, uuidOf } from './names.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { Subnet } from './subnet.ts';

type Groups = readonly SecurityGroup[];

/** A database instance of RDS or Aurora. */
export const database = (subnet: Subnet, name: string, groups: Groups): NetworkInterface =>
  subnet.interface(`rds ${name}`, {
    description: 'RDSNetworkInterface',
    groups,
    by: { id: 'amazon-rds', attachedFor: 'amazon-rds' },
  });

/** A node of ElastiCache. */
export const cache = (subnet: Subnet, name: string, groups: Groups): NetworkInterface =>
  subnet.interface(`cache ${name}`, {
    description: `ElastiCache ${name}`,
    groups,
    by: { id: 'amazon-elasticache', attachedFor: 'amazon-elasticache' },
  });

/** What a Lambda function reaches the VPC through. AWS does not call it managed. */
export const lambda = (subnet: Subnet, name: string, groups: Groups): NetworkInterface =>
  subnet.interface(`lambda ${name}`, {
    description: `AWS Lambda VPC ENI-${name}-${uuidOf(subnet.id, name)}`,
    groups,
    type: 'lambda',
    by: {
      id: `AROA${digitsOf('role', name).slice(0, 17).toUpperCase()}:${name}`,
      attachedFor: 'amazon-aws',
      elastic: true,
      managed: false,
    },
  });

/** A task of ECS on Fargate. */
export const task = (subnet: Subnet, service: string, number: number, groups: Groups): NetworkInterface => {
  const { region } = subnet.vpc;
  return subnet.interface(`ecs ${service}/${number}`, {
    description: region.arn('ecs', `attachment/${uuidOf(subnet.id, service, String(number))}`),
    groups,
    by: { id: '578734482556', attachedFor: '578734482556' },
    tags: { 'aws:ecs:clusterName': subnet.vpc.name, 'aws:ecs:serviceName': service },
  });
};

/** A node of an application load balancer. */
export const applicationBalancer = (subnet: Subnet, name: string, groups: Groups, open = false): NetworkInterface => {
  const made = subnet.interface(`alb ${name}`, {
    description: `ELB app/${name}/${digitsOf('alb', subnet.vpc.id, name).slice(0, 16)}`,
    groups,
    by: { id: 'amazon-elb', attachedFor: 'amazon-elb' },
  });
  return open ? made.publish('amazon-elb') : made;
};

/** A node of a network load balancer. */
export const networkBalancer = (subnet: Subnet, name: string, groups: Groups = []): NetworkInterface =>
  subnet.interface(`nlb ${name}`, {
    description: `ELB net/${name}/${digitsOf('nlb', subnet.vpc.id, name).slice(0, 16)}`,
    groups,
    type: 'network_load_balancer',
    by: { id: 'amazon-elb', attachedFor: 'amazon-elb', elastic: true },
    sourceDestCheck: false,
  });

/** A node of a classic load balancer. */
export const classicBalancer = (subnet: Subnet, name: string, groups: Groups, open = false): NetworkInterface => {
  const made = subnet.interface(`elb ${name}`, {
    description: `ELB ${name}`,
    groups,
    by: { id: 'amazon-elb', attachedFor: 'amazon-elb' },
  });
  return open ? made.publish('amazon-elb') : made;
};

/** A mount target of EFS. */
export const mountTarget = (subnet: Subnet, name: string, groups: Groups): NetworkInterface =>
  subnet.interface(`efs ${name}`, {
    description: `EFS mount target for fs-0${digitsOf('fs', name).slice(0, 16)} (fsmt-0${digitsOf('fsmt', subnet.id, name).slice(0, 16)})`,
    groups,
    by: { id: '846259803147', attachedFor: '846259803147' },
  });

/** A node of a gateway load balancer. */
export const gatewayBalancer = (subnet: Subnet, name: string): NetworkInterface =>
  subnet.interface(`gwlb ${name}`, {
    description: `ELB gwy/${name}/${digitsOf('gwlb', subnet.vpc.id, name).slice(0, 16)}`,
    groups: [],
    type: 'gateway_load_balancer',
    by: { id: 'amazon-elb', attachedFor: 'amazon-elb', elastic: true },
    sourceDestCheck: false,
  });
