import { test } from 'vitest';
import { World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

interface Drawn {
  live?: number;
  latest?: number;
  state?: string;
  acceptance?: boolean;
  statement?: object;
}

function wan({ live = 3, latest = 3, state = 'READY_TO_EXECUTE', acceptance = false, statement }: Drawn): World {
  const PolicyDocument = JSON.stringify({ segments: [{ name: 'prod', 'require-attachment-acceptance': acceptance }] });
  const world = new World().add('core-network', 'cn-1', { CoreNetworkId: 'cn-1' });
  if (live) world.add('core-network-policy', 'cn-1/LIVE', { PolicyVersionId: live, PolicyDocument }, { parent: 'cn-1/LIVE' });
  world.add(
    'core-network-policy',
    'cn-1/LATEST',
    { PolicyVersionId: latest, ChangeSetState: state, PolicyDocument },
    { parent: 'cn-1/LATEST' },
  );
  if (!statement) return world;
  const shared = { PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] }) };
  return world.add('core-network-resource-policy', 'cn-1', shared, { parent: 'cn-1' });
}

test('a latest version that was never put to work, or failed, is found', () => {
  rule('cwan-policy-not-live')
    .flags(wan({ latest: 4 }), { subject: 'cn-1', severity: 'medium', says: 'version 3 is', fix: '--policy-version-id 4' })
    .flags(wan({ latest: 4, state: 'FAILED_GENERATION' }), {
      subject: 'cn-1',
      says: 'FAILED_GENERATION',
      fix: 'restore-core-network-policy-version --core-network-id cn-1 --policy-version-id 3',
    })
    .flags(wan({ live: 0, latest: 1 }), { subject: 'cn-1', says: 'none is' })
    .ignores(wan({}), wan({ latest: 4, state: 'EXECUTING' }))
    .cannotJudge(wan({ latest: 4 }).denied('core-network-policy'));
});

test('a segment that asks nobody, open to strangers, is found', () => {
  const stranger = { Principal: { AWS: 'arn:aws:iam::999999999999:root' } };
  rule('cwan-acceptance-not-required')
    .flags(wan({ statement: stranger }), {
      subject: 'cn-1',
      key: 'prod',
      severity: 'medium',
      says: '999999999999',
      fix: /^VERSION=.*put-core-network-policy.*"require-attachment-acceptance":true/,
    })
    .flags(wan({ statement: { Principal: '*' } }), { subject: 'cn-1' })
    .ignores(
      wan({}),
      wan({ statement: stranger, acceptance: true }),
      wan({ statement: { Principal: { AWS: ['111111111111'] } } }),
      wan({ statement: { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } } }),
    )
    .where({ trustedAccounts: ['999999999999'] })
    .ignores(wan({ statement: stranger }))
    .cannotJudge(wan({ statement: stranger }).denied('core-network-resource-policy'));
});
