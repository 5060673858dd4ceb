/** The services that rows ask: how they page, what they call their request budget, and which answers mean "not offered here". */
import type { Service } from './kind.ts';

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
  /** Request member that takes the token and the page size, answer member that gives the next token. */
  pages: { token: string; size: string; next: string };
  /** Its API documents one budget an action, one for all its actions together, or none (`undefined`: learned while running). */
  budget?: { per: 'action' | 'service'; bucket: Bucket; actions?: Record<string, Bucket> };
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
    pages: { token: 'Marker', size: 'MaxItems', next: 'Marker' },
    home: { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' },
    absent: [],
  },
  networkmanager: {
    title: 'AWS Network Manager',
    iam: 'networkmanager',
    signs: 'networkmanager',
    pages: { token: 'NextToken', size: 'MaxResults', next: 'NextToken' },
    absent: [],
    rawBody: true,
    home: { aws: 'us-west-2', 'aws-us-gov': 'us-gov-west-1' },
    missingIn: ['aws-cn'],
  },
};
