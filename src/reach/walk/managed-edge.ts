/** Doors that AWS keeps for its own services: Global Accelerator, CloudFront’s VPC origins, VPC Lattice (I20, I21, I22, E6). */
import { only } from '../../net/index.ts';
import { internetMeant, type Meant, nowhere } from '../ends/meant.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { LATTICE } from '../network/special.ts';

/** The group that CloudFront puts on its interfaces. */
export const CLOUDFRONT_GROUP = 'CloudFront-VPCOrigins-Service-SG';

export const isAccelerator = (one: Interface): boolean => one.type === 'global_accelerator_managed';

export const isCloudFront = (one: Interface): boolean =>
  (one.data.Groups ?? []).some(({ GroupName }: { GroupName?: string }) => GroupName === CLOUDFRONT_GROUP);

/** What starts at an interface of such a service: an accelerator brings clients of the internet, CloudFront speaks for itself. */
export function edgeInterface(one: Interface): Meant | undefined {
  if (isAccelerator(one)) {
    const { addresses } = internetMeant();
    return { what: one, sources: [{ from: { accelerator: one.id }, addresses }], interfaces: [one], addresses: ownOf(one) };
  }
  if (!isCloudFront(one)) return undefined;
  return {
    what: one,
    sources: [{ from: { cloudFront: one.id }, addresses: ownOf(one) }],
    interfaces: [one],
    addresses: ownOf(one),
  };
}

const ownOf = (one: Interface): Meant['addresses'] => one.addresses.map((own) => only(own));

/** By the name of the service: each of its interfaces. Nothing for other words. */
export function edgeServices(network: Network, word: string): Meant[] | undefined {
  if (word === 'vpc-lattice' || word === 'lattice') {
    const what = { kind: 'vpc-lattice', id: 'vpc-lattice', ...nowhere };
    return [{ what, sources: [{ from: { lattice: true }, addresses: LATTICE }], interfaces: [], addresses: LATTICE }];
  }
  const is = word === 'global-accelerator' ? isAccelerator : word === 'cloudfront' ? isCloudFront : undefined;
  if (!is) return undefined;
  return [...network.interfaces.values()].filter(is).flatMap((one) => edgeInterface(one) ?? []);
}
