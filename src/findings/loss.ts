/** What would break if something went: facts, each asked of the engine in the network as it is and as it would be. */
import { formatAddress } from '../net/index.ts';
import { buildNetwork, type Entity, type Interface, Missing, type Ref, without } from '../reach/index.ts';
import { balancingLosses } from './balancing-loss.ts';
import { Estate } from './estate.ts';
import { membersOf, referencesTo } from './groups.ts';
import type { Loss } from './losses.ts';
import { routesTo, subnetsOf, tables, wayOut } from './routes.ts';
import { worldLosses } from './world-loss.ts';

/** What packets pass or are judged by. Without other kinds of things nothing else reaches the internet or ceases to. */
const carries: ReadonlySet<string> = new Set([
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'transit-gateway',
  'transit-gateway-attachment',
  'transit-gateway-vpc-attachment',
  'transit-gateway-route-table',
  'core-network',
  'core-network-attachment',
  'vpc-peering-connection',
  'vpn-gateway',
  'vpc-endpoint',
  'route-table',
  'network-acl',
  'security-group',
  'prefix-list',
  'elastic-ip',
  'network-interface',
  'instance',
  'subnet',
  'vpc',
  'firewall',
  'load-balancer',
]);

/** `interfaces`: those that it owns, or that it is. */
export function lossesOf(estate: Estate, subject: Entity, interfaces: readonly Interface[]): Loss[] {
  const leaving = interfaces.filter((one) => goesWith(subject, one));
  const inside = [...estate.network.interfaces.values()].filter(({ subnet, vpc }) => [subnet.id, vpc.id].includes(subject.id));
  const gone = new Set([subject.id, ...leaving.map(({ id }) => id), ...inside.map(({ id }) => id)]);
  const after = new Estate(buildNetwork(without(estate.network.snapshot, gone)), estate.settings);
  const lost = [...leaving, ...inside].filter(({ id }) => id !== subject.id);
  return [
    ...lost.map((one): Loss => ({ what: 'interface', at: one, text: '' })),
    ...(carries.has(subject.kind) ? [...waysOut(estate, after), ...worldLosses(estate, after, subject, gone)] : []),
    ...routeLosses(estate, gone),
    ...subnetLosses(estate, after, subject),
    ...groupLosses(estate, subject),
    ...listLosses(estate, subject),
    ...balancingLosses(estate, subject, [...leaving, ...inside]),
    ...addressLosses(subject, [...leaving, ...inside]),
  ];
}

/** An instance leaves interfaces behind that are not deleted with it. */
const goesWith = ({ kind }: Ref, { data }: Interface): boolean =>
  kind !== 'instance' || data.Attachment?.DeleteOnTermination !== false;

function waysOut(estate: Estate, after: Estate): Loss[] {
  return [...estate.network.subnets.values()].flatMap((subnet) => {
    const left = after.network.subnets.get(subnet.id);
    if (!left) return [];
    return ([4, 6] as const).flatMap((family): Loss[] => {
      const [before, then] = [wayOut(estate, subnet, family), wayOut(after, left, family)];
      if (!before || before instanceof Missing || before.route.state !== 'active') return [];
      if (then && (then instanceof Missing || then.route.state === 'active')) return [];
      return [{ what: 'way out', at: subnet, text: `IPv${family}, by ${before.route.text} of ${before.table.id}` }];
    });
  });
}

function routeLosses(estate: Estate, gone: ReadonlySet<string>): Loss[] {
  const inVpcs = [...gone].flatMap((id) =>
    routesTo(estate, id)
      .filter(({ table, route }) => route.state === 'active' && !gone.has(table.id))
      .map(({ table, route }): Loss => ({ what: 'route', at: table, text: route.text })),
  );
  const inTransit = estate.all('transit-gateway-route').flatMap(({ data, parent = '', account, region }): Loss[] => {
    const ids = (data.TransitGatewayAttachments ?? []).flatMap(({ TransitGatewayAttachmentId: id }) => id ?? []);
    if (data.State !== 'active' || ids.length === 0 || !ids.every((id) => gone.has(id)) || gone.has(parent)) return [];
    const table = estate.get('transit-gateway-route-table', parent) ?? {
      kind: 'transit-gateway-route-table',
      id: parent,
      account,
      region,
    };
    return [{ what: 'route', at: table, text: `${data.DestinationCidrBlock ?? data.PrefixListId} → ${ids.join(', ')}` }];
  });
  return [...inVpcs, ...inTransit];
}

function subnetLosses(estate: Estate, after: Estate, { kind, id }: Ref): Loss[] {
  if (kind === 'route-table')
    return subnetsOf(estate, id).map((subnet): Loss => {
      const then = after.network.tableOf(after.network.subnets.get(subnet.id)!);
      return { what: 'table', at: subnet, text: then instanceof Missing ? 'which one is not known' : then.id };
    });
  if (kind !== 'network-acl') return [];
  return [...estate.network.subnets.values()].flatMap((subnet): Loss[] => {
    const [before, then] = [estate.network.aclOf(subnet), after.network.aclOf(after.network.subnets.get(subnet.id)!)];
    if (before instanceof Missing || before.id !== id) return [];
    return [{ what: 'acl', at: subnet, text: then instanceof Missing ? 'which one is not known' : then.id }];
  });
}

function groupLosses(estate: Estate, { kind, id }: Ref): Loss[] {
  if (kind !== 'security-group') return [];
  const members = membersOf(estate, id).map(
    (one): Loss => ({ what: 'group', at: one, text: one.groupIds.length > 1 ? '' : 'its only group' }),
  );
  const rules = referencesTo(estate, id).filter(({ group }) => group.id !== id);
  return [...members, ...rules.map(({ group, text }): Loss => ({ what: 'rule', at: group, text }))];
}

function listLosses(estate: Estate, { kind, id }: Ref): Loss[] {
  if (kind !== 'prefix-list') return [];
  const routes = tables(estate).flatMap((table) =>
    [...new Set(table.routes.entries.flatMap(({ value }) => (value.prefixListId === id ? [value.target.id] : [])))].map(
      (target): Loss => ({ what: 'listed', at: table, text: `${id} → ${target}` }),
    ),
  );
  const rules = estate.all('security-group').flatMap((thing) => {
    const group = estate.network.group(thing.id, thing);
    if (group instanceof Missing) return [];
    const named = [...group.ingress, ...group.egress].filter(({ prefixListId }) => prefixListId === id);
    return named.map(({ text }): Loss => ({ what: 'listed', at: group, text }));
  });
  return [...routes, ...rules];
}

/** An Elastic IP stays with the account; what AWS lent goes back, and nobody gets the same again. */
function addressLosses({ kind, data, ...subject }: Entity, leaving: readonly Interface[]): Loss[] {
  if (kind === 'elastic-ip') return [{ what: 'address', at: { kind, ...subject }, text: `${data.PublicIp}, for good` }];
  return leaving.flatMap((one) =>
    one.publicAddresses.map((pair): Loss => {
      const kept = [one.data, ...(one.data.PrivateIpAddresses ?? [])].some(
        ({ Association }) => Association?.AllocationId && Association.PublicIp === formatAddress(pair.public),
      );
      return {
        what: 'address',
        at: one,
        text: `${formatAddress(pair.public)}, ${kept ? 'an Elastic IP that stays yours' : 'for good'}`,
      };
    }),
  );
}
