/** Resolver endpoints of one zone, and rules that forward to servers which their endpoint cannot reach. */
import { parseAddress, TCP, UDP } from '../../net/index.ts';
import { type Interface, type Path, tracePoint } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import { run } from '../remedy.ts';
import { inAnotherZone } from '../room.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const oneZone: Rule = {
  id: 'resolver-endpoint-single-az',
  title: 'A Resolver endpoint stands in one zone only',
  severity: 'medium',
  why: 'AWS asks for two addresses and takes them in one zone: when it fails, names of the other network cannot be resolved any more.',
  fix: 'Add an address in a subnet of another zone.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html',
  needs: ['resolver-endpoint', 'resolver-endpoint-address', 'subnet'],
};

const dead: Rule = {
  id: 'resolver-rule-dead-target',
  title: 'A Resolver rule forwards to a server that its endpoint cannot reach',
  severity: 'high',
  why:
    'Names of that domain are not resolved, or only after the other servers of the rule were tried. From every address of the endpoint the ' +
    'engine sends a question to each server of the rule; it is said of servers that none of them reaches. What lies beyond a VPN, Direct Connect or ' +
    'the internet is taken to answer.',
  fix: 'Mend the route, ACL or group in the way, or take the server out of the rule.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html',
  needs: ['resolver-rule', 'resolver-endpoint', 'resolver-endpoint-address', ...PATH],
  partly: PATH_PARTLY,
};

type Endpoint = Thing<'resolver-endpoint'>;

export default family({
  rules: [oneZone, dead],
  *check(estate) {
    for (const endpoint of estate.all('resolver-endpoint')) {
      if (endpoint.data.Status !== 'DELETING') yield* zones(estate, endpoint);
    }
    for (const rule of estate.all('resolver-rule')) {
      if (rule.data.RuleType !== 'FORWARD' || rule.data.Status === 'DELETING') continue;
      yield* servers(estate, rule);
    }
  },
});

const addressesOf = (estate: Estate, { id }: Endpoint): readonly Thing<'resolver-endpoint-address'>[] =>
  estate.by('resolver-endpoint-address', 'endpoint', ({ parent }) => parent?.split('/')[0]).get(id) ?? [];

function* zones(estate: Estate, endpoint: Endpoint): Iterable<Said> {
  const all = addressesOf(estate, endpoint);
  const subnets = all.map(({ data }) => estate.network.subnets.get(data.SubnetId ?? ''));
  if (subnets.length === 0) return;
  if (subnets.includes(undefined)) {
    yield { rule: oneZone.id, subject: endpoint, unknown: `a subnet of ${endpoint.id} is not in the snapshot` };
    return;
  }
  const found = [...new Set(subnets.map((subnet) => subnet!.zone))];
  if (found.length !== 1) return;
  const elsewhere = inAnotherZone(
    estate,
    subnets.flatMap((one) => one ?? []),
  );
  yield {
    rule: oneZone.id,
    subject: endpoint,
    message: `${endpoint.id} (${endpoint.data.Direction?.toLowerCase() ?? 'of no direction'}) has all its addresses in ${found[0]}.`,
    evidence: all.map((one) => fact(one, `${one.data.Ip ?? one.data.Ipv6 ?? 'an address'} in ${one.data.SubnetId}`)),
    fix: elsewhere
      ? [
          run(
            endpoint,
            `Give it an address in ${elsewhere.id} in ${elsewhere.zone}`,
            `route53resolver associate-resolver-endpoint-ip-address --resolver-endpoint-id ${endpoint.id} --ip-address SubnetId=${elsewhere.id}`,
            `# in the aws_route53_resolver_endpoint with id ${endpoint.id}:\n#   ip_address {\n#     subnet_id = "${elsewhere.id}"\n#   }`,
          ),
        ]
      : [],
  };
}

function* servers(estate: Estate, rule: Thing<'resolver-rule'>): Iterable<Said> {
  const endpoint = estate.get('resolver-endpoint', rule.data.ResolverEndpointId);
  const senders = endpoint
    ? sendersOf(estate, endpoint)
    : `${rule.data.ResolverEndpointId ?? 'its endpoint'} is not in the snapshot`;
  if (typeof senders === 'string') {
    yield { rule: dead.id, subject: rule, unknown: senders };
    return;
  }
  for (const { Ip, Ipv6, Port = 53, Protocol } of rule.data.TargetIps ?? []) {
    const server = Ip ?? Ipv6 ?? '';
    const dst = parseAddress(server);
    if (dst === undefined) continue;
    const paths = senders.flatMap((sender) => {
      const src = sender.addressIn(dst);
      if (src === undefined) return [];
      const point = { src, dst, protocol: Protocol === 'DoH' ? TCP : UDP, sourcePort: 49152, destinationPort: Port };
      return tracePoint(estate.network, { eni: sender.id }, point);
    });
    yield* judged(rule, server, paths);
  }
}

function* judged(rule: Thing<'resolver-rule'>, server: string, paths: readonly Path[]): Iterable<Said> {
  if (paths.some(({ verdict }) => verdict.both === 'reachable')) return;
  const doubt = paths.find(({ verdict }) => verdict.both === 'unknown');
  const [path] = paths;
  if (doubt) yield { rule: dead.id, subject: rule, unknown: unknownOf(doubt) };
  else if (path) {
    yield {
      rule: dead.id,
      subject: rule,
      key: server,
      message: `${rule.id} forwards ${rule.data.DomainName ?? 'a domain'} to ${server}, which ${rule.data.ResolverEndpointId} cannot reach: ${path.blockers[0]!.because}.`,
      evidence: evidenceOf(path),
      path,
      fix: [],
    };
  }
}

/** The interfaces from which an endpoint asks, or why they are not known. */
function sendersOf(estate: Estate, endpoint: Endpoint): Interface[] | string {
  const missing = estate.missing('resolver-endpoint-address', endpoint) ?? estate.missing('network-interface', endpoint);
  if (missing) return missing.text;
  const vpc = estate.network.vpcs.get(endpoint.data.HostVPCId ?? '');
  const found = addressesOf(estate, endpoint).map(({ data }) => vpc?.ownerOf(parseAddress(data.Ip ?? data.Ipv6 ?? '') ?? -1));
  if (found.length === 0 || found.includes(undefined)) return `the interfaces of ${endpoint.id} are not in the snapshot`;
  return found as Interface[];
}
