/** The metadata service: how far its answers go, and what new instances get where nobody says otherwise. */
import type { Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

const hops: Rule = {
  id: 'imds-hop-limit',
  title: 'The answers of the metadata service go further than the instance',
  severity: 'low',
  why:
    'With a hop limit of one a token never leaves the machine; with more, a container or a proxy on it gets the credentials of its role, too. It is said of instances whose ' +
    'metadata service is on and whose limit is more than one. Nodes of Kubernetes and ECS, by their tags or network interfaces, are left out: containers there may need two.',
  fix: 'Set the hop limit to one, unless containers on it ask for metadata.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
  needs: ['instance'],
};

const defaults: Rule = {
  id: 'imds-default-not-enforced',
  title: 'New instances may answer version 1 of the metadata service',
  severity: 'medium',
  why:
    'Whoever starts a machine without saying otherwise gets what its image says, which is mostly version 1 for old images. The account can require tokens by default in ' +
    'each Region. Medium where the account has an instance in the Region, info where it has none.',
  fix: 'Require tokens by default in every Region.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html',
  needs: ['instance', 'instance-metadata-defaults'],
};

export default family({
  rules: [hops, defaults],
  *check(estate) {
    const places = new Set<string>();
    for (const one of estate.all('instance')) {
      const { State, MetadataOptions } = one.data;
      if (State?.Name === 'terminated' || State?.Name === 'shutting-down') continue;
      places.add(`${one.account} ${one.region}`);
      const limit = MetadataOptions?.HttpPutResponseHopLimit ?? 1;
      if (limit > 1 && MetadataOptions?.HttpEndpoint === 'enabled' && !holdsContainers(one))
        yield { rule: hops.id, ...far(one, limit) };
    }
    for (const one of estate.all('instance-metadata-defaults')) {
      if (one.data.HttpTokens === 'required') continue;
      yield {
        rule: defaults.id,
        subject: one,
        severity: places.has(`${one.account} ${one.region}`) ? 'medium' : 'info',
        message: `New instances in ${one.region} need no tokens for their metadata unless somebody says so.`,
        evidence: [{ kind: one.kind, id: one.id, text: `HttpTokens ${one.data.HttpTokens ?? 'not set'}` }],
        fix: [
          run(
            one,
            `Require tokens of new instances in ${one.region}`,
            'ec2 modify-instance-metadata-defaults --http-tokens required',
            'resource "aws_ec2_instance_metadata_defaults" "this" {\n  http_tokens = "required"\n}',
          ),
        ],
      };
    }
  },
});

const far = (one: Thing<'instance'>, limit: number) => ({
  subject: one,
  message: `The metadata of ${one.id} can be asked for from ${limit} hops away.`,
  evidence: [{ kind: 'instance', id: one.id, text: `HttpPutResponseHopLimit ${limit}` }],
  fix: [
    run(
      one,
      `Keep the metadata of ${one.id} on the machine`,
      `ec2 modify-instance-metadata-options --instance-id ${one.id} --http-put-response-hop-limit 1`,
      settingsOf('aws_instance', one.id, { 'metadata_options.http_put_response_hop_limit': 1 }),
    ),
  ],
});

const clusters = /^(?:kubernetes\.io\/cluster\/|k8s\.io\/|eks:|aws:eks:|aws:ecs:|AmazonECSManaged|karpenter\.sh\/)/;

const holdsContainers = ({ data }: Thing<'instance'>): boolean =>
  (data.Tags ?? []).some(({ Key }) => clusters.test(Key ?? '')) ||
  (data.NetworkInterfaces ?? []).some(({ Description }) => Description?.startsWith('aws-K8S-'));
