/** The least of a snapshot that a report can be about. */
import { kinds } from '../../src/kinds/index.ts';
import { style } from '../../src/report/style.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Gap, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const plain = style(Number.POSITIVE_INFINITY, false);

export const resource = (kind: string, id: string, data: object, where: Partial<Resource> = {}): Resource => ({
  kind,
  id,
  account: ACCOUNT,
  region: REGION,
  data,
  ...where,
});

export const vpc = (id: string, more: object = {}, where: Partial<Resource> = {}): Resource =>
  resource(
    'vpc',
    id,
    { VpcId: id, CidrBlock: '10.0.0.0/16', OwnerId: ACCOUNT, IsDefault: false, State: 'available', ...more },
    where,
  );

export const gap = (more: Partial<Gap> = {}): Gap => ({
  account: ACCOUNT,
  region: REGION,
  kind: 'vpc',
  operation: 'DescribeVpcs',
  code: 'UnauthorizedOperation',
  message: 'You are not authorized to perform this operation.',
  ...more,
});

/** A scan that asked for every kind, in these Regions and wherever there is something. */
export function snapshotWith(
  resources: readonly Resource[],
  gaps: readonly Gap[] = [],
  regions: readonly string[] = [],
): Snapshot {
  const found = [REGION, 'global', ...regions, ...[...resources, ...gaps].map(({ region }) => region)];
  return memorySnapshot({
    resources,
    gaps,
    places: [...new Set(found)].map((region) => ({ account: ACCOUNT, region })),
    kinds: kinds.map(({ kind }) => kind),
  });
}
