import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const hops = (HttpPutResponseHopLimit: number, more: object = {}) =>
  office()
    .instance('i-app', 'eni-app')
    .change('instance', 'i-app', { MetadataOptions: { HttpEndpoint: 'enabled', HttpPutResponseHopLimit }, ...more });

test('answers that go further than the machine are found, but for nodes of clusters', () => {
  rule('imds-hop-limit')
    .flags(hops(2), {
      subject: 'i-app',
      severity: 'low',
      says: 'from 2 hops away',
      fix: '--http-put-response-hop-limit 1',
    })
    .ignores(
      hops(1),
      hops(2, { MetadataOptions: { HttpEndpoint: 'disabled', HttpPutResponseHopLimit: 2 } }),
      hops(2, { Tags: [{ Key: 'kubernetes.io/cluster/prod', Value: 'owned' }] }),
      hops(2, { NetworkInterfaces: [{ Description: 'aws-K8S-i-app' }] }),
      hops(2, { State: { Name: 'terminated' } }),
    )
    .cannotJudge(hops(2).denied('instance'));
});

test('a Region whose new machines need no tokens is found, the graver where there are machines', () => {
  const set = (HttpTokens?: string) => office().add('instance-metadata-defaults', 'defaults', { HttpTokens });
  rule('imds-default-not-enforced')
    .flags(set().instance('i-app', 'eni-app'), {
      subject: 'defaults',
      severity: 'medium',
      says: 'in eu-west-1',
      fix: 'modify-instance-metadata-defaults --http-tokens required',
    })
    .flags(set('optional'), { subject: 'defaults', severity: 'info' })
    .ignores(set('required'))
    .cannotJudge(set().denied('instance-metadata-defaults'));
});
