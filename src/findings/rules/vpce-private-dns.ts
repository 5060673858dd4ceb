/** Interface endpoints that the usual name of their service does not lead to. */
import { withoutSuffix } from '../../kinds/partition.ts';
import { type Endpoint, isOfAws, isUp, named, serviceOf } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html';

const off: Rule = {
  id: 'vpce-private-dns-off',
  title: 'The usual name of a service does not lead to its endpoint',
  severity: 'low',
  why:
    'Programs ask for the service by its public name, get public addresses, and go past the endpoint or nowhere. It is said of available ' +
    'interface endpoints of AWS services that have private DNS off, unless another endpoint of the VPC for the service has it on, a record ' +
    'of a private zone leads to one of its names, or the VPC sees a private zone with the name of the service. With a gateway endpoint for ' +
    'the service beside it, the interface endpoint is for those who come from outside by its own name.',
  fix: 'Turn private DNS on, or give the service’s name an alias to the endpoint in a private hosted zone.',
  see,
  needs: ['vpc-endpoint', 'vpc-hosted-zone', 'resource-record-set'],
};

const idle: Rule = {
  id: 'vpce-private-dns-ineffective',
  title: 'Private DNS is on at an endpoint and off in its VPC',
  severity: 'high',
  why:
    'The endpoint looks right, and its private name is answered only where the VPC has both DNS support and DNS host names: without them ' +
    'programs get public addresses and go past it or nowhere.',
  fix: 'Turn DNS support and DNS host names of the VPC on.',
  see,
  needs: ['vpc-endpoint', 'vpc-attribute'],
  partly: ['vpc-attribute'],
};

export default family({
  rules: [off, idle],
  *check(estate) {
    const endpoints = estate.all('vpc-endpoint').filter((one) => one.data.VpcEndpointType === 'Interface' && isUp(one));
    for (const endpoint of endpoints) {
      if (endpoint.data.PrivateDnsEnabled) yield* ineffective(estate, endpoint);
      else if (endpoint.data.PrivateDnsEnabled === false && isOfAws(endpoint) && !hasOtherWay(estate, endpoint)) {
        yield {
          rule: off.id,
          subject: endpoint,
          message: `The usual name of the service does not lead to ${named(endpoint)} in ${endpoint.data.VpcId}: its private DNS is off.`,
          evidence: [{ kind: 'vpc-endpoint', id: endpoint.id, text: 'PrivateDnsEnabled false' }],
          fix: [
            run(
              endpoint,
              `Turn private DNS of ${endpoint.id} on`,
              `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --private-dns-enabled`,
              settingsOf('aws_vpc_endpoint', endpoint.id, { private_dns_enabled: true }),
            ),
          ],
        };
      }
    }
  },
});

const attributes = [
  ['enableDnsSupport', 'EnableDnsSupport', 'enable-dns-support', 'enable_dns_support'],
  ['enableDnsHostnames', 'EnableDnsHostnames', 'enable-dns-hostnames', 'enable_dns_hostnames'],
] as const;

function* ineffective(estate: Estate, endpoint: Endpoint): Iterable<Said> {
  const vpcId = endpoint.data.VpcId ?? '';
  const told = attributes.map(([name, member]) => estate.get('vpc-attribute', `${vpcId}/${name}`)?.data[member]?.Value);
  const lacking = attributes.filter((_, at) => told[at] === false);
  if (lacking.length > 0) {
    const names = lacking.map(([name]) => name);
    yield {
      rule: idle.id,
      subject: endpoint,
      message: `Private DNS of ${named(endpoint)} is on and has no effect: ${names.join(' and ')} of ${vpcId} ${names.length > 1 ? 'are' : 'is'} off.`,
      evidence: names.map((name) => ({ kind: 'vpc-attribute', id: `${vpcId}/${name}`, text: 'false' })),
      fix: lacking.map(([name, , flag, member]) =>
        run(
          endpoint,
          `Turn ${name} of ${vpcId} on`,
          `ec2 modify-vpc-attribute --vpc-id ${vpcId} --${flag} Value=true`,
          settingsOf('aws_vpc', vpcId, { [member]: true }),
        ),
      ),
    };
  } else if (told.includes(undefined)) {
    const name = attributes[told.indexOf(undefined)]![0];
    const missing = estate.missing('vpc-attribute', endpoint, `${vpcId}/${name}`);
    yield { rule: idle.id, subject: endpoint, unknown: missing ?? `${name} of ${vpcId} is not in the snapshot` };
  }
}

/** Whether the usual name leads to the endpoint without its help, or is meant for another one. */
function hasOtherWay(estate: Estate, { id, data, region }: Endpoint): boolean {
  const siblings = estate.by('vpc-endpoint', 'vpc', (one) => one.data.VpcId).get(data.VpcId ?? '') ?? [];
  const same = siblings.filter((one) => one.id !== id && one.data.ServiceName === data.ServiceName && isUp(one));
  if (same.some((one) => one.data.PrivateDnsEnabled || one.data.VpcEndpointType === 'Gateway')) return true;
  const aliases = estate.once('names that records lead to', () => namesLedTo(estate));
  if ((data.DnsEntries ?? []).some(({ DnsName }) => aliases.has(plain(DnsName)))) return true;
  const zones = estate.by('vpc-hosted-zone', 'vpc', ({ parent }) => parent).get(data.VpcId ?? '') ?? [];
  return zones.some(({ data: zone }) => isNameOf(plain(zone.Name), serviceOf({ data, region } as Endpoint), region));
}

const plain = (name: string | undefined): string => (name ?? '').toLowerCase().replace(/\.$/, '').replace('\\052', '*');

const namesLedTo = (estate: Estate): ReadonlySet<string> =>
  new Set(
    estate
      .all('resource-record-set')
      .flatMap(({ data }) => [data.AliasTarget?.DNSName, ...(data.ResourceRecords ?? []).map(({ Value }) => Value)])
      .map(plain),
  );

/** `api.ecr.eu-west-1.amazonaws.com` is a name of `ecr.api`: AWS turns some around. */
const isNameOf = (zone: string, service: string, region: string): boolean => {
  const turned = service.split('.').reverse().join('.');
  return [service, turned].some((name) => withoutSuffix(zone) === `${name}.${region}`);
};
