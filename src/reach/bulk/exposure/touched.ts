/** What a charted way hangs on: a change of anything else leaves it as it is. */
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Charted } from '../charts/charting.ts';

/** Few of each, none twice. */
export interface Touched {
  /** VPCs whose route tables may have had a say. */
  readonly vpcs: readonly string[];
  /** Ids of subnets whose ACLs are asked. */
  readonly subnets: readonly string[];
  /** Ids of groups that are asked, those of the class itself not counted. */
  readonly groups: readonly string[];
}

export function touchedBy(network: Network, parts: readonly Charted[]): Touched {
  const vpcs: string[] = [];
  const subnets: string[] = [];
  const groups: string[] = [];
  for (const { ways } of parts) {
    for (const { path, notes } of ways) {
      for (const { checks } of notes) {
        for (const { at } of checks) {
          add(vpcs, at.vpc.id);
          if (at instanceof Interface) for (const id of at.groupIds) add(groups, id);
          else add(subnets, at.id);
        }
      }
      for (const steps of [path.forward, path.reply]) {
        for (const { at } of steps) {
          const id = vpcOf(network, at.kind, at.id);
          if (id) add(vpcs, id);
        }
      }
    }
  }
  return { vpcs, subnets, groups };
}

function add(all: string[], one: string): void {
  if (!all.includes(one)) all.push(one);
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
