/** Load balancers for the internet in subnets that it does not reach. */
import { Missing, type Ref, type Subnet } from '../../reach/index.ts';
import { fronts } from '../balancing.ts';
import { type Run, run } from '../remedy.ts';
import { publicBeside } from '../room.ts';
import { isInspected, isPublic, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'lb-internet-facing-private-subnet',
  title: 'An internet-facing load balancer stands in a subnet without a route to an internet gateway',
  severity: 'medium',
  why:
    'Its node there has a public address, DNS hands it out, and whoever gets it waits in vain: a part of the connections fails. A default ' +
    'route to a firewall endpoint or an appliance counts as a way to the internet. Where the load balancer has no public IPv4 address, its ' +
    'IPv6 route is looked at. Application, network and classic load balancers are looked at.',
  fix: 'Put it in public subnets, or give the subnet a route to the internet gateway; or make the load balancer an internal one.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  needs: ['load-balancer', 'classic-load-balancer', 'internet-gateway', ...ROUTES],
  *check(estate) {
    for (const { subject, name, isPublic: isFacing, onlyIpv6, subnetIds } of fronts(estate)) {
      if (!isFacing) continue;
      for (const id of subnetIds) {
        const subnet = estate.network.subnets.get(id);
        const out = subnet ? wayOut(estate, subnet, onlyIpv6 ? 6 : 4) : undefined;
        if (!subnet || out instanceof Missing) {
          yield { subject, unknown: out instanceof Missing ? out : `${id}, where ${name} stands, is not in the snapshot` };
          continue;
        }
        if (isPublic(out) || isInspected(out)) continue;
        const table = estate.network.tableOf(subnet);
        yield {
          subject,
          key: id,
          message: `The load balancer ${name} faces the internet and stands in ${id}, which ${out ? `sends to the internet by ${out.route.target.id}` : 'has no default route'}.`,
          evidence: [
            { kind: subject.kind, id: subject.id, text: `internet-facing, in ${subnetIds.join(', ')}` },
            out
              ? routeEvidence(out)
              : { kind: 'route-table', id: table instanceof Missing ? id : table.id, text: `no default route for ${id}` },
          ],
          fix: moved(subject, subnetIds, id, publicBeside(estate, subnet)),
        };
      }
    }
  },
});

/** Into the public subnet of the same zone, where there is one. */
function moved({ kind, id, account, region }: Ref, subnetIds: readonly string[], from: string, to: Subnet | undefined): Run[] {
  if (!to) return [];
  const wanted = subnetIds.map((one) => (one === from ? to.id : one));
  const text = `Put it into ${to.id}, which is public, instead of ${from}`;
  const terraform = (type: string): string =>
    `# in the ${type} with id ${id}:\n#   subnets = [${wanted.map((one) => JSON.stringify(one)).join(', ')}]`;
  const place = { account, region };
  if (kind === 'load-balancer') {
    const command = `elbv2 set-subnets --load-balancer-arn ${id} --subnets ${wanted.join(' ')}`;
    return [run(place, text, command, terraform('aws_lb'))];
  }
  const of = `--load-balancer-name ${id} --subnets`;
  return [
    run(place, `Leave ${from}`, `elb detach-load-balancer-from-subnets ${of} ${from}`, terraform('aws_elb')),
    run(place, text, `elb attach-load-balancer-to-subnets ${of} ${to.id}`, terraform('aws_elb')),
  ];
}
