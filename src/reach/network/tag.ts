/** Which value of a tag counts for an interface. */
import type { Data } from './entity.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';

/** The nearest one that has the tag: the interface, its instance, its subnet, its VPC. */
export function tagOf(network: Network, one: Interface, key: string): string | undefined {
  const all = [one, one.instanceId && network.entity('instance', one.instanceId), one.subnet, one.vpc];
  for (const thing of all) {
    const tags: Data[] = (thing && (thing.data.TagSet ?? thing.data.Tags)) || [];
    const found = tags.find((tag) => tag.Key === key);
    if (found) return found.Value ?? '';
  }
  return undefined;
}
