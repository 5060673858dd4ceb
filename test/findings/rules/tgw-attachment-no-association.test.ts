import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';
const loose = (more: object = {}) => transit().change('transit-gateway-attachment', 'att-b', { Association: undefined, ...more });

test('an attachment without a table is found, and gets the one that its peers have', () => {
  rule('tgw-attachment-no-association').flags(loose().transitTable('tgw-rtb-0', 'tgw-1', []), {
    subject: 'att-b',
    severity: 'high',
    says: 'att-b (vpc vpc-b) is associated with no route table of tgw-1',
    fix: 'associate-transit-gateway-route-table --transit-gateway-route-table-id tgw-rtb-1 --transit-gateway-attachment-id att-b',
  });
});

test('what other accounts attach is found at the gateway, which alone sees the tables', () => {
  rule('tgw-attachment-no-association').flags(loose({ ResourceOwnerId: OTHER }), {
    subject: 'att-b',
    key: 'att-b',
    by: [`vpc vpc-b of account ${OTHER}, available`],
  });
});

test('the default table of the gateway comes first', () => {
  const world = loose().transitTable('tgw-rtb-0', 'tgw-1', []);
  world.change('transit-gateway-route-table', 'tgw-rtb-0', { DefaultAssociationRouteTable: true });
  rule('tgw-attachment-no-association').flags(world, { subject: 'att-b', fix: '--transit-gateway-route-table-id tgw-rtb-0' });
});

test('an attachment with a table, on its way to one, with a policy table, or that is not up, is fine', () => {
  const associated = loose().add(
    'transit-gateway-association',
    'tgw-rtb-1/att-b',
    { TransitGatewayAttachmentId: 'att-b', State: 'associated' },
    { parent: 'tgw-rtb-1' },
  );
  const byPolicy = loose().add(
    'transit-gateway-policy-table-association',
    'tgw-ptb-1/att-b',
    { TransitGatewayAttachmentId: 'att-b', State: 'associated' },
    { parent: 'tgw-ptb-1' },
  );
  rule('tgw-attachment-no-association').ignores(
    transit(),
    associated,
    byPolicy,
    loose({ Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associating' } }),
    loose({ State: 'pendingAcceptance' }),
  );
});

test('who only owns the VPC does not see the tables', () => {
  const guest = loose({ TransitGatewayOwnerId: OTHER }).change('transit-gateway', 'tgw-1', { OwnerId: OTHER });
  rule('tgw-attachment-no-association')
    .cannotJudge(guest, 'att-b')
    .cannotJudge(loose().denied('transit-gateway-association'))
    .cannotJudge(loose().denied('transit-gateway-policy-table-association'));
});

test('where the owner of the gateway could not be asked, the owner of the VPC does not speak in its place', () => {
  const seenByGuest = transit();
  const { Association, ...seen } = seenByGuest.of('transit-gateway-attachment', 'att-b');
  seenByGuest.denied('transit-gateway-attachment').add('transit-gateway-attachment', 'att-b', seen, { account: OTHER });
  rule('tgw-attachment-no-association').cannotJudge(seenByGuest);
});
