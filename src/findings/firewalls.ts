/** Questions about what inspects packets: network firewalls with their endpoints, and whether a packet crosses any of them. */
import type { KindName } from '../kinds/index.ts';
import { type Address, type Family, familyOf, TCP } from '../net/index.ts';
import { type Interface, type Path, type Step, type Subnet, tracePoint, type Vpc } from '../reach/index.ts';
import type { Estate, Thing } from './estate.ts';
import { PATH } from './exposure.ts';
import { interfacesIn, somewhere } from './routes.ts';

export type Firewall = Thing<'firewall'>;

/** What it takes to say which endpoints belong to which firewall. */
export const FIREWALLS = ['firewall', 'firewall-endpoint', 'vpc-endpoint'] as const satisfies readonly KindName[];

/** What it takes to say whether a packet for the internet crosses a firewall. */
export const INSPECTED = [
  ...PATH,
  ...FIREWALLS,
  'nat-gateway',
  'egress-only-internet-gateway',
] as const satisfies readonly KindName[];

/** A firewall's endpoint in a subnet: its own, or one of an association, which may be in another VPC. */
export interface Door {
  readonly firewall: Firewall;
  readonly id: string;
  readonly subnetId: string;
}

interface State {
  readonly Attachment?: { readonly EndpointId?: string; readonly SubnetId?: string };
}

/** `Haldenpost-wall`, else its ARN. */
export const nameOfFirewall = ({ id, data }: Firewall): string => data.Firewall?.FirewallName ?? id;

/** Every endpoint of every firewall. */
export const doors = (estate: Estate): readonly Door[] =>
  estate.once('doors of firewalls', () => {
    const of = (firewall: Firewall, states: Readonly<Record<string, State>> = {}): Door[] =>
      Object.values(states).flatMap(({ Attachment: { EndpointId: id, SubnetId: subnetId } = {} }) =>
        id && subnetId ? [{ firewall, id, subnetId }] : [],
      );
    const firewalls = estate.all('firewall');
    const byArn = new Map(firewalls.map((one) => [one.data.Firewall?.FirewallArn ?? one.id, one]));
    const own = firewalls.flatMap((one) => of(one, one.data.FirewallStatus?.SyncStates));
    const associated = estate.all('firewall-endpoint').flatMap(({ data }) => {
      const firewall = byArn.get(data.VpcEndpointAssociation?.FirewallArn ?? '');
      return firewall ? of(firewall, data.VpcEndpointAssociationStatus?.AssociationSyncState) : [];
    });
    return [...own, ...associated];
  });

/** The endpoints of a firewall. */
export const doorsOf = (estate: Estate, { id }: Firewall): readonly Door[] =>
  estate.once('doors by firewall', () => Map.groupBy(doors(estate), ({ firewall }) => firewall.id)).get(id) ?? [];

/** The endpoint on the way of a packet, in one direction, that hands it to something that inspects it. */
export const crossed = ({ network }: Estate, steps: readonly Step[]): Step | undefined =>
  steps.find(
    ({ at }) =>
      at.kind === 'vpc-endpoint' && network.entity('vpc-endpoint', at.id)?.data.VpcEndpointType === 'GatewayLoadBalancer',
  );

/** The way of an HTTPS connection from a subnet to the internet. */
export interface Leaving {
  readonly subnet: Subnet;
  readonly sender: Interface;
  readonly family: Family;
  readonly path: Path;
}

/** From one host of each subnet, for each family that it speaks: its neighbours go the same way. Gateways, balancers and endpoints are no hosts. */
export const leavings = (estate: Estate, { id, subnets }: Vpc): readonly Leaving[] =>
  estate.once(`ways of ${id} to the internet`, () =>
    subnets.flatMap((subnet) => {
      const hosts = interfacesIn(estate, subnet.id).filter((one) => one.isPlain && one.attached && one.sourceDestCheck);
      return ([4, 6] as const).flatMap((family): Leaving[] => {
        const speaks = hosts.filter(({ addresses }) => addresses.some((own) => familyOf(own) === family));
        // With a public address a host passes the internet gateway in its own name.
        const sender = speaks.find(({ publicAddresses }) => publicAddresses.length > 0) ?? speaks[0];
        const src = sender?.addresses.find((own) => familyOf(own) === family);
        if (!sender || src === undefined) return [];
        return [{ subnet, sender, family, path: wayOf(estate, sender, src, somewhere[family][0]!) }];
      });
    }),
  );

const wayOf = ({ network }: Estate, { id }: Interface, src: Address, dst: Address): Path =>
  tracePoint(network, { eni: id }, { src, dst, protocol: TCP, sourcePort: 49152, destinationPort: 443 });

/** Whether routes lead the packet out; what groups, ACLs and firewalls say of it is another matter. */
export const isLedOut = ({ forward }: Path): boolean =>
  !forward.some(
    (step) => step.does === 'blocks' && step.trouble !== 'security groups and ACLs' && step.at.kind !== 'vpc-endpoint',
  );
