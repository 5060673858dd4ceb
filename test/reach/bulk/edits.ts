/** Random edits of groups, ACLs and route tables, as a person might make them. */
import type { Change, Network } from '../../../src/reach/index.ts';
import type { Dice } from '../../oracle/random.ts';

const CIDRS = ['0.0.0.0/0', '8.8.8.0/24', '10.0.0.0/8', '54.0.0.0/16', '::/0', '2001:4860::/32'];
const PORTS = [22, 80, 443, 8080];

export function editOf(dice: Dice, network: Network): Change | undefined {
  const pick = (kind: string) => {
    const all = [...network.entities(kind).values()];
    return all.length > 0 ? dice.pick(all) : undefined;
  };
  const cidr = dice.pick(CIDRS);
  const port = dice.pick(PORTS);
  const service = dice.chance(30) ? { protocol: '-1' } : { protocol: 'tcp', from: port, to: port };
  const direction = dice.chance(60) ? 'ingress' : 'egress';
  const kind = dice.pick(['security-group', 'network-acl', 'route-table']);
  const thing = pick(kind);
  if (!thing) return undefined;
  const { account, region, id, data } = thing;
  const place = { account, region };
  if (kind === 'security-group') {
    return { ...place, do: dice.pick(['authorize', 'authorize', 'revoke']), groupId: id, direction, service, cidr };
  }
  if (kind === 'network-acl')
    return {
      ...place,
      do: 'create ACL entry',
      aclId: id,
      direction,
      number: 1 + dice.int(9),
      allows: dice.chance(40),
      service,
      cidr,
    };
  const routes: { DestinationCidrBlock?: string; GatewayId?: string }[] = data.Routes ?? [];
  const others = routes.filter((one) => one.GatewayId !== 'local' && one.DestinationCidrBlock);
  const old = others.length > 0 ? dice.pick(others) : undefined;
  const gateway = pick('internet-gateway');
  if (old && dice.chance(50)) return { ...place, do: 'delete route', tableId: id, cidr: old.DestinationCidrBlock!, target: {} };
  return (
    gateway && {
      ...place,
      do: 'create route',
      tableId: id,
      cidr: dice.pick(['0.0.0.0/0', '8.8.8.0/24', '::/0']),
      target: { GatewayId: gateway.id },
    }
  );
}
