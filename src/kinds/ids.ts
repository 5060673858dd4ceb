/** What an id says about what it names, and whether what it names is going. */

type Ids = string | undefined | readonly (string | undefined)[];

/** The ids that begin with one of these prefixes, where AWS puts ids of several kinds in one member. */
export const idsOf = (ids: Ids, ...prefixes: string[]): string[] =>
  [ids].flat().filter((id): id is string => prefixes.some((prefix) => id?.startsWith(`${prefix}-`)));

/** `core-network-1` of `arn:aws:networkmanager::111122223333:core-network/core-network-1`. */
export const idInArn = (arn: string | undefined): string | undefined => arn?.split('/').at(-1);

/** The id that a fan-out's key begins with: `vpc-1` of `vpc-1/enableDnsSupport`. */
export const idInKey = (key: string): string | undefined => key.split('/')[0];

/** An id made of what there is of these parts: `tgw-rtb-1/10.0.0.0/8`; `undefined` without any. */
export const joined = (...parts: (string | number | undefined)[]): string | undefined =>
  parts.filter((part) => part !== undefined && part !== '').join('/') || undefined;

/** Whether a state says that the resource is gone or going: AWS lists it for a while, and can no longer be asked about it. */
export const isGoing = (state: string | undefined): boolean => /^delet(ing|ed)$/i.test(state ?? '');
