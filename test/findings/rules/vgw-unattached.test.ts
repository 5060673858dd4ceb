import { test } from 'vitest';
import { hybrid } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const lone = () => hybrid().change('vpn-gateway', 'vgw-a', { VpcAttachments: [{ VpcId: 'vpc-a', State: 'detached' }] });

test('a gateway without a VPC is found, with the connections that end at it', () => {
  rule('vgw-unattached')
    .flags(lone(), { subject: 'vgw-a', severity: 'low', says: 'vpn-1', by: ['vpn-1'] })
    .flags(lone().remove('vpn-connection', 'vpn-1'), { subject: 'vgw-a', fix: 'delete-vpn-gateway' })
    .ignores(hybrid(), lone().change('vpn-gateway', 'vgw-a', { State: 'deleted' }))
    .cannotJudge(lone().denied('vpn-gateway'));
});
