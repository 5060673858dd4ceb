/** Instances that the internet reaches and that hold what is worth stealing: a role, or a metadata service that gives it away. */
import { ANY_PORT, describeAddresses, only, TCP, type Traffic, UDP } from '../../net/index.ts';
import type { Exposed, Interface } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import {
  closing,
  evidenceOf,
  exposedOf,
  ofServices,
  PATH,
  PATH_PARTLY,
  pathOf,
  type Service,
  unknownOf,
  worldliness,
} from '../exposure.ts';
import { requireTokens } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { servicesText } from '../services-text.ts';

const how =
  'The internet reaches it where a packet gets to one of its interfaces, over IPv4 or IPv6, and the answer gets back; sources that are an ' +
  'allow list do not count.';

const withRole: Rule = {
  id: 'exposed-instance-with-role',
  title: 'The internet reaches an instance that carries a role',
  severity: 'high',
  why: `Whoever gets in by a hole in what listens there has the permissions of its role, too. Any port of TCP or UDP counts, also those of \`allowed_public_ports\`. ${how}`,
  fix: 'Put a load balancer in front of it, or take from the role whatever the instance does not need.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html',
  needs: ['instance', ...PATH],
  partly: PATH_PARTLY,
};

const imdsv1: Rule = {
  id: 'exposed-imdsv1',
  title: 'The internet reaches a web server that answers version 1 of the metadata service',
  severity: 'high',
  why:
    'A flaw that makes the server fetch a URL for a stranger hands out the credentials of its role. Web servers are thought to listen on 80, ' +
    `443, 3000, 5000, 8000, 8080, 8443, 8888, 9000 or 9090 of TCP. ${how}`,
  fix: 'Require tokens (HttpTokens=required), after a look at the metric MetadataNoToken for who still asks without.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  needs: ['instance', ...PATH],
  partly: PATH_PARTLY,
  maps: { fsbp: ['EC2.8'], cis: ['5.7'] },
};

const any: readonly Service[] = [TCP, UDP].map((protocol) => ({ protocol, ports: ANY_PORT }));
const web: readonly Service[] = [80, 443, 3000, 5000, 8000, 8080, 8443, 8888, 9000, 9090].map((port) => ({
  protocol: TCP,
  ports: only(port),
}));

export default family({
  rules: [withRole, imdsv1],
  *check(estate) {
    const interfaces = Map.groupBy(estate.network.interfaces.values(), (one) => one.instanceId);
    for (const one of estate.all('instance')) {
      const { IamInstanceProfile, MetadataOptions } = one.data;
      const own = interfaces.get(one.id) ?? [];
      if (IamInstanceProfile) {
        const id = IamInstanceProfile.Arn ?? IamInstanceProfile.Id ?? 'an instance profile';
        yield* judged(estate, withRole.id, one, own, any, `carries ${id.split('/').at(-1)}`, {
          id,
          text: `profile of ${one.id}`,
        });
      }
      if (MetadataOptions?.HttpEndpoint === 'enabled' && MetadataOptions.HttpTokens === 'optional')
        yield* judged(estate, imdsv1.id, one, own, web, 'answers requests to its metadata service without a token', {
          id: one.id,
          text: 'HttpEndpoint enabled, HttpTokens optional',
        });
    }
  },
});

function* judged(
  estate: Estate,
  rule: string,
  instance: Thing<'instance'>,
  interfaces: readonly Interface[],
  services: readonly Service[],
  what: string,
  proof: { id: string; text: string },
): Iterable<Said> {
  const all = interfaces.flatMap((one) => exposedOf(estate, one));
  const open = all
    .map((one): [Exposed, Traffic] => [one, ofServices(one.passes, services)])
    .find(([, traffic]) => worldliness(estate, traffic) !== 'listed');
  if (open) {
    const [{ address }, traffic] = open;
    const path = pathOf(estate, traffic[0]!);
    yield {
      rule,
      subject: instance,
      message: `The internet reaches ${instance.id} at ${describeAddresses(address)} on ${servicesText(traffic)}, and it ${what}.`,
      evidence: [{ kind: 'instance', ...proof }, ...evidenceOf(path)],
      path,
      fix: rule === imdsv1.id ? [requireTokens(instance)] : closing(path),
    };
    return;
  }
  const doubtful = all.flatMap((one) => ofServices(one.doubtful, services))[0];
  if (doubtful) yield { rule, subject: instance, unknown: unknownOf(pathOf(estate, doubtful)) };
}
