import { test } from 'vitest';
import { twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const peering = (Code: string, more: object = {}) =>
  twoOffices().peering('pcx-ab', 'vpc-a', 'vpc-b', { Status: { Code, Message: 'As AWS says.' }, ...more });
const waiting = (ExpirationTime: string | undefined) => peering('pending-acceptance', { ExpirationTime });

test('a request that lapsed, failed or was turned away is found, with the reason', () => {
  for (const code of ['expired', 'failed', 'rejected'])
    rule('pcx-not-active').flags(peering(code), {
      subject: 'pcx-ab',
      severity: 'low',
      says: `pcx-ab from vpc-a to vpc-b is ${code}: As AWS says.`,
    });
});

test('a request that waits too long is found', () => {
  const stranger = waiting('2020-01-01T00:00:00.000Z').change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.AccepterVpcInfo = { OwnerId: '999999999999' };
  });
  rule('pcx-not-active')
    .flags(waiting('2020-01-01T00:00:00.000Z'), {
      subject: 'pcx-ab',
      says: 'still waiting',
      fix: 'accept-vpc-peering-connection --vpc-peering-connection-id pcx-ab',
    })
    .flags(stranger, { subject: 'pcx-ab', says: 'a VPC of 999999999999', fix: 'delete-vpc-peering-connection' })
    .ignores(waiting('2999-01-01T00:00:00.000Z'))
    .cannotJudge(waiting(undefined), 'pcx-ab');
});

test('an active one, one that comes and one that was deleted are fine', () => {
  rule('pcx-not-active')
    .ignores(twoOffices(), peering('active'), peering('provisioning'), peering('deleted'))
    .cannotJudge(peering('failed').denied('vpc-peering-connection'));
});
