/** Whose an interface is, in words that people use: the instance, the load balancer, the function, the database. */
import { isKind, kindNamed } from '../../kinds/index.ts';
import { balancerOf } from './balancers.ts';
import { Missing } from './coverage.ts';
import type { Entity, Ref } from './entity.ts';
import type { Interface } from './interface.ts';
import type { Network } from './network.ts';
import { type Mark, marks } from './owner-marks.ts';

export interface Owner extends Ref {
  /** `Instance`, `Load balancer`, `Lambda function`, … */
  readonly what: string;
  /** What it may be as well: these leave the same mark. */
  readonly or?: string;
  /** Somebody else runs the interface, and nothing on it says who: this is the interface itself. */
  readonly unknown?: true;
}

/** Who uses the interface; itself where nothing says who. */
export function ownerOfInterface(network: Network, one: Interface): Owner {
  const { account, region } = one;
  if (one.instanceId) return known(network, 'instance', one.instanceId, one);
  const balancer = balancerOf(network, one);
  if (balancer instanceof Missing)
    return { kind: 'load-balancer', id: String(one.data.Description).slice(4), account, region, what: 'Load balancer' };
  if (balancer) return named(balancer.entity, balancer.entity.data.LoadBalancerName);
  const holder = holders(network).get(one.id);
  if (holder) return named(holder, holder.name);
  for (const mark of marks) {
    const found = readMark(mark, one);
    if (!found) continue;
    const { kind, what, or } = mark;
    // The service is known by the type or the alias alone, and not which of its things it is.
    if (!what) return found.names ? known(network, kind, found.names, one) : { ...named(one, one.name), what: titleOf(kind) };
    // Services that AWS manages are not collected; what they wrote is all that is known of them.
    return { kind, id: one.id, account, region, name: found.names ?? one.name, what, ...(or && { or }) };
  }
  return { ...named(one, one.name), ...(isRunByOthers(one) && { unknown: true }) };
}

/** Who lists interfaces as its own: the rows say it, whatever stands on the interface. */
const holding = ['nat-gateway', 'vpc-endpoint', 'instance-connect-endpoint', 'route-server-endpoint'] as const;

const holders = (network: Network): ReadonlyMap<string, Entity> =>
  network.once('holders of interfaces', () => {
    const found = new Map<string, Entity>();
    for (const kind of holding) {
      const read = kindNamed(kind).refs!['network-interface']!;
      for (const entity of network.entities(kind).values())
        for (const id of [read(entity.data, '')].flat()) if (id) found.set(id, entity);
    }
    return found;
  });

/** The name in the mark, where the interface bears it. */
function readMark({ says, type, asked, group }: Mark, one: Interface): { names: string | undefined } | undefined {
  if (type !== undefined && one.type !== type) return undefined;
  if (group !== undefined && !(one.data.Groups ?? []).some((worn: { GroupName?: string }) => worn.GroupName === group))
    return undefined;
  const written = says?.exec(String(one.data.Description ?? ''));
  if (written === null) return undefined;
  const requested = asked?.exec(String(one.data.RequesterId ?? ''));
  if (requested === null) return undefined;
  return { names: written?.[1] || requested?.[1] || undefined };
}

/** A service asked for it, or it hangs on something of another account that is no instance. */
function isRunByOthers({ data, account }: Interface): boolean {
  const by = data.Attachment?.InstanceOwnerId;
  return data.RequesterManaged === true || (by !== undefined && by !== account);
}

const titleOf = (kind: string): string => (isKind(kind) ? kindNamed(kind).title : kind);

const known = (network: Network, kind: string, id: string, { account, region }: Interface): Owner => {
  const found = network.entity(kind, id);
  return named(found ?? { kind, id, account, region }, found?.name);
};

const named = ({ kind, id, account, region }: Ref, name: string | undefined): Owner => ({
  kind,
  id,
  account,
  region,
  name,
  what: titleOf(kind),
});
