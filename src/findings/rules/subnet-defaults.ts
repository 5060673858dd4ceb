/** Subnets that got their routes without anybody's choice, or have IPv6 addresses that lead nowhere. */
import { familyOf } from '../../net/index.ts';
import { type Change, Missing, type Subnet } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { run } from '../remedy.ts';
import { interfacesIn, ROUTES, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const implicit: Rule = {
  id: 'subnet-implicit-main-table',
  title: 'A subnet uses the main route table because nobody chose one',
  severity: 'low',
  why:
    'Who changes the main table for one subnet changes it for all that nobody thought of. Where the main table has only local routes it is info, and ' +
    'so it is in a default VPC, which AWS makes like that.',
  fix: 'Associate the subnet with a table of its own, or say by an explicit association that the main one is meant.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
  needs: ROUTES,
};

const noEgressOnly: Rule = {
  id: 'route-eigw-missing',
  title: 'A subnet with IPv6 addresses has no way out over any protocol',
  severity: 'low',
  why:
    'Machines there have IPv6 addresses and reach nothing outside. It is said of subnets with a network interface and an IPv6 block that have a default route ' +
    'for neither family. Low where they have IPv6 only; info where they have IPv4, too, for that may be isolation on purpose. With an IPv4 default route it is ' +
    'route-ipv6-default-missing.',
  fix: 'Add a route for ::/0 to an egress-only internet gateway; or leave it, where the subnet is to be isolated.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  needs: ['network-interface', 'egress-only-internet-gateway', ...ROUTES],
};

export default family({
  rules: [implicit, noEgressOnly],
  *check(estate) {
    const chosen = estate.network.associations;
    for (const subnet of estate.network.subnets.values()) {
      const table = estate.network.tableOf(subnet);
      if (table instanceof Missing) {
        for (const { id: rule } of [implicit, noEgressOnly]) yield { rule, subject: subnet, unknown: table };
        continue;
      }
      if (!chosen.has(subnet.id)) {
        const onlyLocal = table.routes.entries.every(({ value }) => value.target.kind === 'local');
        yield {
          rule: implicit.id,
          subject: subnet,
          severity: onlyLocal || subnet.vpc.data.IsDefault ? 'info' : 'low',
          message: `${subnet.id} uses ${table.id} because it is the main table of ${subnet.vpc.id}${onlyLocal ? ', which has only local routes' : ''}.`,
          evidence: [
            { kind: 'route-table', id: table.id, text: `main table of ${subnet.vpc.id}; ${subnet.id} is associated with none` },
          ],
          fix: [
            run(
              subnet,
              `Say that ${table.id} is meant for ${subnet.id}`,
              `ec2 associate-route-table --route-table-id ${table.id} --subnet-id ${subnet.id}`,
              `resource "aws_route_table_association" "this" {\n  subnet_id      = "${subnet.id}"\n  route_table_id = "${table.id}"\n}`,
            ),
          ],
        };
      }
      yield* judgedIpv6(estate, subnet, table.id);
    }
  },
});

function* judgedIpv6(estate: Estate, subnet: Subnet, tableId: string): Iterable<Said> {
  if (!subnet.blocks.some(({ lo }) => familyOf(lo) === 6) || interfacesIn(estate, subnet.id).length === 0) return;
  const [four, six] = [wayOut(estate, subnet, 4), wayOut(estate, subnet, 6)];
  if (four || six) return;
  yield {
    rule: noEgressOnly.id,
    subject: subnet,
    severity: subnet.data.Ipv6Native ? 'low' : 'info',
    message: `${subnet.id} has IPv6 addresses, and ${tableId} has no default route.`,
    evidence: [{ kind: 'route-table', id: tableId, text: 'no route for ::/0' }],
    fix: outward(estate, subnet, tableId),
  };
}

/** A route to the egress-only gateway of its VPC, if there is one. */
function outward({ network }: Estate, { vpc }: Subnet, tableId: string): Change[] {
  const gateway = network.attached('egress-only-internet-gateway', vpc.id)[0];
  const { account, region } = vpc;
  const target = { EgressOnlyInternetGatewayId: gateway?.id ?? '' };
  return gateway ? [{ do: 'create route', account, region, tableId, cidr: '::/0', target }] : [];
}
