import { test } from 'vitest';
import { ACCOUNT } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const STRANGER = '999999999999';

const service = (more: object = {}, ...principals: string[]) => {
  const ServiceId = 'vpce-svc-1';
  const world = office().add('endpoint-service', ServiceId, {
    ServiceId,
    ServiceState: 'Available',
    AcceptanceRequired: false,
    ...more,
  });
  for (const Principal of principals)
    world.add('endpoint-service-permission', `${ServiceId}/${Principal}`, { Principal }, { parent: ServiceId });
  return world;
};

test('a service that accepts by itself is found', () => {
  rule('vpces-auto-accept')
    .flags(service(), { subject: 'vpce-svc-1', severity: 'medium', fix: '--service-id vpce-svc-1 --acceptance-required' })
    .ignores(office(), service({ AcceptanceRequired: true }), service({ ServiceState: 'Deleting' }))
    .cannotJudge(service().denied('endpoint-service'));
});

test('a service that everybody may ask for, or a stranger, is found', () => {
  const root = `arn:aws:iam::${STRANGER}:root`;
  rule('vpces-open-principals')
    .flags(
      service({}, '*', root, `arn:aws:iam::${ACCOUNT}:root`),
      { subject: 'vpce-svc-1', severity: 'high', key: '*', says: 'permits everybody', fix: "--remove-allowed-principals '*'" },
      { subject: 'vpce-svc-1', severity: 'high', key: root, says: `account ${STRANGER}` },
    )
    .flags(service({ AcceptanceRequired: true }, '*'), { subject: 'vpce-svc-1', severity: 'medium', says: 'is accepted' });
});

test('own accounts and trusted ones may ask', () => {
  rule('vpces-open-principals')
    .ignores(
      service(),
      service({}, `arn:aws:iam::${ACCOUNT}:role/consumer`, 'cloudfront.amazonaws.com'),
      service({ ServiceState: 'Deleted' }, '*'),
    )
    .where({ trustedAccounts: [STRANGER] })
    .ignores(service({}, `arn:aws:iam::${STRANGER}:root`));
});

test('of a service whose list could not be read nothing is said', () => {
  rule('vpces-open-principals')
    .cannotJudge(service({}, '*').denied('endpoint-service-permission'))
    .cannotJudge(service({}, '*').denied('endpoint-service-permission', { parents: ['vpce-svc-1'] }), 'vpce-svc-1');
});
