/** What a charted way hangs on: a change of anything else leaves it as it is. */
import { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Charted } from './charting.ts';

export interface Touched {
  /** VPCs whose route tables may have had a say. */
  readonly vpcs: ReadonlySet<string>;
  /** Ids of subnets whose ACLs are asked. */
  readonly subnets: ReadonlySet<string>;
  /** Ids of groups that are asked, those of the class itself not counted. */
  readonly groups: ReadonlySet<string>;
}

export function touchedBy(network: Network, parts: readonly Charted[]): Touched {
  const vpcs = new Set<string>();
  const subnets = new Set<string>();
  const groups = new Set<string>();
  for (const { path, notes } of parts.flatMap((one) => one.ways)) {
    for (const { at } of notes.flatMap((one) => one.checks)) {
      vpcs.add(at.vpc.id);
      if (at instanceof Interface) for (const id of at.groupIds) groups.add(id);
      else subnets.add(at.id);
    }
    for (const { at } of [...path.forward, ...path.reply]) {
      const id = vpcOf(network, at.kind, at.id);
      if (id) vpcs.add(id);
    }
  }
  return { vpcs, subnets, groups };
}

function vpcOf(network: Network, kind: string, id: string): string | undefined {
  switch (kind) {
    case 'vpc':
      return id;
    case 'subnet':
      return network.subnets.get(id)?.vpc.id;
    case 'network-interface':
      return network.interfaces.get(id)?.vpc.id;
    case 'route-table':
      return network.routeTables.get(id)?.data.VpcId;
    default:
      return network.entity(kind, id)?.data.VpcId;
  }
}
