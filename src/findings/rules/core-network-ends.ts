/** Ends of core networks that lead nowhere: edges without an attachment, peerings that carry nothing. */
import { putPolicy } from '../core-network-policy.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const idle: Rule = {
  id: 'cwan-edge-unused',
  title: 'Nothing is attached to an edge of a core network',
  severity: 'low',
  why: 'Every edge costs money every hour. Attachments of all types and peerings count that are not gone.',
  fix: 'Take the edge out of the policy, or attach what it was made for.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-networks-working-with.html',
  needs: ['core-network', 'core-network-detail', 'core-network-attachment', 'network-manager-peering'],
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
  rules: [idle, badPeering],
  *check(estate) {
    const details = estate.by('core-network-detail', 'core network', ({ id }) => id);
    for (const network of estate.all('core-network'))
      for (const detail of details.get(network.id) ?? []) yield* edges(estate, network, detail);
    for (const peering of estate.all('network-manager-peering')) yield* carries(estate, peering);
  },
});

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
      fix: withoutEdge(estate, network, EdgeLocation),
    };
  }
}

/** The live policy without the edge; nothing where it is not known, or names the edge elsewhere too. */
function withoutEdge(estate: Estate, network: Thing<'core-network'>, edge: string): Remedy[] {
  const live = estate.get('core-network-policy', `${network.id}/LIVE`)?.data.PolicyDocument;
  if (!live) return [];
  const document = JSON.parse(String(live)) as { 'core-network-configuration'?: { 'edge-locations'?: { location?: string }[] } };
  const configuration = document['core-network-configuration'];
  const rest = configuration?.['edge-locations']?.filter(({ location }) => location !== edge);
  const policy = { ...document, 'core-network-configuration': { ...configuration, 'edge-locations': rest } };
  return JSON.stringify(policy).includes(`"${edge}"`) ? [] : putPolicy(network, `Take the edge in ${edge} out`, policy);
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
