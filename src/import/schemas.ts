/** What the SDK says that an operation answers with; for services whose SDK does not say it, what we know by ourselves. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { Service } from '../kinds/kind.ts';

/** Each SDK module that exports schemas; `undefined` for those that are older than that. */
const modules: Record<Service, (() => Promise<object>) | undefined> = {
  ec2: () => import('@aws-sdk/client-ec2'),
  iam: () => import('@aws-sdk/client-iam'),
  networkmanager: undefined,
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
