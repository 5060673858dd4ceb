/** VPCs in which names do not resolve. */
import type { KindName } from '../../kinds/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html';

const support: Rule = {
  id: 'dns-support-disabled',
  title: 'A VPC has no DNS resolution',
  severity: 'high',
  why:
    'Amazon’s resolver does not answer there: no name of an AWS service, of an endpoint or of a private zone resolves, unless servers of one’s ' +
    'own do it.',
  fix: 'Switch enableDnsSupport on.',
  see,
  needs: ['vpc', 'vpc-attribute'],
  partly: ['vpc-attribute'],
};

const hostnames: Rule = {
  id: 'dns-hostnames-disabled',
  title: 'A VPC gives out no host names, and private names depend on it',
  severity: 'medium',
  why:
    'Private zones and the private names of interface endpoints need both attributes of a VPC: without enableDnsHostnames the names resolve to ' +
    'public addresses, or not at all. It is said where the VPC has an endpoint with private DNS, or sees a private zone.',
  fix: 'Switch enableDnsHostnames on.',
  see,
  needs: ['vpc', 'vpc-attribute', 'vpc-endpoint', 'vpc-hosted-zone'],
  partly: ['vpc-attribute', 'vpc-hosted-zone'],
};

export default family({
  rules: [support, hostnames],
  *check(estate) {
    for (const vpc of estate.all('vpc')) {
      yield* supportOf(estate, vpc);
      yield* hostnamesOf(estate, vpc);
    }
  },
});

/** An attribute of a VPC; nothing where it could not be read. */
const attribute = (estate: Estate, { id }: Thing<'vpc'>, name: 'DnsSupport' | 'DnsHostnames'): boolean | undefined =>
  estate.get('vpc-attribute', `${id}/enable${name}`)?.data[`Enable${name}`]?.Value;

const missing = (estate: Estate, kind: KindName, vpc: Thing<'vpc'>, parent: string) =>
  estate.missing(kind, vpc, parent) ?? `${parent} is not in the snapshot`;

function* supportOf(estate: Estate, vpc: Thing<'vpc'>): Iterable<Said> {
  const on = attribute(estate, vpc, 'DnsSupport');
  if (on === undefined)
    yield { rule: support.id, subject: vpc, unknown: missing(estate, 'vpc-attribute', vpc, `${vpc.id}/enableDnsSupport`) };
  if (on !== false) return;
  const { id: vpcId, account, region } = vpc;
  yield {
    rule: support.id,
    subject: vpc,
    message: `${vpcId} has no DNS resolution: enableDnsSupport is off.`,
    evidence: [{ kind: 'vpc-attribute', id: vpcId, text: 'enableDnsSupport false' }],
    fix: [{ do: 'enable DNS support', account, region, vpcId }],
  };
}

function* hostnamesOf(estate: Estate, vpc: Thing<'vpc'>): Iterable<Said> {
  const on = attribute(estate, vpc, 'DnsHostnames');
  if (on === undefined)
    yield { rule: hostnames.id, subject: vpc, unknown: missing(estate, 'vpc-attribute', vpc, `${vpc.id}/enableDnsHostnames`) };
  if (on !== false) return;
  const endpoints = estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId).get(vpc.id) ?? [];
  const zones = estate.by('vpc-hosted-zone', 'vpc', ({ parent }) => parent).get(vpc.id) ?? [];
  const users = [
    ...endpoints
      .filter(({ data }) => data.VpcEndpointType === 'Interface' && data.PrivateDnsEnabled)
      .map(({ kind, id, data }) => ({ kind, id, text: `private DNS of ${data.ServiceName ?? 'a service'}` })),
    ...zones.map(({ kind, data }) => ({ kind, id: data.HostedZoneId ?? 'a zone', text: data.Name ?? 'a private zone' })),
  ];
  if (users.length > 0) {
    yield {
      rule: hostnames.id,
      subject: vpc,
      message: `${vpc.id} has enableDnsHostnames off, and ${users.map(({ id }) => id).join(', ')} ${users.length === 1 ? 'depends' : 'depend'} on it.`,
      evidence: [{ kind: 'vpc-attribute', id: vpc.id, text: 'enableDnsHostnames false' }, ...users],
      fix: [
        run(
          vpc,
          `Give out host names in ${vpc.id}`,
          `ec2 modify-vpc-attribute --vpc-id ${vpc.id} --enable-dns-hostnames Value=true`,
          settingsOf('aws_vpc', vpc.id, { enable_dns_hostnames: true }),
        ),
      ],
    };
    return;
  }
  const unseen = estate.missing('vpc-hosted-zone', vpc, vpc.id);
  if (unseen) yield { rule: hostnames.id, subject: vpc, unknown: unseen };
}
