import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** A firewall machine of one's own, to which the second zone sends. */
const appliance = (destination = '0.0.0.0/0', check = false, state = 'running') =>
  office()
    .eni('eni-wall', 'subnet-public', '10.0.1.30', ['sg-app'], { SourceDestCheck: check })
    .instance('i-wall', 'eni-wall', state)
    .route('rtb-main', `${destination} eni-wall`);

test('a route to a machine that checks its packets is found, over IPv4, IPv6 and from a gateway', () => {
  rule('route-eni-target-srcdst-check')
    .flags(appliance('0.0.0.0/0', true), {
      subject: 'rtb-main',
      severity: 'high',
      key: 'eni-wall',
      by: ['0.0.0.0/0 → eni-wall'],
      fix: 'modify-network-interface-attribute --network-interface-id eni-wall --no-source-dest-check',
    })
    .flags(appliance('::/0', true), { subject: 'rtb-main', says: 'sends ::/0 to eni-wall' })
    .flags(
      appliance('0.0.0.0/0', true)
        .change('route-table', 'rtb-main', (data) => data.Routes.pop())
        .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.3.0/24 eni-wall']),
      'rtb-edge',
    );
});

test('a machine that does not check passes packets on', () => {
  rule('route-eni-target-srcdst-check').ignores(office(), appliance());
});

test('a route to a machine that does not run, or to an interface of nobody, is found', () => {
  rule('route-eni-target-down')
    .flags(appliance('0.0.0.0/0', false, 'stopped'), {
      subject: 'rtb-main',
      severity: 'high',
      says: 'the interface of i-wall, which is stopped',
      fix: 'start-instances --instance-ids i-wall',
    })
    .flags(appliance('::/0').change('network-interface', 'eni-wall', { Status: 'available', Attachment: undefined }), {
      subject: 'rtb-main',
      says: 'attached to nothing',
    });
});

test('a route to a machine that runs or is about to, or to an interface of a service, is fine', () => {
  rule('route-eni-target-down').ignores(
    appliance(),
    appliance('0.0.0.0/0', false, 'pending'),
    appliance().change('network-interface', 'eni-wall', { Attachment: { InstanceOwnerId: 'amazon-aws' } }),
  );
});

test('of what is not in the snapshot nobody knows', () => {
  rule('route-eni-target-down').cannotJudge(appliance().remove('instance', 'i-wall'), 'rtb-main');
  rule('route-eni-target-srcdst-check').cannotJudge(appliance().remove('network-interface', 'eni-wall'), 'rtb-main');
});
