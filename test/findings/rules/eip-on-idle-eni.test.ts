import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const address = (Status: string) =>
  office().change('network-interface', 'eni-web', { Status }).add('elastic-ip', 'eipalloc-1', {
    AllocationId: 'eipalloc-1',
    PublicIp: '203.0.113.10',
    PrivateIpAddress: '10.0.1.10',
    NetworkInterfaceId: 'eni-web',
    AssociationId: 'eipassoc-1',
  });

test('an address on an interface that nothing has is found', () => {
  rule('eip-on-idle-eni')
    .flags(address('available'), {
      subject: 'eipalloc-1',
      severity: 'low',
      says: '203.0.113.10',
      by: ['eni-web'],
      fix: /disassociate-address .*eipassoc-1/,
    })
    .flags(address('available'), { subject: 'eipalloc-1', fix: 'release-address' })
    .ignores(address('in-use'), office())
    .cannotJudge(address('available').denied('network-interface'));
});
