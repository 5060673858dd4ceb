/** What load balancing would lose if something went: targets, where listeners forward, endpoints of a service. */
import { kindNamed, refsOf } from '../kinds/index.ts';
import { formatAddress } from '../net/index.ts';
import { type Entity, entityOf, type Interface } from '../reach/index.ts';
import { referrers } from '../snapshot/edges.ts';
import type { Estate } from './estate.ts';
import type { Loss } from './losses.ts';

export function balancingLosses(estate: Estate, subject: Entity, leaving: readonly Interface[]): Loss[] {
  const addresses = new Set(leaving.flatMap((one) => one.addresses.map(formatAddress)));
  const vpcs = new Set(leaving.map(({ vpc }) => vpc.id));
  const targets = estate.all('target-health').flatMap(({ data, parent }): Loss[] => {
    const group = estate.get('target-group', parent);
    const isIt = data.Target?.Id === subject.id || (addresses.has(data.Target?.Id ?? '') && vpcs.has(group?.data.VpcId ?? ''));
    return isIt && group && group.id !== subject.id
      ? [{ what: 'target', at: group, text: `${data.Target?.Id}:${data.Target?.Port}` }]
      : [];
  });
  const forwarding = subject.kind === 'target-group' ? referrers(estate.network.snapshot, subject) : [];
  const listeners = forwarding
    .filter(({ kind }) => kind === 'listener' || kind === 'listener-rule')
    .map((one): Loss => {
      const others = refsOf(kindNamed(one.kind), one).filter(
        ({ kind, id }) => kind === 'target-group' && id !== subject.id,
      ).length;
      return { what: 'forward', at: entityOf(one), text: others > 0 ? `target groups left: ${others}` : 'its only target group' };
    });
  const isProvider = (arns: readonly string[] | undefined): boolean => arns?.includes(subject.id) ?? false;
  const services = new Set(
    estate
      .all('endpoint-service')
      .filter(
        ({ id, data }) =>
          id === subject.id || isProvider(data.NetworkLoadBalancerArns) || isProvider(data.GatewayLoadBalancerArns),
      )
      .map(({ data }) => data.ServiceName),
  );
  const consumers = estate
    .all('vpc-endpoint')
    .filter(({ data }) => data.ServiceName !== undefined && services.has(data.ServiceName))
    .map((one): Loss => ({ what: 'service', at: one, text: one.data.ServiceName! }));
  return [...targets, ...listeners, ...consumers];
}
