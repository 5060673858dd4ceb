import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const answering = (MetadataOptions: object, state = 'running') =>
  office().instance('i-1', 'eni-web', state).change('instance', 'i-1', { MetadataOptions });
const version1 = { HttpEndpoint: 'enabled', HttpTokens: 'optional' };

test('an instance that answers without a token is found, also while it is stopped', () => {
  rule('imds-v1-allowed')
    .flags(answering(version1), { subject: 'i-1', severity: 'medium', fix: '--http-tokens required' })
    .flags(answering(version1, 'stopped'), 'i-1')
    .ignores(
      answering({ HttpEndpoint: 'enabled', HttpTokens: 'required' }),
      answering({ HttpEndpoint: 'disabled', HttpTokens: 'optional' }),
      answering(version1, 'terminated'),
    )
    .cannotJudge(answering(version1).denied('instance'));
});
