import { test } from 'vitest';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const STRANGER = '999999999999';

const foreign = (Code: string, side = 'AccepterVpcInfo') =>
  peered().change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.Status = { Code };
    data[side].OwnerId = STRANGER;
  });

test('a peering with a stranger is found, whoever asked', () => {
  rule('pcx-cross-account-untrusted')
    .flags(foreign('active'), {
      subject: 'pcx-ab',
      severity: 'high',
      key: STRANGER,
      says: `pcx-ab joins vpc-a with vpc-b of account ${STRANGER}`,
      fix: 'delete-vpc-peering-connection',
    })
    .flags(foreign('active', 'RequesterVpcInfo'), { subject: 'pcx-ab', says: `vpc-b with vpc-a of account ${STRANGER}` })
    .flags(foreign('pending-acceptance'), { subject: 'pcx-ab', severity: 'medium', says: '(pending-acceptance)' });
});

test('own and trusted accounts, and what is over, are fine', () => {
  rule('pcx-cross-account-untrusted')
    .ignores(peered(), foreign('deleted'), foreign('rejected'))
    .cannotJudge(foreign('active').denied('vpc-peering-connection'))
    .where({ trustedAccounts: [STRANGER] })
    .ignores(foreign('active'));
});
