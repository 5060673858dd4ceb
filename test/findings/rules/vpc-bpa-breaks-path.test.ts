import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const shut = (world: World, InternetGatewayBlockMode = 'block-ingress'): World =>
  world.add('block-public-access-options', 'options', { InternetGatewayBlockMode, State: 'update-complete' });

const only = (family: 4 | 6): World =>
  office().change('security-group', 'sg-web', (data) => {
    data.IpPermissions = data.IpPermissions.filter((one: { IpRanges?: unknown }) => (one.IpRanges ? 4 : 6) === family);
  });

test('a way in that only the switch shuts is found, over IPv4 and IPv6', () => {
  rule('vpc-bpa-breaks-path')
    .flags(shut(only(4)), {
      subject: 'eni-web',
      severity: 'high',
      key: 'IPv4',
      says: 'Block Public Access of account 111111111111 in eu-west-1 is block-ingress',
      fix: 'create-vpc-block-public-access-exclusion --subnet-id subnet-public',
    })
    .flags(shut(only(6), 'block-bidirectional'), { subject: 'eni-web', key: 'IPv6' });
});

test('with the switch off, an exclusion, or something else in the way it is not', () => {
  const excluded = shut(office()).add('block-public-access-exclusion', 'vpcbpa-exclude-1', {
    ExclusionId: 'vpcbpa-exclude-1',
    InternetGatewayExclusionMode: 'allow-bidirectional',
    ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a',
    State: 'create-complete',
  });
  rule('vpc-bpa-breaks-path').ignores(
    shut(office(), 'off'),
    excluded,
    shut(office().change('route-table', 'rtb-public', (data) => data.Routes.splice(2))),
    shut(office().change('network-acl', 'acl-public', { Entries: [] })),
    shut(office().change('security-group', 'sg-web', { IpPermissions: [] })),
  );
});

test('while the rest of the way is not known, neither is this', () => {
  rule('vpc-bpa-breaks-path')
    .cannotJudge(shut(office()).denied('network-acl'))
    .cannotJudge(shut(office()).denied('block-public-access-options'));
});
