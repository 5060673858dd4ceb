/** What the live policy of a core network says: its segments, who shares with whom, who is led through an inspection, which attachment belongs where. */
import type { Estate, Thing } from './estate.ts';

type List = string | readonly string[];

export interface SegmentAction {
  readonly action?: string;
  readonly segment?: string;
  readonly mode?: string;
  readonly 'share-with'?: List | { readonly except?: readonly string[] };
  readonly 'when-sent-to'?: { readonly segments?: List };
  readonly via?: { readonly 'network-function-groups'?: readonly string[] };
}

interface Condition {
  readonly type?: string;
  readonly operator?: string;
  readonly key?: string;
  readonly value?: string;
}

interface AttachmentRule {
  readonly 'rule-number'?: number;
  readonly 'condition-logic'?: string;
  readonly conditions?: readonly Condition[];
  readonly action?: {
    readonly 'association-method'?: string;
    readonly segment?: string;
    readonly 'tag-value-of-key'?: string;
  };
}

export interface WanPolicy {
  readonly of: Thing<'core-network-policy'>;
  readonly segments: readonly string[];
  readonly functionGroups: readonly string[];
  readonly actions: readonly SegmentAction[];
  readonly rules: readonly AttachmentRule[];
}

interface Named {
  readonly name: string;
}

/** The policy that is at work; nothing where none is, or where whoever keeps it was not scanned. */
export function livePolicy(estate: Estate, coreNetworkId: string): WanPolicy | undefined {
  return estate.once(`live policy of ${coreNetworkId}`, () => {
    const of = estate.get('core-network-policy', `${coreNetworkId}/LIVE`);
    if (!of) return undefined;
    const document = JSON.parse(String(of.data.PolicyDocument ?? '{}')) as {
      segments?: Named[];
      'network-function-groups'?: Named[];
      'segment-actions'?: SegmentAction[];
      'attachment-policies'?: AttachmentRule[];
    };
    const inOrder = (a: AttachmentRule, b: AttachmentRule): number => (a['rule-number'] ?? 0) - (b['rule-number'] ?? 0);
    return {
      of,
      segments: (document.segments ?? []).map(({ name }) => name),
      functionGroups: (document['network-function-groups'] ?? []).map(({ name }) => name),
      actions: document['segment-actions'] ?? [],
      rules: [...(document['attachment-policies'] ?? [])].sort(inOrder),
    };
  });
}

const listed = (list: List | undefined, segments: readonly string[]): readonly string[] => {
  const names = [list ?? []].flat();
  return names.includes('*') ? segments : names;
};

/** The other segments that an action makes know the routes of its own. */
export function sharedWith({ segments }: WanPolicy, { segment, 'share-with': share }: SegmentAction): readonly string[] {
  const others = segments.filter((name) => name !== segment);
  if (typeof share === 'object' && 'except' in share) return others.filter((name) => !share.except?.includes(name));
  return listed(share as List | undefined, others).filter((name) => name !== segment);
}

/** The segments for which what one sends goes through an inspection. */
export const sentThrough = ({ segments }: WanPolicy, action: SegmentAction): readonly string[] =>
  listed(action['when-sent-to']?.segments ?? '*', segments);

export type WanAttachment = Thing<'core-network-attachment'>;

/** The segment that the rules for attachments give one. `undefined`: none takes it. Else what cannot be judged. */
export function segmentFor(policy: WanPolicy, attachment: WanAttachment): string | undefined | { readonly unknown: string } {
  const tags = new Map((attachment.data.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  for (const rule of policy.rules) {
    const answers = (rule.conditions ?? []).map((one) => fits(one, attachment, tags));
    if (answers.includes(undefined)) {
      const lacking = rule.conditions!.find((one) => fits(one, attachment, tags) === undefined)!;
      return {
        unknown: `rule ${rule['rule-number']} of ${policy.of.id} asks for ${lacking.type} ${lacking.operator ?? ''}`.trim(),
      };
    }
    const taken = rule['condition-logic'] === 'or' ? answers.includes(true) : !answers.includes(false);
    if (!taken) continue;
    const { segment, 'tag-value-of-key': key, 'association-method': method } = rule.action ?? {};
    return method === 'tag' ? tags.get(key ?? '') : segment;
  }
  return undefined;
}

function fits({ type, operator, key = '', value = '' }: Condition, { data }: WanAttachment, tags: ReadonlyMap<string, string>) {
  if (type === 'any') return true;
  if (type === 'tag-exists') return tags.has(key);
  const own: Record<string, string | undefined> = {
    'tag-value': tags.get(key) ?? '',
    'resource-id': data.ResourceArn?.split('/').at(-1),
    'account-id': data.OwnerAccountId,
    region: data.EdgeLocation,
    'attachment-type': data.AttachmentType?.toLowerCase().replaceAll('_', '-'),
  };
  const mine = own[type ?? ''];
  if (mine === undefined) return undefined;
  switch (operator) {
    case 'equals':
      return mine === value;
    case 'not-equals':
      return mine !== value;
    case 'contains':
      return mine.includes(value);
    case 'begins-with':
      return mine.startsWith(value);
    default:
      return undefined;
  }
}
