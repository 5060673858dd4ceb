/** Core networks: attachments in the wrong segment, segments that know everybody or skip the inspection, edges and peerings that lead nowhere. */
import { livePolicy, type SegmentAction, segmentFor, sentThrough, sharedWith, type WanPolicy } from '../core-networks.ts';
import type { Estate, Thing } from '../estate.ts';
import { run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-policies-json.html';

const misplaced: Rule = {
  id: 'cwan-attachment-wrong-segment',
  title: 'An attachment is not in the segment that its tags and the policy say',
  severity: 'high',
  why:
    'It speaks with those that it should be kept from, and not with those that it belongs to. It is said where a change of segment waits to be ' +
    'accepted, or where the rules of the live policy give an available attachment another segment than it has.',
  fix: 'Accept the change, or mend the tags or the policy.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-policy-attachments.html',
  needs: ['core-network', 'core-network-attachment', 'core-network-policy'],
};

const open: Rule = {
  id: 'cwan-segment-open',
  title: 'A segment of a core network knows every other, and they know it',
  severity: 'high',
  why:
    'Segments are there to keep networks apart, and this one does not. It is said of `share` actions of the live policy with all other ' +
    'segments, whether as `*` or one by one, where there are at least two others; what goes through an inspection is not shared.',
  fix: 'Share with those segments that need it.',
  see,
  needs: ['core-network', 'core-network-policy'],
};

const idle: Rule = {
  id: 'cwan-edge-unused',
  title: 'Nothing is attached to an edge of a core network',
  severity: 'low',
  why: 'Every edge costs money every hour. Attachments of all types and peerings count that are not gone.',
  fix: 'Take the edge out of the policy, or attach what it was made for.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-networks-working-with.html',
  needs: ['core-network', 'core-network-detail', 'core-network-attachment', 'network-manager-peering'],
};

const uninspected: Rule = {
  id: 'cwan-no-inspection',
  title: 'Two segments speak past the inspection that the policy has',
  severity: 'high',
  why:
    'A policy with a network function group means traffic to be looked at. It is said of pairs of segments that the live policy shares and no ' +
    '`send-via` leads through such a group, and of groups that no action uses. A policy without such groups means none.',
  fix: 'Lead the pair through the network function group with `send-via`.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-policy-service-insertion.html',
  needs: ['core-network', 'core-network-policy'],
};

const badPeering: Rule = {
  id: 'cwan-peering-bad',
  title: 'A peering of a core network with a transit gateway carries nothing',
  severity: 'high',
  why: 'It failed, or no route table of the transit gateway is attached through it: nothing of the one learns of the other.',
  fix: 'Make it anew, or attach a route table.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-peerings.html',
  needs: ['core-network', 'network-manager-peering', 'core-network-attachment', 'core-network-transit-attachment'],
};

export default family({
  rules: [misplaced, open, idle, uninspected, badPeering],
  *check(estate) {
    for (const attachment of estate.all('core-network-attachment')) yield* placed(estate, attachment);
    const details = estate.by('core-network-detail', 'core network', ({ id }) => id);
    for (const network of estate.all('core-network')) {
      const policy = livePolicy(estate, network.id);
      if (policy) yield* judged(network, policy);
      for (const detail of details.get(network.id) ?? []) yield* edges(estate, network, detail);
    }
    for (const peering of estate.all('network-manager-peering')) yield* carries(estate, peering);
  },
});

function* placed(estate: Estate, one: Thing<'core-network-attachment'>): Iterable<Said> {
  const { State, SegmentName, ProposedSegmentChange, CoreNetworkId = '' } = one.data;
  // The owner of the core network decides, and sees it whoever made it.
  const attachment = { ...one, account: estate.get('core-network', CoreNetworkId)?.account ?? one.account };
  if (State !== 'AVAILABLE' && State !== 'PENDING_TAG_ACCEPTANCE') return;
  const policy = livePolicy(estate, CoreNetworkId);
  const proposed = ProposedSegmentChange?.SegmentName;
  const wanted =
    proposed ?? (policy ? segmentFor(policy, one) : { unknown: `the live policy of ${CoreNetworkId} is not in the snapshot` });
  if (typeof wanted === 'object') yield { rule: misplaced.id, subject: attachment, unknown: wanted.unknown };
  else if (wanted !== undefined && wanted !== SegmentName) {
    yield {
      rule: misplaced.id,
      subject: attachment,
      message: `Attachment ${attachment.id} is in segment ${SegmentName ?? 'none'}, and ${proposed ? 'waits to be moved to' : 'the policy says'} ${wanted}.`,
      evidence: [
        fact(attachment, `SegmentName ${SegmentName ?? 'none'}, tags ${tagsText(one)}`),
        ...(policy ? [fact(policy.of, `gives it ${wanted}`)] : []),
      ],
      fix: proposed
        ? [
            run(
              attachment,
              `Accept the change of ${attachment.id}`,
              `networkmanager accept-attachment --attachment-id ${attachment.id}`,
              `resource "aws_networkmanager_attachment_accepter" "this" {\n  attachment_id   = "${attachment.id}"\n  attachment_type = "${one.data.AttachmentType}"\n}`,
            ),
          ]
        : [],
    };
  }
}

const tagsText = ({ data }: Thing<'core-network-attachment'>): string =>
  data.Tags?.map(({ Key, Value }) => `${Key}=${Value}`).join(', ') || 'none';

function* judged(network: Thing<'core-network'>, policy: WanPolicy): Iterable<Said> {
  const shares = policy.actions.filter(({ action }) => action === 'share');
  for (const share of shares) {
    const others = policy.segments.length - 1;
    if (!share.segment || others < 2 || sharedWith(policy, share).length < others) continue;
    yield {
      rule: open.id,
      subject: network,
      key: share.segment,
      message: `Segment ${share.segment} of ${network.id} is shared with all others.`,
      evidence: [fact(policy.of, `share ${share.segment} with ${JSON.stringify(share['share-with'])}`)],
      fix: [],
    };
  }
  if (policy.functionGroups.length === 0) return;
  const inspected = new Set(
    policy.actions.filter(({ action }) => action === 'send-via').flatMap((one) => pairs(one, sentThrough(policy, one))),
  );
  const direct = new Set(shares.flatMap((one) => pairs(one, sharedWith(policy, one))));
  for (const pair of direct) {
    if (inspected.has(pair)) continue;
    yield {
      rule: uninspected.id,
      subject: network,
      key: pair,
      message: `Segments ${pair.replace(' ', ' and ')} of ${network.id} are shared, and nothing leads them through ${policy.functionGroups.join(' or ')}.`,
      evidence: [fact(policy.of, `shares ${pair}, no send-via`)],
      fix: [],
    };
  }
  const used = new Set(policy.actions.flatMap(({ via }) => via?.['network-function-groups'] ?? []));
  for (const group of policy.functionGroups) {
    if (used.has(group)) continue;
    yield {
      rule: uninspected.id,
      subject: network,
      key: group,
      message: `No action of ${network.id} leads through network function group ${group}.`,
      evidence: [fact(policy.of, `network function group ${group}`)],
      fix: [],
    };
  }
}

/** `dev prod`: the two in one order. */
const pairs = ({ segment }: SegmentAction, others: readonly string[]): string[] =>
  segment ? others.filter((other) => other !== segment).map((other) => [segment, other].sort().join(' ')) : [];

function* edges(estate: Estate, network: Thing<'core-network'>, { data }: Thing<'core-network-detail'>): Iterable<Said> {
  const used = new Set(
    [
      ...estate.network.snapshot.resources('core-network-attachment'),
      ...estate.network.snapshot.resources('network-manager-peering'),
    ]
      .filter((one) => one.data.CoreNetworkId === network.id && !/^(?:DELETING|REJECTED|FAILED)$/.test(one.data.State ?? ''))
      .flatMap((one) => [one.data.EdgeLocation, ...(one.data.EdgeLocations ?? [])]),
  );
  for (const { EdgeLocation } of data.Edges ?? []) {
    if (!EdgeLocation || used.has(EdgeLocation)) continue;
    yield {
      rule: idle.id,
      subject: network,
      key: EdgeLocation,
      message: `Nothing is attached to ${network.id} in ${EdgeLocation}.`,
      evidence: [fact(network, `edge in ${EdgeLocation}, no attachment`)],
      fix: [],
    };
  }
}

function* carries(estate: Estate, peering: Thing<'network-manager-peering'>): Iterable<Said> {
  const { State, CoreNetworkId, ResourceArn, PeeringType } = peering.data;
  const tables = estate.by('core-network-transit-attachment', 'peering', ({ data }) => data.PeeringId).get(peering.id) ?? [];
  const failed = State === 'FAILED';
  if (!failed && (State !== 'AVAILABLE' || PeeringType !== 'TRANSIT_GATEWAY' || tables.length > 0)) return;
  yield {
    rule: badPeering.id,
    subject: peering,
    message: `Peering ${peering.id} of ${CoreNetworkId} with ${ResourceArn?.split('/').at(-1) ?? 'a transit gateway'} ${failed ? 'has failed' : 'has no route table attached'}.`,
    evidence: [fact(peering, `State ${State}, ${tables.length} route tables`)],
    fix: failed
      ? [
          run(
            peering,
            `Delete ${peering.id}`,
            `networkmanager delete-peering --peering-id ${peering.id}`,
            `# take the aws_networkmanager_transit_gateway_peering with id ${peering.id} out of the configuration`,
          ),
        ]
      : [],
  };
}
