/** Subnets whose packets go past the firewall that their neighbours cross, or cross it in one direction only. */
import { type Family, familyOf, formatPrefix } from '../../net/index.ts';
import { Missing, type Path, type RouteTable, type Step } from '../../reach/index.ts';
import { newEdgeTable } from '../edge-table.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH_PARTLY, unknownOf } from '../exposure.ts';
import { crossed, INSPECTED, isLedOut, type Leaving, leavings } from '../firewalls.ts';
import type { Remedy } from '../remedy.ts';
import { leadTo, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const past: Rule = {
  id: 'nfw-bypass',
  title: 'A subnet goes past the firewall that others of its VPC cross',
  severity: 'high',
  why:
    'Whoever is in it speaks with the internet unseen, and whoever is in a neighbouring subnet needs only a host in this one. From a host of each subnet the ' +
    'engine sends a packet to the internet, IPv4 and IPv6; it is said where routes lead it out without an endpoint of a Network Firewall or ' +
    'a Gateway Load Balancer, in this VPC or another, while that of another subnet of the VPC crosses one. Subnets without hosts, as those ' +
    'of NAT gateways and of the endpoints themselves, are not asked.',
  fix: 'Lead the subnet to the endpoint of its zone.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config-route-tables.html',
  needs: INSPECTED,
  partly: PATH_PARTLY,
};

const oneWay: Rule = {
  id: 'nfw-return-bypass',
  title: 'A firewall sees what a subnet sends, and not what comes back, or the other way round',
  severity: 'high',
  why:
    'A stateful firewall drops connections of which it sees one half, and a stateless one inspects half of them. From a host of each subnet ' +
    'the engine walks a packet to the internet and its answer; it is said where only one of the two crosses an endpoint of a Network ' +
    'Firewall or a Gateway Load Balancer. What does not lead to the internet is route-asymmetric.',
  fix: 'Lead the way back through the same endpoint: in the edge table of the internet gateway, or in the table of the NAT gateway’s subnet.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-igw-ngw.html',
  // Whether a firewall keeps state its policy says.
  needs: [...INSPECTED, 'firewall-policy'],
  partly: PATH_PARTLY,
};

export default family({
  rules: [past, oneWay],
  *check(estate) {
    for (const vpc of estate.network.vpcs.values()) {
      const all = leavings(estate, vpc);
      for (const [ip, ways] of Map.groupBy(all, (one) => one.family)) {
        const inspected = ways.filter(({ path }) => crossed(estate, path.forward));
        if (inspected.length > 0) {
          for (const way of ways) if (!inspected.includes(way)) yield* outside(estate, way, inspected);
        }
        for (const way of ways) yield* halves(estate, way, ip);
      }
    }
  },
});

function* outside(estate: Estate, { subnet, family: ip, path }: Leaving, inspected: readonly Leaving[]): Iterable<Said> {
  if (!isLedOut(path)) return;
  const doubt = path.forward.find(({ does }) => does === 'unknown');
  if (doubt) {
    yield { rule: past.id, subject: subnet, unknown: unknownOf(path) };
    return;
  }
  const door = (way: Leaving): Step => crossed(estate, way.path.forward)!;
  const model = inspected.find((way) => way.subnet.zone === subnet.zone) ?? inspected[0]!;
  const out = wayOut(estate, subnet, ip);
  yield {
    rule: past.id,
    subject: subnet,
    key: `IPv${ip}`,
    message: `IPv${ip} of ${subnet.id} goes to the internet past ${door(model).at.id}, which ${model.subnet.id} of the same VPC crosses.`,
    evidence: evidenceOf(path),
    path,
    fix:
      out && !(out instanceof Missing) && isIn(estate, door(model), subnet.vpc.id)
        ? [leadTo(out, { GatewayId: door(model).at.id })]
        : [],
  };
}

/** Whether a table of the VPC may lead to the endpoint. */
const isIn = ({ network }: Estate, { at }: Step, vpcId: string): boolean =>
  network.entity('vpc-endpoint', at.id)?.data.VpcId === vpcId;

function* halves(estate: Estate, way: Leaving, ip: Family): Iterable<Said> {
  const { subnet, path } = way;
  const there = crossed(estate, path.forward);
  const back = crossed(estate, path.reply);
  const lost = path.blockers.find(({ code }) => code === 'HOPSCOPE_ASYMMETRIC_INSPECTION');
  if (lost && (there || back)) {
    const [seen, unseen] = there ? ['sends to the internet', 'what comes back'] : ['gets from the internet', 'what it sends'];
    yield {
      rule: oneWay.id,
      subject: subnet,
      key: `IPv${ip}`,
      message: `${(there ?? back)!.at.id} sees what ${subnet.id} ${seen} over IPv${ip}, and not ${unseen}.`,
      evidence: evidenceOf(path),
      path,
      fix: there ? wayBack(estate, way, there) : [],
    };
  } else if (there && path.verdict.reply === 'unknown' && !back) {
    yield { rule: oneWay.id, subject: subnet, unknown: unknownOf(path) };
  }
}

/** A route back to the endpoint, where there is a table for it: that of the NAT gateway's subnet, or the edge table of the gateway. */
function wayBack(estate: Estate, { subnet, path, family: ip }: Leaving, door: Step): Remedy[] {
  const table = returningTable(estate, path);
  const block = subnet.blocks.find(({ lo }) => familyOf(lo) === ip);
  if (!block || !isIn(estate, door, table?.vpcId ?? subnet.vpc.id)) return [];
  const gateway = path.forward.find(({ at }) => at.kind === 'internet-gateway')?.at;
  if (!table) {
    const natted = path.forward.some(({ at }) => at.kind === 'nat-gateway');
    if (!gateway || natted) return [];
    const { account, region } = subnet;
    const led = { vpcId: subnet.vpc.id, gatewayId: gateway.id, cidr: formatPrefix(block), through: door.at };
    return newEdgeTable({ account, region, ...led });
  }
  const { id: tableId, account, region } = table;
  const target = { GatewayId: door.at.id };
  return [{ do: 'create route', account, region, tableId, cidr: formatPrefix(block), target }];
}

function returningTable({ network }: Estate, { forward }: Path): RouteTable | undefined {
  const at = (kind: string) => forward.find((step) => step.at.kind === kind)?.at.id ?? '';
  const nat = network.entity('nat-gateway', at('nat-gateway'));
  const subnet = network.subnets.get(nat?.data.SubnetId ?? '');
  if (!subnet) return network.edgeTableOf(at('internet-gateway'));
  const table = network.tableOf(subnet);
  return table instanceof Missing ? undefined : table;
}
