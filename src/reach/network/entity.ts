/** What the index makes of a resource: its identity, kept once, so that steps can point at it without copying. */
import type { Place, Resource } from '../../snapshot/snapshot.ts';

/** A resource by name: where it is, of which kind, its id. */
export interface Ref extends Place {
  readonly kind: string;
  readonly id: string;
  /** The `Name` tag, where there is one. */
  readonly name?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes
export type Data = any;

/** A resource with AWS’s own data. */
export interface Entity extends Ref {
  readonly data: Data;
}

/** The entity of a resource. Its account is the owner's, where AWS names one. */
export function entityOf(resource: Resource): Entity {
  const { kind, id, region, data } = resource;
  return { kind, id, account: ownerOf(resource), region, name: nameOf(data), data };
}

export const ownerOf = ({ account, data }: Resource): string => data?.OwnerId ?? data?.OwnerAccountId ?? account;

export function nameOf(data: Data): string | undefined {
  const tags: { Key?: string; Value?: string }[] | undefined = data?.Tags ?? data?.TagSet;
  return Array.isArray(tags) ? tags.find((tag) => tag.Key === 'Name')?.Value : undefined;
}

/** An id as people read it: of an ARN what comes after the account, without the word for what it is. */
export const shortId = (id: string): string =>
  id.startsWith('arn:')
    ? id
        .split(':')
        .slice(5)
        .join(':')
        .replace(/^[a-z-]+[/:]/, '')
    : id;

/** A thing that something names and the snapshot does not hold. */
export const stranger = (kind: string, id: string, { account, region }: Place): Entity => ({
  kind,
  id,
  account,
  region,
  data: {},
});

/** Resources by id. What two accounts see is one thing: the owner's view is kept, for it says more. */
export function byId(resources: readonly Resource[]): Map<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) {
    if (!found.has(resource.id) || ownerOf(resource) === resource.account) found.set(resource.id, resource);
  }
  return found;
}
