/** Client VPN endpoints: who may go where, whether a route leads there, and who writes it down. */
import { covers, parsePrefix } from '../../net/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is.html';

const silent: Rule = {
  id: 'clientvpn-no-logging',
  title: 'A Client VPN endpoint does not log who connects',
  severity: 'low',
  why: 'Nobody can say later who was in, when, and from where.',
  fix: 'Log connections to CloudWatch Logs.',
  see: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-logging.html',
  needs: ['client-vpn-endpoint'],
  maps: { fsbp: ['EC2.51'] },
};

const everyone: Rule = {
  id: 'clientvpn-authorize-all',
  title: 'A Client VPN endpoint lets everybody go everywhere',
  severity: 'medium',
  why:
    'Whoever can sign in, or steals one computer, reaches every network that the endpoint has a route to. It is said of rules for all addresses and ' +
    'all people, IPv4 or IPv6.',
  fix: 'Authorize groups of people, each for the networks that it needs.',
  see: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html',
  needs: ['client-vpn-endpoint', 'client-vpn-authorization-rule'],
};

const astray: Rule = {
  id: 'clientvpn-no-route',
  title: 'A Client VPN endpoint has no network, or no route to what people may reach',
  severity: 'medium',
  why:
    'Whoever connects gets nowhere. It is said of an endpoint without any target network or transit gateway, and of each network that a rule ' +
    'authorizes and no active route overlaps. An authorization for all addresses asks for no particular route.',
  fix: 'Associate a subnet, or add the route.',
  see,
  needs: ['client-vpn-endpoint', 'client-vpn-target-network', 'client-vpn-route', 'client-vpn-authorization-rule'],
};

type Endpoint = Thing<'client-vpn-endpoint'>;

export default family({
  rules: [silent, everyone, astray],
  *check(estate) {
    for (const endpoint of estate.all('client-vpn-endpoint')) {
      const { Status, ConnectionLogOptions } = endpoint.data;
      if (/^delet/.test(Status?.Code ?? '')) continue;
      if (!ConnectionLogOptions?.Enabled) {
        yield {
          rule: silent.id,
          subject: endpoint,
          message: `${endpoint.id} does not log who connects.`,
          evidence: [fact(endpoint, 'ConnectionLogOptions.Enabled is not true')],
          fix: [
            run(
              endpoint,
              `Log the connections of ${endpoint.id}`,
              `ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id ${endpoint.id} --connection-log-options Enabled=true,CloudwatchLogGroup=LOG_GROUP`,
              settingsOf('aws_ec2_client_vpn_endpoint', endpoint.id, { 'connection_log_options.enabled': true }),
            ),
          ],
        };
      }
      yield* authorized(estate, endpoint);
    }
  },
});

const of = <Kind extends 'client-vpn-authorization-rule' | 'client-vpn-route' | 'client-vpn-target-network'>(
  estate: Estate,
  kind: Kind,
  { id }: Endpoint,
): readonly Thing<Kind>[] =>
  (estate.by(kind, 'endpoint', ({ parent }) => parent?.split('/')[0]).get(id) ?? []).filter(
    ({ data }) => !/^(?:revok|delet|disassociat|fail)/.test((data as { Status?: { Code?: string } }).Status?.Code ?? ''),
  );

const everywhere = new Set(['0.0.0.0/0', '::/0']);

function* authorized(estate: Estate, endpoint: Endpoint): Iterable<Said> {
  const rules = of(estate, 'client-vpn-authorization-rule', endpoint);
  for (const one of rules) {
    const cidr = one.data.DestinationCidr ?? '';
    if (!one.data.AccessAll || !everywhere.has(cidr)) continue;
    yield {
      rule: everyone.id,
      subject: endpoint,
      key: cidr,
      message: `${endpoint.id} lets everybody who connects go to ${cidr}.`,
      evidence: [fact(one, `${cidr}, AccessAll`)],
      fix: [
        run(
          endpoint,
          `Take the authorization for ${cidr} away`,
          `ec2 revoke-client-vpn-ingress --client-vpn-endpoint-id ${endpoint.id} --target-network-cidr ${cidr} --revoke-all-groups`,
          `# take the aws_ec2_client_vpn_authorization_rule for ${cidr} of ${endpoint.id} out of the configuration`,
        ),
      ],
    };
  }
  if (!endpoint.data.TransitGatewayConfiguration && of(estate, 'client-vpn-target-network', endpoint).length === 0) {
    yield {
      rule: astray.id,
      subject: endpoint,
      message: `Nothing is associated with ${endpoint.id}, so nobody gets anywhere.`,
      evidence: [fact(endpoint, 'no target network')],
      fix: [
        run(
          endpoint,
          `Associate a subnet with ${endpoint.id}`,
          `ec2 associate-client-vpn-target-network --client-vpn-endpoint-id ${endpoint.id} --subnet-id SUBNET`,
          `resource "aws_ec2_client_vpn_network_association" "this" {\n  client_vpn_endpoint_id = "${endpoint.id}"\n  subnet_id              = "SUBNET"\n}`,
        ),
      ],
    };
    return;
  }
  const routes = of(estate, 'client-vpn-route', endpoint).flatMap(({ data }) => parsePrefix(data.DestinationCidr ?? '') ?? []);
  for (const cidr of new Set(rules.flatMap(({ data }) => data.DestinationCidr ?? []))) {
    const wanted = parsePrefix(cidr);
    if (!wanted || everywhere.has(cidr) || routes.some((route) => covers(route, wanted) || covers(wanted, route))) continue;
    yield {
      rule: astray.id,
      subject: endpoint,
      key: cidr,
      message: `${endpoint.id} lets people go to ${cidr}, and no route of it leads there.`,
      evidence: [fact(endpoint, `authorized for ${cidr}, ${routes.length} routes`)],
      fix: [
        run(
          endpoint,
          `Add a route to ${cidr}`,
          `ec2 create-client-vpn-route --client-vpn-endpoint-id ${endpoint.id} --destination-cidr-block ${cidr} --target-vpc-subnet-id SUBNET`,
          `resource "aws_ec2_client_vpn_route" "this" {\n  client_vpn_endpoint_id = "${endpoint.id}"\n  destination_cidr_block = "${cidr}"\n  target_vpc_subnet_id   = "SUBNET"\n}`,
        ),
      ],
    };
  }
}
