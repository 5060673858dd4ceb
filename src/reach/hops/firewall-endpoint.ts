/** A Network Firewall on the way: which one is behind an endpoint or attachment, and what it says (F1, T18). */
import { type Data, type Entity, type Ref, shortId } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Attachment } from '../network/transit.ts';
import type { Walk } from '../walk/walk.ts';
import { judgePolicy } from './firewall-policy.ts';

interface Endpoint {
  firewall: Entity;
  subnetId: string | undefined;
  status: string;
}

/** The firewall behind an endpoint, its own or one of another VPC's (F1). */
export function firewallOf(network: Network, endpointId: string): Endpoint | undefined {
  const index = network.once('firewall endpoints', () => {
    const found = new Map<string, Endpoint>();
    const add = (firewall: Entity, states: Record<string, Data> = {}): void => {
      for (const { Attachment: one } of Object.values(states)) {
        if (one?.EndpointId) found.set(one.EndpointId, { firewall, subnetId: one.SubnetId, status: one.Status ?? 'READY' });
      }
    };
    const firewalls = [...network.entities('firewall').values()];
    for (const firewall of firewalls) add(firewall, firewall.data.FirewallStatus?.SyncStates);
    for (const { data } of network.entities('firewall-endpoint').values()) {
      const firewall = firewalls.find((one) => one.data.Firewall?.FirewallArn === data.VpcEndpointAssociation?.FirewallArn);
      if (firewall) add(firewall, data.VpcEndpointAssociationStatus?.AssociationSyncState);
    }
    return found;
  });
  return index.get(endpointId);
}

/** T18: a firewall that is attached to a transit gateway itself. */
export function judgeTransitFirewall(walk: Walk, attachment: Attachment): void {
  const firewall = [...walk.network.entities('firewall').values()].find((one) =>
    [
      one.data.Firewall?.TransitGatewayAttachmentId,
      one.data.FirewallStatus?.TransitGatewayAttachmentSyncState?.AttachmentId,
    ].includes(attachment.id),
  );
  walk.passed = [...walk.passed, attachment.id];
  walk.meetMiddlebox();
  if (firewall) {
    judgeFirewall(walk, attachment, firewall);
    return;
  }
  const missing = walk.network.absent('firewall', attachment.resourceId, {
    account: attachment.resourceOwner,
    region: attachment.region,
  });
  walk.unknown(attachment, missing, () => `the firewall of ${attachment.id} is not known: ${missing.text}`);
}

export function judgeFirewall(walk: Walk, at: Ref, firewall: Entity): void {
  const policy = policyOf(walk.network, firewall);
  if (!policy) {
    const missing = walk.network.absent('firewall-policy', firewall.data.Firewall?.FirewallPolicyArn ?? 'its policy', firewall);
    walk.unknown(at, missing, () => `the policy of ${shortId(firewall.id)} is not known: ${missing.text}`);
    return;
  }
  const outcome = judgePolicy(walk, at, policy, walk.network.vpcs.get(firewall.data.Firewall?.VpcId));
  const evidence = { label: outcome.text, text: outcome.text };
  if (outcome.answer === 'pass') walk.allow(at, () => `${shortId(firewall.id)} lets it pass: ${outcome.text}`, { evidence });
  else if (outcome.answer === 'drop')
    walk.block(at, 'FIREWALL_RULES_RESTRICTION', () => `${shortId(firewall.id)} drops it: ${outcome.text}`, { evidence });
  else if (outcome.answer === 'handshake only') {
    walk.block(
      at,
      'HOPSCOPE_FIREWALL_HANDSHAKE_ONLY',
      () => `${shortId(firewall.id)} lets the handshake pass and then drops what the client says: ${outcome.text}`,
      { evidence },
    );
  } else {
    const code =
      outcome.doubt === 'the name that is asked for' ? 'HOPSCOPE_FIREWALL_DEPENDS_ON_NAME' : 'FIREWALL_UNSUPPORTED_RULE_OPTIONS';
    walk.unknown(at, undefined, () => `what ${shortId(firewall.id)} does depends on ${outcome.doubt}: ${outcome.text}`, {
      code,
      evidence,
    });
  }
}

function policyOf(network: Network, firewall: Entity): Data | undefined {
  const arn = firewall.data.Firewall?.FirewallPolicyArn;
  const policies = network.once(
    'firewall policies',
    () =>
      new Map(
        [...network.entities('firewall-policy').values()].map((one) => [
          one.data.FirewallPolicyResponse?.FirewallPolicyArn ?? one.id,
          one.data.FirewallPolicy,
        ]),
      ),
  );
  return policies.get(arn);
}
