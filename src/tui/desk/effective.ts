/** The rules that hold for a thing, merged and resolved: the groups of an interface together, its subnet's ACL in order, its routes. */
import { type Acl, type GroupRule, Missing, type Network, type RouteTable, type RuleDirection } from '../../reach/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { nameText } from '../../report/owner-text.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { type Row, span } from '../screen/row.ts';
import type { Line, Section } from './answers.ts';
import { type LookUp, section } from './sheet.ts';

/** More rules of one direction, and more routes, are counted. */
const MOST = 40;

export function effective(network: Network, resource: Resource, at: LookUp): Section[] {
  const { kind, id, data } = resource;
  switch (kind) {
    case 'instance':
      return (data.NetworkInterfaces ?? []).flatMap((one: { NetworkInterfaceId?: string }) =>
        ofInterface(network, one.NetworkInterfaceId ?? '', at),
      );
    case 'network-interface':
      return ofInterface(network, id, at);
    case 'subnet': {
      const subnet = network.subnets.get(id);
      return subnet ? [...aclSections(network.aclOf(subnet)), ...tableSections(network.tableOf(subnet), at)] : [];
    }
    case 'security-group': {
      const group = network.group(id, resource);
      return group instanceof Missing
        ? []
        : (['ingress', 'egress'] as const).flatMap((side) => ruleSection(words[side], group[side], at, false) ?? []);
    }
    case 'network-acl': {
      const subnet = [...network.subnets.values()].find((one) => {
        const acl = network.aclOf(one);
        return !(acl instanceof Missing) && acl.id === id;
      });
      return subnet ? aclSections(network.aclOf(subnet)) : [];
    }
    case 'route-table': {
      const table = network.table(id);
      return table ? tableSections(table, at) : [];
    }
    default:
      return [];
  }
}

const words: Record<RuleDirection, string> = { ingress: 'Lets in', egress: 'Lets out' };

function ofInterface(network: Network, id: string, at: LookUp): Section[] {
  const one = network.interfaces.get(id);
  if (!one) return [];
  const guard = network.guardOf(one);
  const merged = (['ingress', 'egress'] as const).map((side) =>
    ruleSection(`${words[side]}, by all of its groups`, guard.rules(side), at, true),
  );
  return [...merged, ...aclSections(network.aclOf(one.subnet)), ...tableSections(network.tableOf(one.subnet), at)];
}

/** A rule that several groups have is told once, with all of them. */
function ruleSection(title: string, rules: readonly (GroupRule | Missing)[], at: LookUp, named: boolean): Section {
  const texts = Map.groupBy(rules, (rule) => (rule instanceof Missing ? rule.text : rule.text));
  const lines = [...texts].map(([text, same]): Line => {
    const [first] = same;
    if (first instanceof Missing) return { row: [span('? ', 'warning'), span(forTerminal(first.text), 'warning')] };
    const groups = [...new Set(same.flatMap((rule) => (rule instanceof Missing ? [] : [nameText(rule.group)])))];
    const open = /\b(?:0\.0\.0\.0|::)\/0$/.test(text) && first!.direction === 'ingress';
    const row: Row = [
      span('✓ ', 'good'),
      span(forTerminal(text), open ? 'warning' : 'plain'),
      ...(named ? [span(forTerminal(` · ${groups.join(', ')}`), 'quiet')] : []),
    ];
    return { row, to: at(first!.peer) ?? { kind: 'security-group', id: first!.group.id } };
  });
  return section(title, lines.length > 0 ? cut(lines) : [{ row: [span('✗ ', 'bad'), span('nothing')] }]);
}

function aclSections(acl: Acl | Missing): Section[] {
  if (acl instanceof Missing) return [unknown('Network ACL', acl)];
  return (['ingress', 'egress'] as const).map((side) => {
    const entries = [...acl.entries[side][4], ...acl.entries[side][6]].sort((a, b) => a.number - b.number);
    const lines = entries.map(
      ({ number, allows, text }): Line => ({
        row: [
          span(allows ? '✓ ' : '✗ ', allows ? 'good' : 'bad'),
          span(`${String(number).padStart(5)} `, 'quiet'),
          span(forTerminal(text)),
        ],
        to: { kind: 'network-acl', id: acl.id },
      }),
    );
    const rest: Line = { row: [span('✗ ', 'bad'), span('    * ', 'quiet'), span('deny everything else')] };
    return section(`Network ACL ${forTerminal(nameText(acl))}, ${side === 'ingress' ? 'into' : 'out of'} the subnet, in order`, [
      ...cut(lines),
      rest,
    ]);
  });
}

function tableSections(table: RouteTable | Missing, at: LookUp): Section[] {
  if (table instanceof Missing) return [unknown('Routes', table)];
  const routes = table.routes.entries.map(({ value }) => value).sort((a, b) => b.prefix.length - a.prefix.length);
  const lines = routes.map((route): Line => {
    const row: Row = [
      span(route.isDead ? '✗ ' : '→ ', route.isDead ? 'bad' : 'command'),
      span(forTerminal(route.text), route.isDead ? 'bad' : 'plain'),
      ...(route.isDead ? [span(' · its target is gone', 'bad')] : []),
    ];
    return { row, ...(at(route.target.id) && { to: at(route.target.id)! }) };
  });
  const unseen = table.unresolved.map(
    ({ missing }): Line => ({ row: [span('? ', 'warning'), span(forTerminal(missing.text), 'warning')] }),
  );
  return [section(`Routes of ${forTerminal(nameText(table))}, the most specific first`, [...cut(lines), ...unseen])];
}

const unknown = (title: string, { text }: Missing): Section =>
  section(title, [{ row: [span('? ', 'warning'), span(forTerminal(text), 'warning')] }]);

const cut = (lines: readonly Line[]): Line[] =>
  lines.length <= MOST ? [...lines] : [...lines.slice(0, MOST), { row: [span(`… and ${lines.length - MOST} more`, 'quiet')] }];
