/** Targets that the internet reaches through a load balancer. */
import { describeAddresses, holds } from '../../net/index.ts';
import type { Exposed } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { closing, evidenceOf, inbound, PATH, unknownOf, worldliness } from '../exposure.ts';
import { listening } from '../listening.ts';
import { rule, type Severity } from '../rule.ts';
import { servicesText } from '../services-text.ts';

export default rule({
  id: 'exposed-via-load-balancer',
  title: 'The internet reaches a target through a load balancer',
  severity: 'medium',
  why:
    'Who looks at the target sees no public address and believes it inside. It is as grave as what listens on its port, as in exposed-*: a ' +
    'database behind a Network Load Balancer is as public as one with an address. Ports for web and development, and any other port behind a ' +
    'listener on one of `allowed_public_ports`, are info: that is what load balancers are for. Everything else is medium. The engine walks ' +
    'from the internet to the node and on to the target: groups, ACLs and routes of both let it. Listeners that only an allow list reaches do not count.',
  fix: 'Make the load balancer an internal one, or let its group admit only those who need it.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  needs: [
    'load-balancer',
    'load-balancer-attributes',
    'listener',
    'listener-rule',
    'target-group',
    'target-group-attributes',
    'target-health',
    'classic-load-balancer',
    'classic-load-balancer-attributes',
    'classic-instance-health',
    ...PATH,
  ],
  *check(estate) {
    for (const all of throughBalancers(estate)) {
      const one = all.find(({ passes }) => worldliness(estate, passes) !== 'listed');
      const { interface: target, owner, through } = one ?? all[0]!;
      if (!one) {
        const doubt = all.find(({ doubtful }) => doubtful.length > 0);
        if (doubt) yield { subject: target, unknown: unknownOf(doubt.path()) };
        continue;
      }
      const path = one.path();
      const [node] = through;
      const port = portOf(one);
      yield {
        subject: target,
        key: keyOf(one),
        severity: severityOf(estate, one),
        message: `The internet reaches ${owner.id === target.id ? target.id : `${target.id} (${owner.name ?? owner.id})`} on port ${port} through ${nameOf(one)}, at ${describeAddresses(one.address)} on ${servicesText(one.passes)}.`,
        evidence: [
          { kind: 'network-interface', id: node!.id, text: `node of ${nameOf(one)}, hands on to port ${port}` },
          ...evidenceOf(path),
        ],
        path,
        fix: closing(path),
      };
    }
  },
});

/** What the internet reaches by way of nodes of load balancers, by target, balancer and port: the nodes of one are alike. */
const throughBalancers = (estate: Estate): Iterable<Exposed[]> =>
  Map.groupBy(
    inbound(estate).filter(({ through }) => through.length > 0),
    (one) => `${one.interface.id} ${keyOf(one)}`,
  ).values();

const nameOf = ({ through }: Exposed): string => String(through[0]!.data.Description ?? through[0]!.id).replace(/^ELB /, '');

/** The port of the target; where the load balancer did not change it, that of the listener. */
const portOf = ({ port, passes, doubtful }: Exposed): number => port ?? [...passes, ...doubtful][0]?.destinationPort.lo ?? 0;

const keyOf = (one: Exposed): string => `${nameOf(one)} ${portOf(one)}`;

function severityOf({ settings }: Estate, one: Exposed): Severity {
  const port = portOf(one);
  const protocol = one.passes[0]!.protocol.lo;
  const known = listening.find(({ ports }) => ports.some((each) => each.protocol === protocol && holds(each.ports, port)));
  if (known) return known.id === 'exposed-dev-http' ? 'info' : known.severity;
  const isAllowed = one.passes.every(({ protocol: number, destinationPort }) =>
    settings.allowedPublicPorts.some(
      (each) => each.protocol === number.lo && holds(each.ports, destinationPort.lo) && holds(each.ports, destinationPort.hi),
    ),
  );
  return isAllowed ? 'info' : 'medium';
}
