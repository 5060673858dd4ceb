import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const groups = (count: number) => {
  const ids = Array.from({ length: count }, (_, at) => `sg-${at}`);
  const world = office().change('network-interface', 'eni-web', { Groups: ids.map((GroupId) => ({ GroupId })) });
  for (const id of ids) world.group(id, 'vpc-a', []);
  return world;
};
const quota = (Value: number) =>
  groups(5).add('service-quota', 'vpc/L-2AFB9258', { QuotaCode: 'L-2AFB9258', Value }, { parent: 'vpc' });

test('an interface with as many groups as the quota allows is told', () => {
  rule('eni-sg-quota')
    .flags(groups(5), { subject: 'eni-web', severity: 'info', says: 'has 5 security groups, and may have 5', by: ['sg-4'] })
    .flags(quota(5), 'eni-web')
    .ignores(groups(4), quota(10))
    .cannotJudge(groups(5).denied('service-quota'));
});

test('a timeout below that of gateways is told', () => {
  const after = (TcpEstablishedTimeout?: number) =>
    office().change('network-interface', 'eni-app', {
      ConnectionTrackingConfiguration: { TcpEstablishedTimeout, UdpTimeout: 30 },
    });
  rule('eni-connection-tracking')
    .flags(after(60), {
      subject: 'eni-app',
      severity: 'info',
      says: 'after 60 seconds',
      fix: '--connection-tracking-specification TcpEstablishedTimeout=350',
    })
    .ignores(office(), after(350), after(432_000), after())
    .cannotJudge(after(60).denied('network-interface'));
});
