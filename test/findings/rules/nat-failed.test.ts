import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const failed = (more: object = {}) =>
  office().change('nat-gateway', 'nat-a', {
    State: 'failed',
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: 'Network vpc-a has no internet gateway attached.',
    ...more,
  });

test('a gateway that has failed is found, with the reason and the routes that lead to it', () => {
  rule('nat-failed')
    .flags(failed(), { subject: 'nat-a', severity: 'high', says: 'has no internet gateway attached.', by: ['rtb-private'] })
    .flags(failed({ FailureMessage: undefined }), { subject: 'nat-a', says: 'Gateway.NotAttached' })
    .ignores(office(), failed({ State: 'deleting' }))
    .cannotJudge(failed().denied('nat-gateway'));
});
