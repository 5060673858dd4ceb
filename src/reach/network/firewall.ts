/** Network Firewall rules, compiled: stateless rules by priority, stateful 5-tuple rules in their policy's order (F5–F9). */
import { type Address, ANY_PORT, type Interval, only, type Prefix, parsePrefix, protocolNumber } from '../../net/index.ts';
import type { Condition } from '../walk/scope.ts';
import type { Data } from './entity.ts';

export interface FirewallRule {
  readonly action: string;
  /** Any of these is a match. */
  readonly conditions: readonly Condition[];
  /** Whether a TCP connection's first packet and its answer carry the flags that are asked for; nothing where none are (F5). */
  readonly flags?: { readonly forward: boolean; readonly reply: boolean };
  /** Why a match of the addresses and ports may still be none: options, an unresolved variable, a domain list. */
  readonly doubt?: string;
  readonly text: string;
  readonly group: string;
}

export interface Variables {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly ports: ReadonlyMap<string, readonly string[]>;
}

/** A stateless rule's match: what is absent matches all (F5). */
export function statelessRules(group: Data, name: string): (FirewallRule & { priority: number })[] {
  const rules: Data[] = group.RulesSource?.StatelessRulesAndCustomActions?.StatelessRules ?? [];
  return rules.map((rule) => ({ ...statelessRule(rule, name), priority: rule.Priority })).sort((a, b) => a.priority - b.priority);
}

function statelessRule({ Priority, RuleDefinition }: Data, group: string): FirewallRule {
  const { Actions, MatchAttributes: match = {} } = RuleDefinition;
  const action = Actions.find((one: string) => one.startsWith('aws:')) ?? 'aws:pass';
  const protocols: (number | undefined)[] = match.Protocols?.length ? match.Protocols : [undefined];
  const conditions = protocols.flatMap((protocol) =>
    product({
      src: addresses(match.Sources),
      dst: addresses(match.Destinations),
      sourcePort: protocol === 6 || protocol === 17 ? ports(match.SourcePorts) : undefined,
      destinationPort: protocol === 6 || protocol === 17 ? ports(match.DestinationPorts) : undefined,
      protocol: protocol === undefined ? undefined : [only(protocol)],
    }),
  );
  const asked: Data[] = match.TCPFlags ?? [];
  const flags = { forward: asked.some((one) => carries(one, ['SYN'])), reply: asked.some((one) => carries(one, ['SYN', 'ACK'])) };
  return {
    action,
    conditions,
    ...(asked.length > 0 && { flags }),
    text: `stateless rule ${Priority}: ${action}`,
    group,
  };
}

const ALL_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

/** Of the flags under the mask exactly those that are named. No mask: all. */
function carries({ Flags = [], Masks = [] }: Data, packet: readonly string[]): boolean {
  const masks: string[] = Masks.length > 0 ? Masks : ALL_FLAGS;
  return masks.every((flag) => Flags.includes(flag) === packet.includes(flag));
}

const addresses = (list: Data[] | undefined): Interval<Address>[] | undefined =>
  list?.length ? list.flatMap((one) => parsePrefix(one.AddressDefinition) ?? []) : undefined;

const ports = (list: Data[] | undefined): Interval<number>[] | undefined =>
  list?.length ? list.map((one) => ({ lo: one.FromPort, hi: one.ToPort })) : undefined;

/** Every combination of alternatives, as conditions. */
function product(parts: { [field in keyof Condition]: Interval<Address>[] | undefined }): Condition[] {
  return Object.entries(parts).reduce<Condition[]>(
    (all, [field, choices]) => (choices ? all.flatMap((one) => choices.map((choice) => ({ ...one, [field]: choice }))) : all),
    [{}],
  );
}

/** The stateful rules of a group, in written order. */
export function statefulRules(group: Data, name: string, given: Variables, strict: boolean): FirewallRule[] {
  const source = group.RulesSource ?? {};
  const variables = withOwn(given, group.RuleVariables);
  if (source.RulesString)
    return [
      { action: 'unknown', conditions: [{}], doubt: 'rules in Suricata’s own language', text: 'Suricata rules', group: name },
    ];
  if (source.RulesSourceList) return domainList(source.RulesSourceList, name, variables, strict);
  return (source.StatefulRules ?? []).map((rule: Data) => statefulRule(rule, name, variables));
}

function withOwn(given: Variables, own: Data): Variables {
  const merged = (
    base: ReadonlyMap<string, readonly string[]>,
    sets: Record<string, Data> = {},
  ): Map<string, readonly string[]> =>
    new Map([...base, ...Object.entries(sets).map(([name, set]) => [name, set.Definition ?? []] as const)]);
  return { addresses: merged(given.addresses, own?.IPSets), ports: merged(given.ports, own?.PortSets) };
}

const plainOptions = new Set(['sid', 'msg', 'rev', 'priority', 'metadata', 'gid', 'classtype', 'reference']);

function statefulRule({ Action, Header: header, RuleOptions = [] }: Data, group: string, variables: Variables): FirewallRule {
  const text = `${Action} ${header.Protocol} ${header.Source} ${header.SourcePort} ${header.Direction === 'ANY' ? '<>' : '->'} ${header.Destination} ${header.DestinationPort}`;
  const [src, dst] = [addressTexts(header.Source, variables), addressTexts(header.Destination, variables)];
  const [sourcePort, destinationPort] = [portTexts(header.SourcePort, variables), portTexts(header.DestinationPort, variables)];
  const { protocol, isApplication } = protocolOf(header.Protocol);
  const option = RuleOptions.find((one: Data) => !plainOptions.has(one.Keyword));
  const unresolved = [src, dst, sourcePort, destinationPort].some((one) => one === 'unresolved');
  const doubt = unresolved
    ? 'a variable that cannot be resolved'
    : option
      ? `the option ${option.Keyword}`
      : isApplication
        ? `the protocol ${header.Protocol}`
        : undefined;
  const known = <T>(one: T | 'unresolved'): T | undefined => (one === 'unresolved' ? undefined : one);
  const there = product({
    src: known(src),
    dst: known(dst),
    sourcePort: known(sourcePort),
    destinationPort: known(destinationPort),
    protocol,
  });
  const back =
    header.Direction === 'ANY'
      ? product({
          src: known(dst),
          dst: known(src),
          sourcePort: known(destinationPort),
          destinationPort: known(sourcePort),
          protocol,
        })
      : [];
  return { action: String(Action).toLowerCase(), conditions: [...there, ...back], doubt, text, group };
}

/** `IP` is everything; an application's protocol is TCP (DNS: also UDP) of which only a part matches. */
function protocolOf(text: string): { protocol: Interval<number>[] | undefined; isApplication: boolean } {
  if (text === 'IP' || text === 'ANY') return { protocol: undefined, isApplication: false };
  const number = protocolNumber(text);
  if (number !== undefined) return { protocol: number === 1 ? [only(1), only(58)] : [only(number)], isApplication: false };
  return {
    protocol: ['DNS', 'DHCP', 'NTP', 'TFTP', 'KRB5', 'IKEV2', 'QUIC'].includes(text) ? [only(6), only(17)] : [only(6)],
    isApplication: true,
  };
}

const parts = (text: string): string[] =>
  text
    .replaceAll(/[[\]\s]/g, '')
    .split(',')
    .filter(Boolean);

/** Nothing for any; the alternatives; or not resolvable. */
function addressTexts(text: string, variables: Variables): Prefix[] | undefined | 'unresolved' {
  if (text.toUpperCase() === 'ANY') return undefined;
  const found: Prefix[] = [];
  for (const part of parts(text)) {
    if (part.startsWith('$')) {
      const set = variables.addresses.get(part.slice(1));
      if (!set) return 'unresolved';
      found.push(...set.flatMap((one) => parsePrefix(one) ?? []));
      continue;
    }
    const prefix = parsePrefix(part);
    if (!prefix) return 'unresolved';
    found.push(prefix);
  }
  return found;
}

function portTexts(text: string, variables: Variables): Interval<number>[] | undefined | 'unresolved' {
  if (text.toUpperCase() === 'ANY') return undefined;
  const found: Interval<number>[] = [];
  for (const part of parts(text)) {
    const set = part.startsWith('$') ? variables.ports.get(part.slice(1)) : [part];
    if (!set) return 'unresolved';
    for (const one of set) {
      const [from, to = one.includes(':') ? '65535' : from] = one.split(':');
      if (!/^\d*$/.test(from!) || !/^\d*$/.test(to!)) return 'unresolved';
      found.push({ lo: Number(from || 0), hi: Number(to || ANY_PORT.hi) });
    }
  }
  return found;
}

/** F9: names, not addresses: what it decides about ports 80 and 443 from its home network cannot be said. */
function domainList(list: Data, group: string, variables: Variables, strict: boolean): FirewallRule[] {
  const { GeneratedRulesType: type, TargetTypes = [] } = list;
  const home = variables.addresses.get('HOME_NET');
  const src = home?.flatMap((one) => parsePrefix(one) ?? []);
  const wanted = [...(TargetTypes.includes('HTTP_HOST') ? [80] : []), ...(TargetTypes.includes('TLS_SNI') ? [443] : [])];
  const destinationPort = (wanted.length > 0 ? wanted : [80, 443]).map((port) => only(port));
  const conditions = product({ src, dst: undefined, sourcePort: undefined, destinationPort, protocol: [only(6)] });
  const doubt = 'the name that is asked for';
  return actionsOf(type, strict).map((action) => ({ action, conditions, doubt, text: `domain list (${type})`, group }));
}

/** What a list does with the names that it means; an ALLOWLIST drops the others too, but not under strict order. */
function actionsOf(type: string, strict: boolean): string[] {
  if (type === 'ALERTLIST') return [];
  if (type !== 'ALLOWLIST') return ['drop'];
  return strict ? ['pass'] : ['pass', 'drop'];
}
