/** Policies of core networks: what was written and never put to work, and who gets in without being asked. */
import { putPolicy } from '../core-network-policy.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, run } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-create-policy-version.html';

const notLive: Rule = {
  id: 'cwan-policy-not-live',
  title: 'The latest policy of a core network is not the one that is live',
  severity: 'medium',
  why:
    'What people read as the policy is not what routes. Either somebody forgot to execute it, or its execution failed. A version that is being ' +
    'executed is not meant.',
  fix: 'Look at its change set, then execute it; or restore the live version as the latest.',
  see,
  needs: ['core-network', 'core-network-policy'],
};

const unasked: Rule = {
  id: 'cwan-acceptance-not-required',
  title: 'A segment accepts attachments of strangers without being asked',
  severity: 'medium',
  why:
    'Whoever may attach a VPC is routed into the segment at once. It is said of segments of the live policy that need no acceptance, where the ' +
    'policy of the core network’s resource lets in an account that is neither scanned nor in `trusted_accounts`; what an organisation’s id ' +
    'narrows is one’s own.',
  fix: 'Set `require-attachment-acceptance` for the segment.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-policies-json.html',
  needs: ['core-network', 'core-network-policy', 'core-network-resource-policy'],
};

export default family({
  rules: [notLive, unasked],
  *check(estate) {
    for (const network of estate.all('core-network')) {
      const live = estate.get('core-network-policy', `${network.id}/LIVE`);
      const latest = estate.get('core-network-policy', `${network.id}/LATEST`);
      if (latest) yield* judged(network, live, latest);
      if (live) yield* admitted(estate, network, live);
    }
  },
});

type Policy = Thing<'core-network-policy'>;

function* judged(network: Thing<'core-network'>, live: Policy | undefined, latest: Policy): Iterable<Said> {
  const { PolicyVersionId: version, ChangeSetState: state, PolicyErrors = [] } = latest.data;
  if (version === live?.data.PolicyVersionId || state === 'EXECUTING' || state === 'PENDING_GENERATION') return;
  yield {
    rule: notLive.id,
    subject: network,
    message: `Version ${version} of the policy of ${network.id} is not live (${state ?? 'no change set'}); ${live ? `version ${live.data.PolicyVersionId} is` : 'none is'}.`,
    evidence: [
      { kind: 'core-network-policy', id: latest.id, text: `version ${version}, ${state ?? 'no change set'}` },
      ...PolicyErrors.map(({ Message, Path }) => ({
        kind: 'core-network-policy',
        id: latest.id,
        text: [Message, Path].filter(Boolean).join(' at ') || 'an error without a text',
      })),
    ],
    fix:
      state === 'READY_TO_EXECUTE'
        ? [
            run(
              network,
              `Execute version ${version}`,
              `networkmanager execute-core-network-change-set --core-network-id ${network.id} --policy-version-id ${version}`,
              '# an aws_networkmanager_core_network_policy_attachment executes the policy document that it is given',
            ),
          ]
        : restored(network, live),
  };
}

function* admitted(estate: Estate, network: Thing<'core-network'>, live: Policy): Iterable<Said> {
  const open = segmentsOf(live).filter((segment) => segment['require-attachment-acceptance'] === false);
  if (open.length === 0) return;
  const shared = estate
    .all('core-network-resource-policy')
    .find(({ parent }) => parent === network.id || parent?.endsWith(`/${network.id}`));
  const strangers = shared ? principalsOf(shared.data.PolicyDocument).filter((one) => !estate.trusts(accountOf(one))) : [];
  if (strangers.length === 0) return;
  for (const { name } of open) {
    yield {
      rule: unasked.id,
      subject: network,
      key: name,
      message: `Segment ${name} of ${network.id} accepts attachments without being asked, and ${strangers.join(', ')} may attach.`,
      evidence: [
        { kind: 'core-network-policy', id: live.id, text: `segment ${name}: require-attachment-acceptance is false` },
        { kind: 'core-network-resource-policy', id: shared!.id, text: `lets in ${strangers.join(', ')}` },
      ],
      fix: putPolicy(network, `Ask before anybody joins segment ${name}`, withAcceptance(live, name)),
    };
  }
}

interface Segment {
  readonly name: string;
  readonly 'require-attachment-acceptance'?: boolean;
}

const segmentsOf = ({ data }: Policy): readonly Segment[] =>
  (JSON.parse(String(data.PolicyDocument ?? '{}')) as { segments?: Segment[] }).segments ?? [];

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly Condition?: unknown;
}

/** Whom the statements of a policy let in, those that an organisation's id narrows left out. */
function principalsOf(document: unknown): string[] {
  const { Statement = [] } = JSON.parse(String(document ?? '{}')) as { Statement?: Statement | Statement[] };
  return [Statement].flat().flatMap(({ Effect, Principal, Condition }) => {
    if (Effect !== 'Allow' || !Principal || JSON.stringify(Condition ?? '').includes('PrincipalOrg')) return [];
    return typeof Principal === 'string' ? [Principal] : [Principal.AWS ?? []].flat();
  });
}

/** `arn:aws:iam::111111111111:root` and `111111111111` are one. */
const accountOf = (principal: string): string => principal.split(':')[4] ?? principal;

/** The live version as the latest again. */
function restored(network: Thing<'core-network'>, live: Policy | undefined): Remedy[] {
  const version = live?.data.PolicyVersionId;
  if (version === undefined) return [];
  const command = `networkmanager restore-core-network-policy-version --core-network-id ${network.id} --policy-version-id ${version}`;
  const terraform = '# give the aws_networkmanager_core_network_policy_attachment the document that is live';
  return [run(network, `Make version ${version}, which is live, the latest again`, command, terraform)];
}

function withAcceptance({ data }: Policy, segment: string): unknown {
  const document = JSON.parse(String(data.PolicyDocument)) as { segments: Segment[] };
  const segments = document.segments.map((one) =>
    one.name === segment ? { ...one, 'require-attachment-acceptance': true } : one,
  );
  return { ...document, segments };
}
