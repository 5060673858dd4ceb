/** The services that rows ask: how they page, what they call their request budget, and which answers mean "not offered here". */
import type { Pages, Service } from './kind.ts';

/** A documented token bucket: `capacity` calls at once, `refill` more each second. */
export interface Bucket {
  capacity: number;
  refill: number;
}

export interface ServiceFacts {
  title: string;
  /** The prefix of its IAM actions. */
  iam: string;
  /** The name it signs requests with. */
  signs: string;
  /** How its operations come in pages, where they do. */
  pages: Pages;
  /** What its answers are written in. */
  form: 'xml' | 'json';
  /**
   * Its API documents one budget an action and Region, one a Region for all its actions together, one an account for all of them
   * in all Regions, or none (absent: learned while running).
   */
  budget?: { per: 'action' | 'service' | 'account'; bucket: Bucket; actions?: Record<string, Bucket> };
  /** Error codes by which it says that it, or the operation, is not offered in this Region. */
  absent: readonly string[];
  /** Its client parses JSON without a schema and drops members that it does not know: keep the answer's body. */
  rawBody?: boolean;
  /** The Region, by partition, that answers for what belongs to no Region; elsewhere the caller's own. */
  home?: Readonly<Record<string, string>>;
  /** Partitions that do not have it. */
  missingIn?: readonly string[];
}

export const services: Record<Service, ServiceFacts> = {
  ec2: {
    title: 'Amazon EC2',
    iam: 'ec2',
    signs: 'ec2',
    form: 'xml',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    budget: {
      per: 'action',
      bucket: { capacity: 100, refill: 20 },
      actions: {
        DescribeStaleSecurityGroups: { capacity: 20, refill: 5 },
        DescribeSecurityGroupReferences: { capacity: 20, refill: 5 },
      },
    },
    absent: ['InvalidAction', 'UnsupportedOperation'],
  },
  iam: {
    title: 'IAM',
    iam: 'iam',
    signs: 'iam',
    form: 'xml',
    pages: { token: 'Marker', size: 'MaxItems', next: 'Marker' },
    home: { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' },
    absent: [],
  },
  networkmanager: {
    title: 'AWS Network Manager',
    iam: 'networkmanager',
    signs: 'networkmanager',
    form: 'json',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    absent: [],
    rawBody: true,
    home: { aws: 'us-west-2', 'aws-us-gov': 'us-gov-west-1' },
    missingIn: ['aws-cn'],
  },
  elbv2: {
    title: 'Elastic Load Balancing',
    iam: 'elasticloadbalancing',
    signs: 'elasticloadbalancing',
    form: 'xml',
    pages: { token: 'Marker', size: 'PageSize', next: 'NextMarker' },
    budget: { per: 'service', bucket: { capacity: 40, refill: 10 } },
    absent: [],
  },
  elb: {
    title: 'Elastic Load Balancing (classic)',
    iam: 'elasticloadbalancing',
    signs: 'elasticloadbalancing',
    form: 'xml',
    pages: { token: 'Marker', size: 'PageSize', next: 'NextMarker' },
    budget: { per: 'service', bucket: { capacity: 40, refill: 10 } },
    absent: [],
  },
  networkfirewall: {
    title: 'AWS Network Firewall',
    iam: 'network-firewall',
    signs: 'network-firewall',
    form: 'json',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    absent: [],
  },
  directconnect: {
    title: 'AWS Direct Connect',
    iam: 'directconnect',
    signs: 'directconnect',
    form: 'json',
    pages: { token: 'nextToken', size: 'maxResults', next: 'nextToken' },
    // Gateways belong to no Region, and every Region answers for them.
    home: { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' },
    absent: [],
  },
  route53: {
    title: 'Amazon Route 53',
    iam: 'route53',
    signs: 'route53',
    form: 'xml',
    pages: { token: 'Marker', size: 'MaxItems', next: 'NextMarker' },
    // Five requests a second for each account: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
    budget: { per: 'account', bucket: { capacity: 5, refill: 5 } },
    home: { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-northwest-1' },
    absent: [],
  },
  route53resolver: {
    title: 'Amazon Route 53 Resolver',
    iam: 'route53resolver',
    signs: 'route53resolver',
    form: 'json',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    rawBody: true,
    absent: [],
  },
  ram: {
    title: 'AWS Resource Access Manager',
    iam: 'ram',
    signs: 'ram',
    form: 'json',
    pages: { token: 'nextToken', size: 'maxResults', next: 'nextToken' },
    absent: [],
  },
  servicequotas: {
    title: 'Service Quotas',
    iam: 'servicequotas',
    signs: 'servicequotas',
    form: 'json',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    absent: [],
  },
  cloudwatch: {
    title: 'Amazon CloudWatch',
    iam: 'cloudwatch',
    signs: 'monitoring',
    form: 'json',
    pages: { token: 'NextToken', size: 'MaxDatapoints', next: 'NextToken' },
    absent: [],
  },
};

/** How a call comes in pages: the members that make up its token, and those of the answer that make up the next. */
export function pagesOf(call: { service: Service; pages?: Pages }): { size: string; token: string[]; next: string[] } {
  const { size, token, next } = call.pages ?? services[call.service].pages;
  return { size, token: [token].flat(), next: [next].flat() };
}
