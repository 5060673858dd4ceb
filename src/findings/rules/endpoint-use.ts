/** Interface endpoints that are far from their clients, there twice, or used by nobody. */
import { type Endpoint, isUp, named } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { remove, run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const gap: Rule = {
  id: 'vpce-az-gap',
  title: 'Hosts of a zone go to another zone for an interface endpoint',
  severity: 'low',
  why:
    'What crosses between zones costs money each way. It is said of zones with hosts, where the endpoints of the VPC for one service stand in ' +
    'at least two other zones; one that stands in a single zone is vpce-single-az.',
  fix: 'Add a subnet of that zone.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  needs: ['vpc-endpoint', 'network-interface', 'subnet', 'vpc'],
};

const twice: Rule = {
  id: 'vpce-duplicate',
  title: 'Two interface endpoints of a VPC lead to one service from the same subnets',
  severity: 'low',
  why:
    'Each costs money every hour, and only one of them can have the private name. It is said of the second one in a subnet; endpoints in different ' +
    'subnets serve different zones.',
  fix: 'Delete the one that nobody names.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  needs: ['vpc-endpoint'],
};

const idle: Rule = {
  id: 'vpce-idle',
  title: 'An interface endpoint has carried nothing for thirty days',
  severity: 'low',
  why:
    'It costs money every hour in each zone. It is said where CloudWatch has counted no byte on the last thirty whole days, of endpoints that ' +
    'are older than that. Only a scan with --metrics asks for it.',
  fix: 'Delete it, if nobody waits for it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
  needs: ['vpc-endpoint', 'vpc-endpoint-metric'],
};

/** So many days of metrics say something. */
const DAYS = 30;

export default family({
  rules: [gap, twice, idle],
  *check(estate) {
    const endpoints = estate.all('vpc-endpoint').filter((one) => one.data.VpcEndpointType === 'Interface' && isUp(one));
    const siblings = Map.groupBy(endpoints, ({ data }) => `${data.VpcId} ${data.ServiceName}`);
    for (const alike of siblings.values()) {
      yield* far(estate, alike);
      yield* again(alike);
    }
    for (const endpoint of endpoints) yield* quiet(estate, endpoint);
  },
});

/** A host in each zone of a VPC that has any. */
const hostsByZone = (estate: Estate, vpcId: string): ReadonlyMap<string, string> =>
  estate.once(`hosts by zone of ${vpcId}`, () => {
    const hosts = (estate.network.vpcs.get(vpcId)?.interfaces ?? []).filter(({ isPlain, attached }) => isPlain && attached);
    return new Map(hosts.map((one) => [one.subnet.zone, one.id]));
  });

function* far(estate: Estate, alike: readonly Endpoint[]): Iterable<Said> {
  const [endpoint] = alike;
  const subnets = alike.flatMap(({ data }) => data.SubnetIds ?? []).map((id) => estate.network.subnets.get(id));
  if (!endpoint || subnets.includes(undefined)) {
    if (endpoint) yield { rule: gap.id, subject: endpoint, unknown: `a subnet of ${endpoint.id} is not in the snapshot` };
    return;
  }
  const zones = new Set(subnets.map((subnet) => subnet!.zone));
  if (zones.size < 2) return;
  for (const [zone, host] of hostsByZone(estate, endpoint.data.VpcId ?? '')) {
    if (zones.has(zone)) continue;
    const subnet = estate.network.interfaces.get(host)!.subnet;
    yield {
      rule: gap.id,
      subject: endpoint,
      key: zone,
      message: `Hosts in ${zone} of ${endpoint.data.VpcId} go to ${[...zones].sort().join(' or ')} for ${named(endpoint)}.`,
      evidence: [
        fact(endpoint, `in ${[...zones].sort().join(', ')}`),
        { kind: 'network-interface', id: host, text: `in ${zone}` },
      ],
      fix: [
        run(
          endpoint,
          `Add ${subnet.id} in ${zone} to ${endpoint.id}`,
          `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --add-subnet-ids ${subnet.id}`,
          `resource "aws_vpc_endpoint_subnet_association" "this" {\n  vpc_endpoint_id = "${endpoint.id}"\n  subnet_id       = "${subnet.id}"\n}`,
        ),
      ],
    };
  }
}

/** The one with the private name is the one that clients use. */
function* again(alike: readonly Endpoint[]): Iterable<Said> {
  if (alike.length < 2) return;
  const inUse = (a: Endpoint, b: Endpoint): number =>
    Number(b.data.PrivateDnsEnabled ?? false) - Number(a.data.PrivateDnsEnabled ?? false) || (a.id < b.id ? -1 : 1);
  const bySubnet = new Map<string, Endpoint>();
  for (const endpoint of [...alike].sort(inUse)) {
    const ids = endpoint.data.SubnetIds ?? [];
    const shared = ids.filter((id) => bySubnet.has(id));
    const [first] = shared;
    for (const id of ids) if (!bySubnet.has(id)) bySubnet.set(id, endpoint);
    if (first === undefined) continue;
    yield {
      rule: twice.id,
      subject: endpoint,
      message: `${named(endpoint)} leads from ${shared.join(', ')} to where ${bySubnet.get(first)!.id} leads.`,
      evidence: [fact(bySubnet.get(first)!, `${endpoint.data.ServiceName} in ${first}`)],
      fix: [remove(endpoint)],
    };
  }
}

function* quiet(estate: Estate, endpoint: Endpoint): Iterable<Said> {
  const { CreationTimestamp, ServiceName, VpcId } = endpoint.data;
  if (CreationTimestamp && estate.hoursSince(CreationTimestamp) < DAYS * 24) return;
  const bytes = (estate.by('vpc-endpoint-metric', 'endpoint', ({ parent }) => parent).get(endpoint.id) ?? []).filter(({ id }) =>
    id.endsWith('_BytesProcessed'),
  );
  if (!ServiceName || !VpcId || bytes.length === 0 || bytes.some(({ data }) => !data.Values?.length)) {
    yield { rule: idle.id, subject: endpoint, unknown: `CloudWatch has no count of what ${endpoint.id} carried` };
    return;
  }
  if (bytes.some(({ data }) => data.Values!.some((value) => value > 0))) return;
  yield {
    rule: idle.id,
    subject: endpoint,
    message: `${named(endpoint)} in ${VpcId} has carried nothing for thirty days.`,
    evidence: bytes.map((one) => fact(one, '0 bytes on each day')),
    fix: [remove(endpoint)],
  };
}
