/** Which things of the tree a path may start or end at, and how a question names them. */
import type { Tree } from './tree.ts';

/** Kinds that questions know by their ids. */
const known =
  /^(?:vpc|subnet|instance|network-interface|security-group|vpc-endpoint|(?:classic-)?load-balancer|internet-gateway|vpn-gateway|vpn-connection|client-vpn-endpoint|prefix-list|instance-connect-endpoint|transit-gateway-connect|(?:transit-gateway|core-network)-(?:\w+-)*attachment)$/;

/** Its id; of a record of a zone its name; of what only has an address, such as an Elastic IP, that; nothing of what has none. */
export function endOf(tree: Tree, node: number): string | undefined {
  if (!tree.isResource(node)) return undefined;
  if (known.test(tree.kindOf(node))) return tree.field(node, 'id');
  if (tree.kindOf(node) === 'resource-record-set') return hostOf(tree, node);
  const [first] = tree.field(node, 'addresses').split(' ');
  return first || undefined;
}

/** Records that lead somewhere; an asterisk is no name to ask for. */
function hostOf(tree: Tree, node: number): string | undefined {
  const name = tree.field(node, 'name').replace(/\.$/, '');
  return /\/(?:A|AAAA|CNAME)\b/.test(tree.field(node, 'id')) && /^[\w.-]+$/.test(name) ? name : undefined;
}
