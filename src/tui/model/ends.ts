/** Which things of the tree a path may start or end at, and how a question names them. */
import type { Tree } from './tree.ts';

/** Kinds that questions know by their ids. */
const known =
  /^(?:vpc|subnet|instance|network-interface|security-group|vpc-endpoint|(?:classic-)?load-balancer|internet-gateway|vpn-gateway|vpn-connection|client-vpn-endpoint|instance-connect-endpoint|transit-gateway-connect|(?:transit-gateway|core-network)-(?:\w+-)*attachment)$/;

/** Its id; of what only has an address, such as an Elastic IP, that; nothing of what has none. */
export function endOf(tree: Tree, node: number): string | undefined {
  if (!tree.isResource(node)) return undefined;
  if (known.test(tree.kindOf(node))) return tree.field(node, 'id');
  const [first] = tree.field(node, 'addresses').split(' ');
  return first || undefined;
}
