/** Questions about load balancers: their target groups, the targets, the nodes, how they are set. */
import type { Interface } from '../reach/index.ts';
import type { Estate, Thing } from './estate.ts';

export type Balancer = Thing<'load-balancer'>;
export type TargetGroup = Thing<'target-group'>;

export const isInService = ({ data }: Balancer): boolean => data.State?.Code !== 'failed' && data.State?.Code !== 'provisioning';

/** `front`, else its ARN. */
export const nameOfBalancer = ({ id, data }: Balancer): string => data.LoadBalancerName ?? id;
export const nameOfTargets = ({ id, data }: TargetGroup): string => data.TargetGroupName ?? id;

/** The target groups that a load balancer forwards to. */
export const targetGroupsOf = (estate: Estate, { id }: Balancer): readonly TargetGroup[] =>
  estate.by('target-group', 'load balancer', ({ data }) => data.LoadBalancerArns).get(id) ?? [];

/** The registered targets of a group, each with its health. */
export const healthOf = (estate: Estate, { id }: TargetGroup): readonly Thing<'target-health'>[] =>
  estate.by('target-health', 'target group', ({ parent }) => parent).get(id) ?? [];

/** The interfaces of a load balancer, one for each zone and more where it is busy. */
export const nodesOfBalancer = (estate: Estate, { id }: Balancer): readonly Interface[] =>
  estate
    .once('interfaces by description', () =>
      Map.groupBy(estate.network.interfaces.values(), ({ data }) => String(data.Description ?? '')),
    )
    .get(`ELB ${id.split('loadbalancer/').at(-1)}`) ?? [];

/** What a load balancer or a target group is set to; nothing where AWS's answer lacks the attribute. */
export const attributeOf = (
  estate: Estate,
  kind: 'load-balancer-attributes' | 'target-group-attributes',
  id: string,
  name: string,
): string | undefined =>
  estate
    .by(kind, 'whose', (one) => one.id)
    .get(id)?.[0]
    ?.data.Attributes?.find(({ Key }) => Key === name)?.Value;
