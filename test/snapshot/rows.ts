/** Hand-made rows and resources with everything that storing has to cope with. */
import type { Kind } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';

export const place = { account: '111122223333', region: 'eu-west-1' };
export const key = new Uint8Array(32).fill(7);

/** A kind with secrets, volatile members inside lists, and an ordered list. */
export const tunnel: Kind = {
  kind: 'tunnel',
  title: 'Tunnel',
  about: 'Made up.',
  call: { service: 'ec2', operation: 'DescribeVpnConnections', items: 'VpnConnections' },
  id: (item) => item.Id,
  volatile: ['Count', 'Telemetry.LastChange', 'Telemetry.Deep.Moves', 'Health'],
  secret: ['Config', 'Options.Psk'],
  ordered: ['Servers'],
};

/** A kind of which nothing is special. */
export const plain: Kind = { ...tunnel, kind: 'plain', volatile: undefined, secret: undefined, ordered: undefined };

export const resource = (id: string, data: unknown, kind = 'tunnel', parent?: string): Resource => ({
  ...place,
  kind,
  id,
  ...(parent !== undefined && { parent }),
  data,
});

/** The same content in another order: members always, lists unless their path is ordered. */
export function shuffled(value: unknown, random: () => number, ordered: readonly string[] = [], path = ''): unknown {
  const mix = <T>(list: T[]): T[] =>
    list
      .map((element) => [random(), element] as const)
      .sort(([a], [b]) => a - b)
      .map(([, element]) => element);
  if (Array.isArray(value)) {
    const elements = value.map((element) => shuffled(element, random, ordered, path));
    return ordered.includes(path) ? elements : mix(elements);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    mix(Object.entries(value)).map(([name, member]) => [
      name,
      shuffled(member, random, ordered, path ? `${path}.${name}` : name),
    ]),
  );
}
