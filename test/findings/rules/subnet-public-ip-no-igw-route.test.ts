import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const giving = (subnet: string) => office().change('subnet', subnet, { MapPublicIpOnLaunch: true });

test('a subnet that gives out public addresses and leads elsewhere or nowhere is found', () => {
  rule('subnet-public-ip-no-igw-route')
    .flags(giving('subnet-private'), {
      subject: 'subnet-private',
      severity: 'medium',
      says: 'goes to nat-a',
      fix: 'modify-subnet-attribute --subnet-id subnet-private --no-map-public-ip-on-launch',
    })
    .flags(giving('subnet-other'), { subject: 'subnet-other', says: 'nothing of it leads to the internet' })
    .flags(
      giving('subnet-public').change('route-table', 'rtb-public', (data) => {
        data.Routes[2].State = 'blackhole';
      }),
      'subnet-public',
    );
});

test('with a route to an internet gateway or a firewall, or without public addresses, it is fine', () => {
  rule('subnet-public-ip-no-igw-route').ignores(
    office(),
    giving('subnet-public'),
    giving('subnet-other').route('rtb-main', '0.0.0.0/0 vpce-firewall'),
    giving('subnet-other').route('rtb-main', '0.0.0.0/1 igw-a', '128.0.0.0/1 igw-a'),
  );
});

test('without the tables nobody knows', () => {
  rule('subnet-public-ip-no-igw-route').cannotJudge(giving('subnet-other').denied('route-table'));
});
