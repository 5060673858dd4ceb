import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const set = (world: World, InternetGatewayBlockMode: string): World =>
  world.add('block-public-access-options', 'options', { InternetGatewayBlockMode, State: 'update-complete' });

/** The office without its web server: what is left goes out through gateways. */
const inner = (): World => office().remove('network-interface', 'eni-web');

test('where nothing needs the internet, an open switch is found', () => {
  rule('vpc-bpa-off')
    .flags(set(inner(), 'off'), {
      subject: 'options',
      severity: 'info',
      says: 'account 111111111111 in eu-west-1 is off',
      by: ['igw-a'],
      fix: '--internet-gateway-block-mode block-ingress',
    })
    .ignores(
      set(inner(), 'block-ingress'),
      set(office(), 'off'),
      set(office().change('network-interface', 'eni-web', { Ipv6Addresses: [] }), 'off'),
      set(
        office().change('network-interface', 'eni-web', (data) => {
          data.Association = data.PrivateIpAddresses[0].Association = undefined;
        }),
        'off',
      ),
      set(inner().change('internet-gateway', 'igw-a', { Attachments: [] }), 'off'),
    )
    .cannotJudge(set(inner(), 'off').denied('network-interface'));
});

const excluding = (id: string, mode = 'allow-bidirectional', State = 'create-complete', world = office()): World =>
  world.add('block-public-access-exclusion', 'vpcbpa-exclude-1', {
    ExclusionId: 'vpcbpa-exclude-1',
    InternetGatewayExclusionMode: mode,
    ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:${id.split('-')[0]}/${id}`,
    State,
  });

test('an exclusion in both directions is found, the graver if something inside is reached', () => {
  const open = () =>
    office().change('security-group', 'sg-web', (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    );
  rule('vpc-bpa-exclusion')
    .flags(set(excluding('vpc-a'), 'block-bidirectional'), {
      subject: 'vpcbpa-exclude-1',
      severity: 'medium',
      fix: 'allow-egress',
    })
    .flags(set(excluding('subnet-public', 'allow-bidirectional', 'update-complete', open()), 'block-ingress'), {
      subject: 'vpcbpa-exclude-1',
      severity: 'high',
      fix: 'delete-vpc-block-public-access-exclusion --exclusion-id vpcbpa-exclude-1',
    })
    .flags(set(excluding('subnet-private', 'allow-bidirectional', 'create-complete', open()), 'block-ingress'), {
      subject: 'vpcbpa-exclude-1',
      severity: 'medium',
    });
});

test('one for egress alone, one that is gone, and one while the switch is off change nothing', () => {
  rule('vpc-bpa-exclusion')
    .ignores(
      set(excluding('vpc-a', 'allow-egress'), 'block-bidirectional'),
      set(excluding('vpc-a', 'allow-bidirectional', 'delete-in-progress'), 'block-bidirectional'),
      set(excluding('vpc-a'), 'off'),
    )
    .cannotJudge(set(excluding('vpc-a'), 'block-bidirectional').denied('block-public-access-options'));
});
