/** Instances that hand out their credentials to whoever can make them send a request. */
import { requireTokens } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'imds-v1-allowed',
  title: 'An instance answers version 1 of the metadata service',
  severity: 'medium',
  why:
    'A flaw that makes a program on it fetch a URL is enough to read the credentials of its role. Version 2 asks for a token first, which ' +
    'such a flaw cannot get. Instances that are shutting down or gone are left out.',
  fix: 'Require tokens (HttpTokens=required), after a look at the metric MetadataNoToken for who still asks without.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  needs: ['instance'],
  maps: { fsbp: ['EC2.8'], cis: ['5.7'] },
  *check(estate) {
    for (const one of estate.all('instance')) {
      const { State, MetadataOptions } = one.data;
      if (State?.Name === 'terminated' || State?.Name === 'shutting-down') continue;
      if (MetadataOptions?.HttpEndpoint !== 'enabled' || MetadataOptions.HttpTokens !== 'optional') continue;
      yield {
        subject: one,
        message: `${one.id} answers requests to its metadata service without a token.`,
        evidence: [{ kind: 'instance', id: one.id, text: 'HttpEndpoint enabled, HttpTokens optional' }],
        fix: [requireTokens(one)],
      };
    }
  },
});
