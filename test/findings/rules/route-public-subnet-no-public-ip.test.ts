import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const hidden = (more: Record<string, unknown> = {}) =>
  office().eni('eni-hidden', 'subnet-public', '10.0.1.20', ['sg-web'], { ipv6: '2600:a:0:1::20', ...more });

test('an interface in a public subnet without a public address is found, whatever its IPv6 does', () => {
  rule('route-public-subnet-no-public-ip')
    .flags(hidden(), {
      subject: 'eni-hidden',
      severity: 'medium',
      says: '10.0.1.20 in subnet-public sends to the internet by igw-a',
      by: ['0.0.0.0/0 → igw-a', 'no public address'],
      fix: 'allocate-address',
    })
    .flags(
      hidden({
        InterfaceType: 'lambda',
        RequesterManaged: true,
        Description: 'AWS Lambda VPC ENI-f-01234567-89ab-cdef-0123-456789abcdef',
      }),
      'eni-hidden',
    );
});

test('a public address on any of its own, another way out, and what only answers are fine', () => {
  rule('route-public-subnet-no-public-ip').ignores(
    office(),
    hidden({ Status: 'available' }),
    hidden({ InterfaceType: 'network_load_balancer' }),
    hidden({ Description: 'RDSNetworkInterface', RequesterManaged: true }),
    hidden({ Description: 'ELB app/shop/0123456789abcdef', RequesterManaged: true }),
    hidden({ RequesterManaged: true, Description: 'something of AWS' }),
    hidden().change('route-table', 'rtb-public', (data) => {
      data.Routes[2].State = 'blackhole';
    }),
  );
});

test('without the tables nobody knows', () => {
  rule('route-public-subnet-no-public-ip').cannotJudge(hidden().denied('route-table'));
});
