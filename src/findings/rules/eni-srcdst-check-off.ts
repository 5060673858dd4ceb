/** Interfaces that may send and receive what is not theirs. */
import { run, settingsOf } from '../remedy.ts';
import { routeEvidence, routesTo } from '../routes.ts';
import { rule } from '../rule.ts';

/** Types of interfaces that are not of a service, as NAT gateways and load balancers have them. */
const ofMachines: ReadonlySet<string | undefined> = new Set([undefined, 'interface', 'efa', 'efa-only', 'branch', 'trunk']);

export default rule({
  id: 'eni-srcdst-check-off',
  title: 'The source/destination check of a network interface is off',
  severity: 'low',
  why:
    'Whoever has the machine can speak with any source address, and take in what is meant for others. An appliance needs that: where a route ' +
    'leads to the interface it is info. Interfaces that AWS made for a service of its own are left out.',
  fix: 'Turn the check on where the machine forwards nothing.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html#eni-source-destination-check',
  needs: ['network-interface', 'route-table'],
  maps: { fsbp: ['EC2.180'] },
  *check(estate) {
    for (const one of estate.all('network-interface')) {
      if (one.data.SourceDestCheck !== false || one.data.RequesterManaged || !ofMachines.has(one.data.InterfaceType)) continue;
      const instance = one.data.Attachment?.InstanceId;
      const routes = routesTo(estate, one.id);
      const off = { kind: 'network-interface', id: one.id, text: 'SourceDestCheck is false' };
      yield {
        subject: one,
        severity: routes.length > 0 ? 'info' : 'low',
        message:
          routes.length > 0
            ? `${one.id}${instance ? ` of ${instance}` : ''} forwards for others: ${routes.length} routes lead to it, and its source/destination check is off.`
            : `The source/destination check of ${one.id}${instance ? ` of ${instance}` : ''} is off, and no route leads to it.`,
        evidence: [off, ...routes.map(routeEvidence)],
        fix:
          routes.length > 0
            ? []
            : [
                run(
                  one,
                  `Turn the source/destination check of ${one.id} on`,
                  `ec2 modify-network-interface-attribute --network-interface-id ${one.id} --source-dest-check`,
                  settingsOf('aws_network_interface', one.id, { source_dest_check: true }),
                ),
              ],
      };
    }
  },
});
