import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The interface wears one group, which lets this out. */
const letting = (eni: string, ...egress: string[]) => {
  const world = office().group('sg-x', 'vpc-a', [], egress);
  for (const id of ['eni-web', 'eni-app', 'eni-app2', 'eni-db'])
    world.change('network-interface', id, { Groups: id === eni ? [{ GroupId: 'sg-x' }] : [] });
  return world;
};

test('a group that lets everything out is found, over IPv4 and IPv6', () => {
  rule('sg-egress-all')
    .flags(letting('eni-web', '-1 0.0.0.0/0', '-1 ::/0'), {
      subject: 'sg-x',
      severity: 'info',
      by: ['all traffic to 0.0.0.0/0', 'all traffic to ::/0'],
      fix: 'revoke-security-group-egress --group-id sg-x',
    })
    .flags(letting('eni-app', '-1 ::/0'), { subject: 'sg-x', severity: 'info' });
});

test('on a database, and where nothing leads out, it is medium', () => {
  const database = letting('eni-app', '-1 0.0.0.0/0').change('network-interface', 'eni-app', {
    Description: 'RDSNetworkInterface',
  });
  rule('sg-egress-all')
    .flags(letting('eni-db', '-1 0.0.0.0/0'), {
      subject: 'sg-x',
      severity: 'medium',
      says: 'eni-db, which wears it, is in subnet-other',
    })
    .flags(database, { subject: 'sg-x', severity: 'medium', says: 'is of a database' });
});

test('what lets out less, or is worn by nothing, is left alone', () => {
  rule('sg-egress-all')
    .ignores(letting('eni-web', 'tcp 443 0.0.0.0/0', '-1 10.0.0.0/8', '-1 sg-x'), letting('none', '-1 0.0.0.0/0'))
    .cannotJudge(letting('eni-web', '-1 0.0.0.0/0').denied('network-interface'));
});
