import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('a route to something that is gone is found, over IPv4, IPv6 and a prefix list', () => {
  rule('route-blackhole')
    .flags(office().route('rtb-private', '192.168.0.0/16 pcx-gone blackhole'), {
      subject: 'rtb-private',
      severity: 'high',
      key: '192.168.0.0/16',
      says: 'pcx-gone, which is gone: what its 2 interfaces',
      fix: 'delete-route --route-table-id rtb-private --destination-cidr-block 192.168.0.0/16',
    })
    .flags(office().route('rtb-private', '2600:b::/56 pcx-gone blackhole'), {
      subject: 'rtb-private',
      fix: '--destination-ipv6-cidr-block',
    })
    .flags(office().prefixList('pl-1', ['192.168.0.0/16']).route('rtb-private', 'pl-1 tgw-gone blackhole'), {
      subject: 'rtb-private',
      key: 'pl-1',
      fix: '--destination-prefix-list-id pl-1',
    });
});

test('where no interface sends by the table nothing is lost', () => {
  const spare = office().table('rtb-spare', 'vpc-a', [], ['10.0.0.0/16 local', '0.0.0.0/0 nat-gone blackhole']);
  rule('route-blackhole').flags(spare, { subject: 'rtb-spare', severity: 'low' }).ignores(office());
});
