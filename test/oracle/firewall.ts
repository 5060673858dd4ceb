/** Network Firewall (F): the stateless engine, then, only if told, the stateful one. */
import { within } from './address.ts';
import { cidrsOfVpc, type Data, first, type Header, vpcOf, type World } from './world.ts';

/** `'handshake'`: TCP connects and its data is dropped (F7). */
export type Judgement = 'pass' | 'drop' | 'handshake' | 'unknown';

type Match = 'yes' | 'no' | 'maybe';

/** The firewall whose endpoint this is, with the status of the endpoint (F1). */
export function firewallOf(world: World, endpointId: string): { firewall: Data; status: string; subnetId: string } | undefined {
  for (const resource of world.resources) {
    if (resource.kind === 'firewall')
      for (const state of Object.values<Data>(resource.data.FirewallStatus?.SyncStates ?? {}))
        if (state.Attachment?.EndpointId === endpointId)
          return { firewall: resource.data.Firewall, status: state.Attachment.Status, subnetId: state.Attachment.SubnetId };
    if (resource.kind === 'firewall-endpoint') {
      const status = resource.data.VpcEndpointAssociationStatus?.AssociationSyncState ?? {};
      for (const state of Object.values<Data>(status))
        if (state.Attachment?.EndpointId === endpointId) {
          const arn = resource.data.VpcEndpointAssociation.FirewallArn;
          const owner = first(world, 'firewall', (it) => it.Firewall.FirewallArn === arn);
          return {
            firewall: owner?.Firewall ?? { FirewallArn: arn },
            status: state.Attachment.Status,
            subnetId: state.Attachment.SubnetId,
          };
        }
    }
  }
  return undefined;
}

const policyOf = (world: World, firewall: Data): Data | undefined =>
  first(world, 'firewall-policy', (it) => it.FirewallPolicyResponse?.FirewallPolicyArn === firewall.FirewallPolicyArn)
    ?.FirewallPolicy;

const groupOf = (world: World, arn: string): Data | undefined =>
  first(world, 'firewall-rule-group', (it) => it.RuleGroupResponse?.RuleGroupArn === arn)?.RuleGroup;

const byPriority = (references: Data[]): Data[] => [...references].sort((a, b) => a.Priority - b.Priority);

const portIn = (port: number, ranges: Data[]): boolean => ranges.some((range) => range.FromPort <= port && port <= range.ToPort);

function statelessMatch(attributes: Data, packet: Header, flags: string[]): boolean {
  const { Sources = [], Destinations = [], SourcePorts = [], DestinationPorts = [], Protocols = [], TCPFlags = [] } = attributes;
  if (Protocols.length > 0 && !Protocols.includes(packet.protocol)) return false;
  if (Sources.length > 0 && !Sources.some((it: Data) => within(packet.src, it.AddressDefinition))) return false;
  if (Destinations.length > 0 && !Destinations.some((it: Data) => within(packet.dst, it.AddressDefinition))) return false;
  if (packet.protocol === 6 || packet.protocol === 17) {
    if (SourcePorts.length > 0 && !portIn(packet.sport, SourcePorts)) return false;
    if (DestinationPorts.length > 0 && !portIn(packet.dport, DestinationPorts)) return false;
  }
  if (packet.protocol === 6 && TCPFlags.length > 0) {
    const hit = TCPFlags.some(({ Flags = [], Masks }: Data) => {
      const looked = flags.filter((flag) => !Masks || Masks.length === 0 || Masks.includes(flag));
      return looked.length === Flags.length && looked.every((flag) => Flags.includes(flag));
    });
    if (!hit) return false;
  }
  return true;
}

/** F5: what the stateless engine does with one packet. */
export function stateless(
  world: World,
  firewall: Data,
  packet: Header,
  isReply: boolean,
): 'pass' | 'drop' | 'forward' | 'unknown' {
  const policy = policyOf(world, firewall);
  if (!policy) return 'unknown';
  const flags = isReply ? ['SYN', 'ACK'] : ['SYN'];
  const verb = (actions: string[]) =>
    actions.includes('aws:pass') ? 'pass' : actions.includes('aws:drop') ? 'drop' : ('forward' as const);
  for (const reference of byPriority(policy.StatelessRuleGroupReferences ?? [])) {
    const group = groupOf(world, reference.ResourceArn);
    if (!group) return 'unknown';
    const rules = group.RulesSource.StatelessRulesAndCustomActions?.StatelessRules ?? [];
    for (const rule of byPriority(rules))
      if (statelessMatch(rule.RuleDefinition.MatchAttributes, packet, flags)) return verb(rule.RuleDefinition.Actions);
  }
  return verb(policy.StatelessDefaultActions);
}

/** Splits `[a, b, [c]]` into its parts; anything else is one part. */
const parts = (text: string): string[] =>
  text.startsWith('[') && text.endsWith(']')
    ? text
        .slice(1, -1)
        .split(',')
        .map((part) => part.trim())
    : [text];

/** F8: an address or port field, in which `one` decides what is neither ANY, a variable, a list nor a negation. */
function field(text: string, variable: (name: string) => string[] | undefined, one: (text: string) => boolean): Match {
  if (text.toUpperCase() === 'ANY') return 'yes';
  if (text.startsWith('!')) {
    const inner = field(text.slice(1), variable, one);
    return inner === 'maybe' ? 'maybe' : inner === 'yes' ? 'no' : 'yes';
  }
  if (text.startsWith('@')) return 'maybe';
  if (text.startsWith('$')) {
    const values = variable(text.slice(1));
    if (!values) return 'maybe';
    return values.map((value) => field(value, variable, one)).reduce(either, 'no');
  }
  const list = parts(text);
  if (list.length === 1) return one(text) ? 'yes' : 'no';
  const denied = list.filter((part) => part.startsWith('!')).map((part) => field(part.slice(1), variable, one));
  const named = list.filter((part) => !part.startsWith('!')).map((part) => field(part, variable, one));
  const hit = named.length === 0 ? 'yes' : named.reduce(either, 'no');
  const out = denied.reduce(either, 'no');
  if (out === 'yes' || hit === 'no') return 'no';
  return out === 'maybe' || hit === 'maybe' ? 'maybe' : 'yes';
}

const either = (a: Match, b: Match): Match =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no';
const both = (...all: Match[]): Match => (all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes');

const homeNet = (world: World, firewall: Data): string[] | undefined => {
  const vpc = vpcOf(world, firewall.VpcId);
  return vpc && cidrsOfVpc(vpc);
};

function statefulMatch(world: World, firewall: Data, policy: Data, group: Data, rule: Data, packet: Header): Match {
  const { Protocol, Source, SourcePort, Destination, DestinationPort, Direction } = rule.Header;
  const numbers: Record<string, (p: number) => boolean> = {
    IP: () => true,
    TCP: (p) => p === 6,
    UDP: (p) => p === 17,
    ICMP: (p) => p === 1 || p === 58,
  };
  const known = numbers[Protocol];
  if (known && !known(packet.protocol)) return 'no';
  const sets = (name: string): string[] | undefined =>
    group.RuleVariables?.IPSets?.[name]?.Definition ??
    policy.PolicyVariables?.RuleVariables?.[name]?.Definition ??
    (name === 'HOME_NET' ? homeNet(world, firewall) : undefined);
  const ports = (name: string): string[] | undefined => group.RuleVariables?.PortSets?.[name]?.Definition;
  const ip = (text: string, which: Header['src']) => field(text, sets, (cidr) => within(which, cidr));
  const port = (text: string, which: number): Match => {
    if (packet.protocol !== 6 && packet.protocol !== 17) return text.toUpperCase() === 'ANY' ? 'yes' : 'no';
    return field(text, ports, (range) => {
      const [from = '', to = from] = range.split(':');
      return Number(from || 0) <= which && which <= Number(to || 65535);
    });
  };
  const straight = both(
    ip(Source, packet.src),
    port(SourcePort, packet.sport),
    ip(Destination, packet.dst),
    port(DestinationPort, packet.dport),
  );
  const turned = both(
    ip(Source, packet.dst),
    port(SourcePort, packet.dport),
    ip(Destination, packet.src),
    port(DestinationPort, packet.sport),
  );
  const tuple = Direction === 'ANY' ? either(straight, turned) : straight;
  const options = (rule.RuleOptions ?? []).some((it: Data) => !['sid', 'msg', 'rev'].includes(it.Keyword));
  const doubt = options || !known;
  if (!known && packet.protocol !== 6 && packet.protocol !== 17) return 'no';
  return doubt && tuple === 'yes' ? 'maybe' : tuple;
}

/** One stateful rule that may decide: its action and whether it matches. */
interface Candidate {
  action: 'pass' | 'drop';
  match: Match;
}

function candidatesOf(
  world: World,
  firewall: Data,
  policy: Data,
  reference: Data,
  packet: Header,
  strict: boolean,
): Candidate[] | undefined {
  const group = groupOf(world, reference.ResourceArn);
  if (!group) return undefined;
  const source = group.RulesSource;
  const toAlert = reference.Override?.Action === 'DROP_TO_ALERT';
  const found: Candidate[] = [];
  for (const rule of source.StatefulRules ?? []) {
    const match = statefulMatch(world, firewall, policy, group, rule, packet);
    if (rule.Action === 'PASS') found.push({ action: 'pass', match });
    if ((rule.Action === 'REJECT' || rule.Action === 'DROP') && !toAlert) found.push({ action: 'drop', match });
  }
  if (source.RulesString) found.push({ action: 'pass', match: 'maybe' }, { action: 'drop', match: 'maybe' });
  if (source.RulesSourceList) {
    const home = group.RuleVariables?.IPSets?.HOME_NET?.Definition ?? policy.PolicyVariables?.RuleVariables?.HOME_NET?.Definition;
    const sources: string[] = home ?? homeNet(world, firewall) ?? ['0.0.0.0/0', '::/0'];
    const named =
      packet.protocol === 6 && (packet.dport === 80 || packet.dport === 443) && sources.some((cidr) => within(packet.src, cidr));
    if (named && source.RulesSourceList.GeneratedRulesType === 'ALLOWLIST') {
      found.push({ action: 'pass', match: 'maybe' });
      if (!strict && !toAlert) found.push({ action: 'drop', match: 'maybe' });
    }
    if (named && !toAlert && source.RulesSourceList.GeneratedRulesType !== 'ALLOWLIST')
      found.push({ action: 'drop', match: 'maybe' });
  }
  return found;
}

/** F6, F7: what the stateful engine does with a flow that this packet begins. */
export function stateful(world: World, firewall: Data, packet: Header): Judgement {
  const policy = policyOf(world, firewall);
  if (!policy) return 'unknown';
  const strict = policy.StatefulEngineOptions?.RuleOrder === 'STRICT_ORDER';
  const references = policy.StatefulRuleGroupReferences ?? [];
  const candidates: Candidate[] = [];
  for (const reference of strict ? byPriority(references) : references) {
    const more = candidatesOf(world, firewall, policy, reference, packet, strict);
    if (!more) return 'unknown';
    candidates.push(...more);
  }
  const inOrder = strict
    ? candidates
    : [...candidates.filter((it) => it.action === 'pass'), ...candidates.filter((it) => it.action === 'drop')];
  const possible: Judgement[] = [];
  for (const candidate of inOrder) {
    if (candidate.match === 'yes') return agreed([...possible, candidate.action]);
    if (candidate.match === 'maybe') possible.push(candidate.action);
  }
  return agreed([...possible, strict ? byDefault(policy, packet) : 'pass']);
}

function byDefault(policy: Data, packet: Header): Judgement {
  const actions: string[] = policy.StatefulDefaultActions ?? [];
  if (actions.includes('aws:drop_strict')) return 'drop';
  if (!actions.some((action) => action.startsWith('aws:drop_'))) return 'pass';
  return packet.protocol === 6 ? 'handshake' : 'drop';
}

/** Where every outcome is the same, or keeps data out in one way or another, it is no matter which it is. */
const agreed = (outcomes: Judgement[]): Judgement => {
  if (outcomes.every((it) => it === outcomes[0])) return outcomes[0]!;
  return outcomes.every((it) => it === 'drop' || it === 'handshake') ? 'drop' : 'unknown';
};
