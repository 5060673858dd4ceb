import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const attachment = (State: string) =>
  transit().change('transit-gateway-attachment', 'att-a', { State }).change('transit-gateway-vpc-attachment', 'att-a', { State });
const detached = () => transit().remove('transit-gateway-attachment', 'att-a').remove('transit-gateway-vpc-attachment', 'att-a');

test('routes to a gateway without an attachment are found, and with one that does not work', () => {
  rule('route-to-tgw-without-attachment')
    .flags(detached(), {
      subject: 'rtb-private',
      severity: 'critical',
      key: 'tgw-1',
      says: 'which vpc-a is not attached to: what subnet-private sends there is lost',
      by: ['10.1.0.0/16 → tgw-1', '2600:b::/56 → tgw-1'],
      fix: 'delete-route --route-table-id rtb-private --destination-ipv6-cidr-block 2600:b::/56',
    })
    .flags(attachment('pendingAcceptance'), { subject: 'rtb-private', says: 'is pendingAcceptance' });
});

test('with an attachment, or in a table that no subnet uses, they are fine', () => {
  rule('route-to-tgw-without-attachment').ignores(
    transit(),
    attachment('modifying'),
    transit().table('rtb-spare', 'vpc-a', [], ['10.1.0.0/16 tgw-2']),
  );
});

test('without the attachments nobody knows', () => {
  rule('route-to-tgw-without-attachment').cannotJudge(transit().denied('transit-gateway-vpc-attachment'));
});
