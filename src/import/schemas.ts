/** What the SDK says that an operation answers with; for services whose SDK does not say it, what we know by ourselves. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../kinds/kind.ts';

/** Each SDK module that exports schemas; `undefined` for those that are older than that. */
const modules: Record<Service, (() => Promise<object>) | undefined> = {
  ec2: () => import('@aws-sdk/client-ec2'),
  elbv2: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  elb: () => import('@aws-sdk/client-elastic-load-balancing'),
  networkfirewall: () => import('@aws-sdk/client-network-firewall'),
  directconnect: () => import('@aws-sdk/client-direct-connect'),
  networkmanager: undefined,
  route53: () => import('@aws-sdk/client-route-53'),
  route53resolver: undefined,
  ram: () => import('@aws-sdk/client-ram'),
  servicequotas: () => import('@aws-sdk/client-service-quotas'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  iam: () => import('@aws-sdk/client-iam'),
};

/** The schema of what an operation answers with; `undefined` where the SDK has none. */
export async function answerSchema(service: Service, operation: string): Promise<NormalizedSchema | undefined> {
  const sdk = (await modules[service]?.()) as Record<string, unknown[]> | undefined;
  const described = sdk?.[`${operation}$`];
  return described && NormalizedSchema.of(described[5] as Parameters<typeof NormalizedSchema.of>[0]);
}

/** Members that hold times, by service, where no schema tells: AWS sends seconds since 1970, and so they are stored. */
export const timesByName: Partial<Record<Service, ReadonlySet<string>>> = {
  networkmanager: new Set(['CreatedAt', 'UpdatedAt', 'Timestamp', 'EventTime', 'RouteTableTimestamp', 'StartTimestamp']),
};
