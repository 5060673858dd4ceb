/** Which commands are worth trying on a snapshot: ones that have something to show. */
import type { Hint } from '../report/overview.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Context } from './context.ts';

const worthShowing: readonly { kind: string; about: string }[] = [
  { kind: 'vpc', about: 'the VPCs, with their address ranges' },
  { kind: 'network-interface', about: 'every interface, with its addresses' },
  { kind: 'security-group-rule', about: 'what is let in and out, rule by rule' },
  { kind: 'vpn-connection', about: 'the tunnels to other networks' },
];

/** How the program is called here: npm's tools tell their children of themselves. */
export const calledAs = ({ env }: Pick<Context, 'env'>): string => (env.npm_execpath ? 'npx hopscope' : 'hopscope');

/** Lines to copy. `ref` and `store`: what the person named; absent for the newest of the usual store. */
export function nextCommands(
  context: Pick<Context, 'env'>,
  snapshot: Snapshot,
  { ref, store }: { ref?: string; store?: string },
): Hint[] {
  const show = `${calledAs(context)} show`;
  const flag = `${store ? ` --store ${store}` : ''}${ref ? ` --snapshot ${ref}` : ''}`;
  const held = new Set(snapshot.manifest.shards.map(({ kind }) => kind));
  const tables = worthShowing.filter(({ kind }) => held.has(kind)).slice(0, 3);
  const gateway = held.has('transit-gateway') ? 'transit-gateway' : 'vpc';
  const one = held.has(gateway) ? snapshot.resources(gateway)[0]?.id : undefined;
  return [
    ...tables.map(({ kind, about }) => ({ line: `${show} ${kind}${flag}`, about })),
    ...(one ? [{ line: `${show} ${one}${flag}`, about: 'one resource, and its neighbours' }] : []),
  ];
}
