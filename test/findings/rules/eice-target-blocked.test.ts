import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** An endpoint in the other zone, and an instance in the private subnet whose group has these rules. */
const door = (ingress: string[], more: object = {}, egress = ['-1 0.0.0.0/0', '-1 ::/0']): World =>
  office()
    .group('sg-eice', 'vpc-a', [], egress)
    .eni('eni-eice-1', 'subnet-other', '10.0.3.70', ['sg-eice'], { ipv6: '2600:a:0:3::70' })
    .add('instance-connect-endpoint', 'eice-1', {
      VpcId: 'vpc-a',
      State: 'create-complete',
      NetworkInterfaceIds: ['eni-eice-1'],
      SecurityGroupIds: ['sg-eice'],
      ...more,
    })
    .instance('i-app', 'eni-app')
    .remove('security-group', 'sg-app')
    .group('sg-app', 'vpc-a', ingress);

test('an endpoint that no instance lets in is found', () => {
  rule('eice-target-blocked')
    .flags(door(['tcp 443 0.0.0.0/0']), {
      subject: 'eice-1',
      severity: 'medium',
      says: 'eice-1 reaches no instance of vpc-a on port 22 or 3389',
      fix: /authorize-security-group-ingress --group-id sg-app.*sg-eice/,
    })
    .flags(door(['tcp 22 sg-eice'], {}, []), { subject: 'eice-1', by: ['sg-eice'] })
    .flags(door(['-1 0.0.0.0/0']).change('network-acl', 'acl-private', { Entries: [] }), {
      subject: 'eice-1',
      by: ['acl-private'],
    });
});

test('one instance that lets it in is enough: by group, by address of either family, for SSH or RDP', () => {
  rule('eice-target-blocked').ignores(
    office(),
    door(['tcp 22 sg-eice']),
    door(['tcp 3389 10.0.3.70/32']),
    door(['tcp 22 2600:a:0:3::/64']),
    door([])
      .instance('i-other', 'eni-app2')
      .change('network-interface', 'eni-app2', { Groups: [{ GroupId: 'sg-open' }] })
      .group('sg-open', 'vpc-a', ['tcp 22 sg-eice']),
    door([]).change('instance', 'i-app', { State: { Name: 'stopped' } }),
    door([], { State: 'create-failed' }),
  );
});

test('an endpoint that keeps the client’s address reaches instances that let clients in', () => {
  const keeps = { PreserveClientIp: true };
  rule('eice-target-blocked')
    .ignores(
      door(['tcp 22 198.51.100.0/24'], keeps),
      door(['tcp 22 0.0.0.0/0'], keeps),
      door(['tcp 22 pl-1'], keeps).prefixList('pl-1', ['198.51.100.7/32']),
    )
    .flags(door(['tcp 22 198.51.100.0/24']), 'eice-1')
    .flags(door(['tcp 443 198.51.100.0/24'], keeps), 'eice-1');
});

test('what is not known leaves it open', () => {
  rule('eice-target-blocked')
    .cannotJudge(
      door(['tcp 22 pl-1'])
        .prefixList('pl-1', [])
        .denied('prefix-list-entry', { parents: ['pl-1'] }),
      'eice-1',
    )
    .cannotJudge(door([]).remove('network-interface', 'eni-eice-1'), 'eice-1')
    .cannotJudge(door([]).denied('security-group'));
});
