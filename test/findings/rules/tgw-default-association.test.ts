import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const usual = (options: object = {}) =>
  transit().change('transit-gateway', 'tgw-1', {
    Options: {
      DefaultRouteTableAssociation: 'enable',
      DefaultRouteTablePropagation: 'enable',
      AssociationDefaultRouteTableId: 'tgw-rtb-1',
      PropagationDefaultRouteTableId: 'tgw-rtb-1',
      ...options,
    },
  });
const tagged = (a: string, b: string, options: object = {}) =>
  usual(options)
    .change('vpc', 'vpc-a', { Tags: [{ Key: 'Environment', Value: a }] })
    .change('vpc', 'vpc-b', { Tags: [{ Key: 'env', Value: b }] });
const ofOther = (world = usual()) => world.change('transit-gateway-attachment', 'att-b', { ResourceOwnerId: '999999999999' });

test('a default table for two environments, or for two accounts, is found', () => {
  rule('tgw-default-association')
    .flags(tagged('prod', 'dev'), {
      subject: 'tgw-1',
      severity: 'medium',
      says: 'environments dev, prod, and puts every new attachment into tgw-rtb-1',
      by: ['DefaultRouteTableAssociation = enable, DefaultRouteTablePropagation = enable', 'att-a', 'att-b'],
      fix: '--options DefaultRouteTableAssociation=disable,DefaultRouteTablePropagation=disable',
    })
    .flags(ofOther(), { subject: 'tgw-1', says: 'accounts 111111111111, 999999999999' });
});

test('either switch is enough', () => {
  rule('tgw-default-association').flags(tagged('prod', 'dev', { DefaultRouteTableAssociation: 'disable' }), {
    subject: 'tgw-1',
    fix: /--options DefaultRouteTablePropagation=disable/,
  });
});

test('one environment of one account, or both switches off, are fine', () => {
  rule('tgw-default-association').ignores(
    usual(),
    tagged('prod', 'prod'),
    tagged('prod', 'dev', { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' }),
    ofOther().change('transit-gateway-attachment', 'att-b', { State: 'deleted' }),
  );
});

test('of VPCs that nobody sees the environment is not known', () => {
  rule('tgw-default-association')
    .cannotJudge(tagged('prod', 'dev').remove('vpc', 'vpc-b'), 'tgw-1')
    .cannotJudge(tagged('prod', 'dev').denied('transit-gateway-attachment'));
});
