/** Interfaces that the internet reaches over IPv6 where over IPv4 it does not. */
import { describeAddresses, type Traffic } from '../../net/index.ts';
import type { Estate } from '../estate.ts';
import {
  closing,
  evidenceOf,
  exposed,
  exposedOf,
  ofServices,
  PATH,
  PATH_PARTLY,
  pathOf,
  pathTo,
  type Service,
  unknownOf,
  withoutServices,
  worldliness,
} from '../exposure.ts';
import { rule } from '../rule.ts';
import { servicesText } from '../services-text.ts';

export default rule({
  id: 'exposed-ipv6-only-path',
  title: 'The internet reaches over IPv6 what is closed to it over IPv4',
  severity: 'high',
  why:
    'Who looks at the IPv4 side believes it shut. It is said for ports of TCP and UDP that the internet reaches over IPv6, on an interface ' +
    'that has an IPv4 address, too, where over IPv4 nobody or only an allow list gets in. Ports of `allowed_public_ports` are meant to be ' +
    'open and left out, and so are interfaces without IPv4, where nobody can be mistaken.',
  fix: 'Give the IPv6 side the rules of the IPv4 side, or route it through an egress-only internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6.html',
  needs: PATH,
  partly: PATH_PARTLY,
  *check(estate) {
    for (const one of exposed(estate)) {
      if (one.family !== 6 || !one.interface.addresses.some((own) => typeof own === 'number')) continue;
      const four = exposedOf(estate, one.interface).filter(({ family }) => family === 4);
      const both = [...estate.settings.allowedPublicPorts, ...four.flatMap(({ passes }) => worldly(estate, passes))];
      const open = withoutServices(one.passes, both);
      const maybe = four.flatMap(({ doubtful }) => withoutServices(doubtful, []));
      const surely = withoutServices(open, servicesIn(maybe));
      const address = describeAddresses(one.address);
      if (worldliness(estate, surely) === 'listed') {
        const doubt = worldliness(estate, open) === 'listed' ? withoutServices(one.doubtful, both)[0] : maybe[0];
        if (doubt) yield { subject: one.interface, unknown: unknownOf(pathOf(estate, doubt)) };
        continue;
      }
      const path = pathOf(estate, surely[0]!);
      const closed = pathTo(estate, one.interface, 4, servicesIn([surely[0]!]))?.blockers[0];
      yield {
        subject: one.interface,
        key: address,
        message:
          `The internet reaches ${one.interface.id} at ${address} on ${servicesText(surely)} over IPv6, and not over IPv4` +
          `${closed ? `: ${closed.because}` : ''}.`,
        evidence: evidenceOf(path),
        path,
        fix: closing(path),
      };
    }
  },
});

const servicesIn = (traffic: Traffic): Service[] => [
  ...new Map(
    traffic.map(({ protocol, destinationPort: ports }) => [
      `${protocol.lo} ${ports.lo}-${ports.hi}`,
      { protocol: protocol.lo, ports },
    ]),
  ).values(),
];

/** The services by which more than an allow list gets in. */
const worldly = (estate: Estate, traffic: Traffic): Service[] =>
  servicesIn(withoutServices(traffic, [])).filter((service) => worldliness(estate, ofServices(traffic, [service])) !== 'listed');
