import { test } from 'vitest';
import { fronted } from '../../reach/fronted.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const managed = (Description: string, more: object = {}) =>
  office().eni('eni-x', 'subnet-private', '10.0.2.30', [], { RequesterManaged: true, Description, ...more });

test('an interface of something that is gone is found', () => {
  rule('eni-orphan-managed')
    .flags(managed('VPC Endpoint Interface vpce-0123456789abcdef0'), {
      subject: 'eni-x',
      severity: 'low',
      says: 'was made for vpce-0123456789abcdef0, which is gone',
      fix: 'delete-network-interface',
    })
    .flags(managed('ELB app/gone/50dc6c495c0c9188', { ipv6: '2600:a:0:2::30' }), 'eni-x')
    .flags(managed('Interface for NAT Gateway nat-0123456789abcdef0', { InterfaceType: 'nat_gateway' }), 'eni-x');
});

test('what is there, what no scan lists, and one’s own interfaces are something else', () => {
  rule('eni-orphan-managed')
    .ignores(
      office(),
      managed('AWS Lambda VPC ENI-f-01234567-89ab-cdef-0123-456789abcdef'),
      managed('RDSNetworkInterface'),
      managed('VPC Endpoint Interface vpce-0123456789abcdef0', { RequesterManaged: false }),
      fronted().change('network-interface', 'eni-front', { RequesterManaged: true }),
    )
    .cannotJudge(managed('VPC Endpoint Interface vpce-0123456789abcdef0').denied('vpc-endpoint'));
});
