/** What an end of a question means: interfaces to start from, addresses to go to. */
import { type Address, box, everyAddress, type Interval, minus, only, type Traffic } from '../../net/index.ts';
import type { Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { notPublic } from '../network/special.ts';
import type { From } from '../walk/start.ts';

/** One of the things that a text may mean. */
export interface Meant {
  /** What it was taken for: an interface, a group, `internet`, … */
  readonly what: Ref;
  /** Where traffic may start, and from which addresses. Empty where nothing starts: a gateway endpoint, a network outside. */
  readonly sources: readonly { readonly from: From; readonly addresses: readonly Interval<Address>[] }[];
  /** Where it can be reached. For the internet's traffic an interface is reached at its public addresses. */
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly Interval<Address>[];
}

export const nowhere = { account: '', region: '' };

export function internetMeant(): Meant {
  const addresses = ([4, 6] as const).flatMap((family) =>
    minus(
      [box({ src: everyAddress(family) })],
      notPublic.filter((one) => (typeof one.lo === 'number') === (family === 4)).map((one) => box({ src: one })),
    ).map((one) => one.src),
  );
  return {
    what: { kind: 'internet', id: 'internet', ...nowhere },
    sources: [{ from: { internet: true }, addresses }],
    interfaces: [],
    addresses,
  };
}

export const sourceOf = (one: Interface): Meant['sources'][number] => ({
  from: { eni: one.id },
  addresses: [...one.addresses.map((own) => only(own)), ...one.delegated],
});

export const interfacesMeant = (what: Ref, interfaces: readonly Interface[]): Meant => ({
  what,
  sources: interfaces.map(sourceOf),
  interfaces,
  addresses: interfaces.flatMap((one) => one.addresses.map((own) => only(own))),
});

/** The traffic of a source to addresses, in each family that both have. */
export function trafficBetween(
  sources: readonly Interval<Address>[],
  destinations: readonly Interval<Address>[],
  service: Parameters<typeof box>[0],
): Traffic {
  return sources.flatMap((src) =>
    destinations.filter((dst) => typeof dst.lo === typeof src.lo).map((dst) => box({ ...service, src, dst })),
  );
}
