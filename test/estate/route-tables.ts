/** Route tables: local routes of their own, and what was written or propagated into them. */
import type { Route, RouteTableAssociation, RouteTable as RouteTableItem } from '@aws-sdk/client-ec2';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { awsListId } from './aws-lists.ts';
import type { InternetGateway } from './gateways.ts';
import type { VpnGateway } from './hybrid.ts';
import { PrefixList } from './prefix-lists.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';

export class RouteTable extends Thing {
  readonly vpc: Vpc;
  readonly name: string;
  readonly id: string;
  readonly #main: boolean;
  #routes: { to: string; by: Target; origin?: 'Advertisement' }[] = [];
  readonly #propagating: VpnGateway[] = [];
  readonly #edges: InternetGateway[] = [];

  constructor(vpc: Vpc, name: string, options: { main?: boolean; tags?: Tags }) {
    super(options.main ? {} : vpc.inside(name, options.tags));
    this.vpc = vpc;
    this.name = name;
    this.id = vpc.region.id('rtb', vpc.name, name);
    this.#main = options.main ?? false;
  }

  /** A static route. */
  route(to: string | PrefixList, by: Target): this {
    this.#routes.push({ to: to instanceof PrefixList ? to.id : to, by });
    return this;
  }

  /** A route that a route server has put here. */
  advertised(to: string, by: Target): this {
    this.#routes.push({ to, by, origin: 'Advertisement' });
    return this;
  }

  withdraw(to: string): this {
    const kept = this.#routes.filter((route) => route.to !== to);
    if (kept.length === this.#routes.length) throw new Error(`${this.name} has no route to ${to} to take away`);
    this.#routes = kept;
    return this;
  }

  /** Learns what a virtual private gateway knows. */
  propagate(gateway: VpnGateway): this {
    this.#propagating.push(gateway);
    return this;
  }

  /** Steers what comes in through an internet gateway. */
  edge(gateway: InternetGateway): this {
    this.#edges.push(gateway);
    return this;
  }

  *resources(): Iterable<Resource> {
    const { region } = this.vpc;
    const data: RouteTableItem = {
      Associations: this.#associations(),
      PropagatingVgws: this.#propagating.map((gateway) => ({ GatewayId: gateway.id })),
      RouteTableId: this.id,
      Routes: [...this.#local(), ...this.#written(), ...this.#learned()],
      Tags: tagList(this.tags),
      VpcId: this.vpc.id,
      OwnerId: region.account.id,
    };
    yield region.resource('route-table', this.id, data);
  }

  #associations(): RouteTableAssociation[] {
    const one = (what: string, more: RouteTableAssociation): RouteTableAssociation => ({
      Main: false,
      RouteTableAssociationId: this.vpc.region.id('rtbassoc', this.id, what),
      RouteTableId: this.id,
      ...more,
      AssociationState: { State: 'associated' },
    });
    return [
      ...(this.#main ? [one('main', { Main: true })] : []),
      ...this.vpc.subnets
        .filter((subnet) => !subnet.gone && subnet.table === this)
        .map((subnet) => one(subnet.id, { SubnetId: subnet.id })),
      ...this.#edges.map((gateway) => one(gateway.id, { GatewayId: gateway.id })),
    ];
  }

  #local(): Route[] {
    const common = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' } as const;
    const { ipv6 } = this.vpc.spec;
    return [
      ...this.vpc.cidrs.map((block): Route => ({ DestinationCidrBlock: block, ...common })),
      ...(ipv6 ? [{ DestinationIpv6CidrBlock: ipv6, ...common }] : []),
    ];
  }

  #written(): Route[] {
    const endpoints = this.vpc.gatewayEndpoints
      .filter((endpoint) => !endpoint.gone && endpoint.tables.includes(this))
      .map((endpoint) => ({ to: awsListId(this.vpc.region.name, endpoint.service), by: endpoint }));
    return [...this.#routes, ...endpoints.map((one) => ({ ...one, origin: undefined }))].map(({ to, by, origin }) => ({
      ...(to.startsWith('pl-')
        ? { DestinationPrefixListId: to }
        : to.includes(':')
          ? { DestinationIpv6CidrBlock: to }
          : { DestinationCidrBlock: to }),
      ...by.target(),
      Origin: origin ?? 'CreateRoute',
      State: by.gone ? 'blackhole' : 'active',
    }));
  }

  #learned(): Route[] {
    return this.#propagating.flatMap((gateway) =>
      gateway.knows.map(
        (to): Route => ({
          DestinationCidrBlock: to,
          GatewayId: gateway.id,
          Origin: 'EnableVgwRoutePropagation',
          State: 'active',
        }),
      ),
    );
  }
}
