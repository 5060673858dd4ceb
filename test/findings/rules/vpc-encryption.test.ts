import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const control = (Mode: string, ResourceExclusions: object = {}, State = 'available') =>
  office().add('vpc-encryption-control', 'vpcec-1', {
    VpcEncryptionControlId: 'vpcec-1',
    VpcId: 'vpc-a',
    Mode,
    State,
    ResourceExclusions,
  });

test('a VPC in use that does not enforce encryption is told', () => {
  rule('vpc-encryption-control-off')
    .flags(office(), {
      subject: 'vpc-a',
      severity: 'info',
      says: 'it has no encryption control',
      fix: 'create-vpc-encryption-control',
    })
    .flags(control('monitor'), { subject: 'vpc-a', says: 'vpcec-1 only monitors', fix: '--mode enforce' })
    .flags(control('enforce', {}, 'deleted'), 'vpc-a')
    .ignores(control('enforce'), new World().vpc('vpc-a', '10.0.0.0/16'))
    .cannotJudge(office().denied('vpc-encryption-control'));
});

test('what is left out of enforced encryption is found', () => {
  const left = { NatGateway: { State: 'enabled' }, InternetGateway: { State: 'enabled' }, Lambda: { State: 'disabled' } };
  rule('vpc-encryption-exclusions')
    .flags(control('enforce', left), {
      subject: 'vpcec-1',
      severity: 'medium',
      says: 'in vpc-a, but not for InternetGateway, NatGateway.',
      fix: '--nat-gateway-exclusion disable',
    })
    .ignores(control('monitor', left), control('enforce', { Lambda: { State: 'disabled' } }), office())
    .cannotJudge(control('enforce', left).denied('vpc-encryption-control'));
});
