/** Questions about load balancers of every generation, as rules ask them: who they are, where they stand, what they are for. */
import type { Ref } from '../reach/index.ts';
import type { Estate } from './estate.ts';

/** A load balancer, whichever API tells of it. */
export interface Front {
  readonly subject: Ref;
  /** What people call it. */
  readonly name: string;
  readonly isPublic: boolean;
  /** IPv4 packets of clients find no address on it. */
  readonly onlyIpv6: boolean;
  readonly subnetIds: readonly string[];
}

/** Every load balancer that takes connections: application, network and classic. */
export const fronts = (estate: Estate): readonly Front[] =>
  estate.once('load balancers of every generation', () => [
    ...estate
      .all('load-balancer')
      .filter(({ data }) => data.Type !== 'gateway')
      .map((one): Front => {
        const { data } = one;
        return {
          subject: one,
          name: data.LoadBalancerName ?? one.id,
          isPublic: data.Scheme === 'internet-facing',
          onlyIpv6: data.IpAddressType === 'dualstack-without-public-ipv4',
          subnetIds: (data.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
        };
      }),
    ...estate.all('classic-load-balancer').map((one): Front => {
      const { data } = one;
      return {
        subject: one,
        name: data.LoadBalancerName ?? one.id,
        isPublic: data.Scheme === 'internet-facing',
        onlyIpv6: false,
        subnetIds: data.Subnets ?? [],
      };
    }),
  ]);
