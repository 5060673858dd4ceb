import { test } from 'vitest';
import { ACCOUNT } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const STRANGER = '999999999999';
const all = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

const door = (Statement: object | object[] | string, more: object = {}) =>
  office().add('vpc-endpoint', 'vpce-1', {
    VpcEndpointId: 'vpce-1',
    VpcId: 'vpc-a',
    VpcEndpointType: 'Gateway',
    ServiceName: 'com.amazonaws.eu-west-1.s3',
    PolicyDocument: typeof Statement === 'string' ? Statement : JSON.stringify({ Version: '2008-10-17', Statement }),
    ...more,
  });

const where = (operator: string, key: string, value: string | string[]) => ({
  ...all,
  Condition: { [operator]: { [key]: value } },
});
const except = (operator: string, key: string, value: string) => [all, { ...where(operator, key, value), Effect: 'Deny' }];

test('a policy that lets everybody do everything is found, however it is written', () => {
  const found = rule('vpce-policy-full-access').flags(door([all]), {
    subject: 'vpce-1',
    severity: 'medium',
    says: 'vpce-1 (s3)',
    fix: `"aws:PrincipalAccount":["${ACCOUNT}"]`,
  });
  for (const statement of [
    { ...all, Principal: { AWS: ['*'] }, Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] },
    where('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-own'),
    where('StringLike', 'aws:PrincipalOrgID', 'o-*'),
    where('StringNotEquals', 'aws:PrincipalAccount', STRANGER),
    where('StringEquals', 'aws:SourceVpc', 'vpc-a'),
    where('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/reader'),
  ])
    found.flags(door(statement), 'vpce-1');
});

test('a policy that asks for an account, an organization, an action or a resource is not open', () => {
  rule('vpce-policy-full-access').ignores(
    office(),
    door(where('StringEquals', 'aws:PrincipalOrgID', 'o-own')),
    door(where('ForAnyValue:StringLike', 'aws:ResourceOrgPaths', 'o-own/r-1/*')),
    door(where('StringEquals', 'aws:ResourceAccount', [ACCOUNT])),
    door(where('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/*`)),
    door(except('StringNotEqualsIfExists', 'aws:PrincipalOrgID', 'o-own')),
    door({ ...all, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
    door({ ...all, Action: 's3:GetObject' }),
    door({ ...all, Resource: 'arn:aws:s3:::own/*' }),
    door({ ...all, Effect: 'Deny' }),
    door(all, { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }),
    door(all, { RequesterManaged: true }),
  );
});

test('an account that nobody trusts is found among principals, conditions and exceptions', () => {
  const found = rule('vpce-policy-untrusted').flags(door({ ...all, Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } }), {
    subject: 'vpce-1',
    severity: 'high',
    key: STRANGER,
    says: `lets account ${STRANGER} through`,
  });
  for (const statement of [
    { ...all, Principal: { AWS: [ACCOUNT, STRANGER] } },
    where('StringEquals', 'aws:PrincipalAccount', [ACCOUNT, STRANGER]),
    where('StringEqualsIfExists', 'aws:ResourceAccount', STRANGER),
    where('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${STRANGER}:role/*`),
    except('StringNotEquals', 'aws:PrincipalAccount', STRANGER),
  ])
    found.flags(door(statement), { subject: 'vpce-1', key: STRANGER });
  const several = { ...all, Principal: { AWS: [ACCOUNT, STRANGER] } };
  found.flags(door([several]), { subject: 'vpce-1', fix: `"Principal":{"AWS":["${ACCOUNT}"]}` });
  const anybody = where('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/reader');
  found.flags(door(anybody), { subject: 'vpce-1', key: 'aws:principalarn arn:aws:iam::*:role/reader' });
});

test('own accounts, trusted ones, and those that are shut out are fine', () => {
  const both = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/r' }, StringEquals: { 'aws:PrincipalOrgID': 'o-own' } };
  const onlyOwn = { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } };
  rule('vpce-policy-untrusted')
    .ignores(
      door(all),
      door({ ...all, Principal: { AWS: ACCOUNT } }),
      door(where('StringNotEquals', 'aws:PrincipalAccount', STRANGER)),
      door({ ...where('StringEquals', 'aws:PrincipalAccount', STRANGER), Effect: 'Deny' }),
      door({ ...all, Condition: both }),
      door({ ...all, Principal: { AWS: STRANGER }, Condition: onlyOwn }),
      door({ ...all, Principal: { Service: 'ec2.amazonaws.com' } }),
    )
    .where({ trustedAccounts: [STRANGER] })
    .ignores(door({ ...all, Principal: { AWS: STRANGER } }));
});

test('a policy that cannot be read, or endpoints that cannot be listed, are not judged', () => {
  for (const id of ['vpce-policy-full-access', 'vpce-policy-untrusted'])
    rule(id).cannotJudge(door('{"Statement":'), 'vpce-1').cannotJudge(door(all).denied('vpc-endpoint'));
});
