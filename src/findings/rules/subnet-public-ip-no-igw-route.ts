/** Subnets that give out public addresses that nobody can use. */
import { Missing } from '../../reach/index.ts';
import { run, settingsOf } from '../remedy.ts';
import { isInspected, isPublic, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'subnet-public-ip-no-igw-route',
  title: 'A subnet gives out public addresses and has no route to an internet gateway',
  severity: 'medium',
  why:
    'Its machines pay for addresses at which nobody reaches them. Either the route was forgotten, or the subnet is meant to be private and the ' +
    'next route makes all of it public. A way out through a firewall endpoint or an appliance counts as one: behind it there may be a gateway.',
  fix: 'Switch the public addresses off, or add the route if the subnet is meant to be public.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  needs: ROUTES,
  *check(estate) {
    for (const subnet of estate.network.subnets.values()) {
      if (!subnet.data.MapPublicIpOnLaunch) continue;
      const out = wayOut(estate, subnet, 4);
      if (out instanceof Missing) {
        yield { subject: subnet, unknown: out };
        continue;
      }
      if (isPublic(out) || isInspected(out)) continue;
      yield {
        subject: subnet,
        message: `${subnet.id} gives every interface a public address, and ${out ? `what it sends to the internet goes to ${out.route.target.id}` : 'nothing of it leads to the internet'}.`,
        evidence: [{ kind: 'subnet', id: subnet.id, text: 'MapPublicIpOnLaunch' }, ...(out ? [routeEvidence(out)] : [])],
        fix: [
          run(
            subnet,
            `Give no public addresses in ${subnet.id}`,
            `ec2 modify-subnet-attribute --subnet-id ${subnet.id} --no-map-public-ip-on-launch`,
            settingsOf('aws_subnet', subnet.id, { map_public_ip_on_launch: false }),
          ),
        ],
      };
    }
  },
});
