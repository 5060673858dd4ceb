/** Who is behind an id: whose it is, what it uses, what uses it, and what would break if it went. */
import { isKind, kindNamed, kinds, nameOf, refsOf } from '../kinds/index.ts';
import { type Entity, entityOf, type Interface, Missing, type Owner, type Ref } from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { referrers } from '../snapshot/edges.ts';
import { samePlace } from '../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';
import { referencesTo } from './groups.ts';
import { lossesOf } from './loss.ts';
import type { Loss } from './losses.ts';
import { routesTo, subnetsOf } from './routes.ts';

/** Something at the other end of an edge. */
export interface Link extends Ref {
  /** By what it is joined, where there is more to say than that: routes, rules. */
  readonly by: readonly string[];
}

export interface Who {
  readonly subject: Ref;
  /** What the snapshot names and does not hold. */
  readonly known: boolean;
  /** Of an interface. */
  readonly owner?: Owner;
  /** Its own, of what is not one itself. */
  readonly interfaces: readonly Interface[];
  readonly uses: readonly Link[];
  readonly usedBy: readonly Link[];
  readonly losses: readonly Loss[];
  /** AWS refuses to delete it while this is so. */
  readonly heldBy: readonly string[];
  /** Calls that would have told of more that uses it. */
  readonly unseen: readonly Missing[];
}

export function whoIs(estate: Estate, subject: Entity | Ref, parent = ''): Who {
  const known = 'data' in subject;
  const one = subject.kind === 'network-interface' ? estate.network.interfaces.get(subject.id) : undefined;
  const interfaces = one ? [one] : interfacesOf(estate, subject);
  const usedBy = usersOf(estate, subject);
  return {
    subject: refOf(subject),
    known,
    ...(one && { owner: ownerOfInterface(estate.network, one) }),
    interfaces: one ? [] : interfaces,
    uses: known ? usesOf(estate, subject, parent) : [],
    usedBy,
    losses: known ? lossesOf(estate, subject, interfaces) : [],
    heldBy: known ? holdsOf(subject, usedBy) : [],
    unseen: unseenUsers(estate, subject),
  };
}

/** Interfaces that something owns. */
export const interfacesOf = (estate: Estate, { kind, id }: Ref): readonly Interface[] =>
  estate
    .once('interfaces by owner', () =>
      Map.groupBy(estate.network.interfaces.values(), (one) => {
        const owner = ownerOfInterface(estate.network, one);
        return `${owner.kind} ${owner.id}`;
      }),
    )
    .get(`${kind} ${id}`) ?? [];

/** Every thing that services own interfaces of, and that the snapshot does not hold itself, by what people call it. */
export const ownersNamed = (estate: Estate, name: string): Owner[] => {
  const found = [...estate.network.interfaces.values()]
    .map((one) => ownerOfInterface(estate.network, one))
    .filter((owner) => !isKind(owner.kind) && owner.name === name);
  return [...new Map(found.map((owner) => [owner.id, owner])).values()];
};

function usesOf(estate: Estate, subject: Entity, parent: string): Link[] {
  const row = isKind(subject.kind) ? kindNamed(subject.kind) : undefined;
  const links = row ? refsOf(row, { data: subject.data, parent }).map(({ kind, id }) => linkTo(estate, kind, id, subject)) : [];
  const subnet = subject.kind === 'subnet' ? estate.network.subnets.get(subject.id) : undefined;
  if (subnet) {
    const chosen = [estate.network.tableOf(subnet), estate.network.aclOf(subnet)];
    for (const one of chosen) if (!(one instanceof Missing)) links.push(linkTo(estate, one.kind, one.id, subject, ['in effect']));
  }
  return merged(links);
}

function usersOf(estate: Estate, subject: Ref): Link[] {
  const { network } = estate;
  const rows = referrers(network.snapshot, subject)
    .filter((other) => kindNamed(other.kind).detailOf !== subject.kind)
    // What a rule of a group says is told by its group, with the rule.
    .filter((other) => other.kind !== 'security-group-rule')
    .filter((other) => !(other.kind === subject.kind && other.id === subject.id))
    .map((other): Link => ({ ...refOf(entityOf(other)), by: [] }));
  const routes = routesTo(estate, subject.id).map(({ table, route }): Link => ({ ...refOf(table), by: [route.text] }));
  const rules = (subject.kind === 'security-group' ? referencesTo(estate, subject.id) : [])
    .filter(({ group }) => group.id !== subject.id)
    .map(
      ({ group, text, direction }): Link => ({ ...refOf(group), by: [`${direction === 'ingress' ? 'in' : 'out'} · ${text}`] }),
    );
  const subnets = (subject.kind === 'route-table' ? subnetsOf(estate, subject.id) : []).map(
    (subnet): Link => ({ ...refOf(subnet), by: ['by its table in effect'] }),
  );
  return merged([...rows, ...routes, ...rules, ...subnets]);
}

/** With the name that its row reads, which is not always a tag. */
function refOf({ kind, id, account, region, name, ...rest }: Ref): Ref {
  const named = 'data' in rest && isKind(kind) ? nameOf(kindNamed(kind), rest.data as Entity['data']) : name;
  return { kind, id, account, region, ...(named && { name: named }) };
}

const linkTo = (estate: Estate, kind: string, id: string, { account, region }: Ref, by: readonly string[] = []): Link => ({
  ...refOf(estate.network.entity(kind, id) ?? { kind, id, account, region }),
  by,
});

/** Each thing once, with all that joins it. */
const merged = (links: readonly Link[]): Link[] =>
  [...Map.groupBy(links, ({ kind, id }) => `${kind} ${id}`).values()].map((same) => ({
    ...same[0]!,
    by: [...new Set(same.flatMap(({ by }) => by))],
  }));

/** What AWS wants gone or changed first, as its user guides say under *delete*: kinds of users, and what they do. */
const holds: Record<string, Readonly<Record<string, string>>> = {
  'security-group': { 'network-interface': 'network interfaces wear it', 'security-group': 'rules of other groups name it' },
  subnet: { 'network-interface': 'network interfaces are in it' },
  vpc: { 'network-interface': 'network interfaces are in it', 'internet-gateway': 'an internet gateway is attached to it' },
  'prefix-list': { 'security-group': 'rules of groups name it', 'route-table': 'routes name it' },
  'elastic-ip': { 'network-interface': 'it is associated with a network interface', 'nat-gateway': 'a NAT gateway has it' },
  'route-table': { subnet: 'subnets use it' },
  'transit-gateway': { 'transit-gateway-attachment': 'attachments are there' },
  'customer-gateway': { 'vpn-connection': 'VPN connections use it' },
  'target-group': { listener: 'listeners forward to it', 'listener-rule': 'rules of listeners forward to it' },
};

function holdsOf({ kind }: Ref, usedBy: readonly Link[]): string[] {
  const own = holds[kind] ?? {};
  return Object.entries(own).flatMap(([user, text]) => (usedBy.some((link) => link.kind === user) ? [text] : []));
}

/** Kinds that may name it and could not be read in its Region, by any account; what lies elsewhere cannot name it. */
function unseenUsers({ network }: Estate, { kind, region }: Ref): Missing[] {
  const rows = kinds.filter((row) => row.refs && kind in row.refs && !row.optional);
  const places = network.snapshot.manifest.places.filter((place) => region === 'global' || place.region === region);
  const distinct = places.filter((place, at) => places.findIndex((other) => samePlace(other, place)) === at);
  const found = rows.flatMap((row) => distinct.flatMap((place) => network.coverage.missing(row.kind, place) ?? []));
  return [...new Map(found.map((missing) => [missing.text, missing])).values()];
}
