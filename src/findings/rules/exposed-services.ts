/** Services that the internet reaches, each by its own id; all ports at once; and ports that nobody has allowed. */
import { ANY_PORT, describeAddresses, holds, ICMP, ICMPV6, joined, TCP, type Traffic, UDP } from '../../net/index.ts';
import type { Exposed } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import {
  closing,
  evidenceOf,
  exposed,
  ofServices,
  PATH,
  PATH_PARTLY,
  pathOf,
  unknownOf,
  withoutServices,
  worldliness,
} from '../exposure.ts';
import { listening, namedServices } from '../listening.ts';
import { family, milder, type Rule, type Said, type Violation } from '../rule.ts';
import { servicesText } from '../services-text.ts';
import { worldControls } from '../world-controls.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';
const needs = PATH;
const partly = PATH_PARTLY;
/** From this many ports on, it is all of them that matters and not which. */
const NEARLY_ALL = 60_000;

const how =
  'It is reported where a packet of the internet gets to the interface and the answer gets back: route, network ACL, security groups, ' +
  'public address and Block Public Access all let it. Sources that add up to less than a range of `wide_public_cidr` (a /16; IPv6: twice ' +
  'the bits) are an allow list and no finding; to less than a /8 (IPv6: a /16), one step less grave. Those of `known_networks` (offices, partners) do not count. ' +
  'Where every port is open, exposed-all-ports says so and stands for all of them.';

const services: readonly Rule[] = listening.map(({ id, name, severity, why, maps, mayBePublic, inventory }) => ({
  id,
  title: `${name[0]!.toUpperCase()}${name.slice(1)} is reachable from the internet`,
  severity,
  why: `${why} ${mayBePublic ? 'Ports of `allowed_public_ports` are left out. ' : ''}${inventory ? 'It is told as info, whatever is allowed. ' : ''}${how}`,
  fix: inventory
    ? 'Nothing, if it is meant to be open; else take the rule away that lets the world in.'
    : 'Let only those in who need it: their addresses, the group of a bastion, a VPN, or Session Manager, which needs no open port.',
  see,
  needs,
  partly,
  maps,
}));

const allPorts: Rule = {
  id: 'exposed-all-ports',
  title: 'Every port is reachable from the internet',
  severity: 'critical',
  why: `Whatever listens now or one day is open to the world. All protocols count, and 60,000 or more ports of TCP or UDP. ${how}`,
  fix: 'Name the ports that the world needs, and take the rule for all of them away.',
  see,
  needs,
  partly,
  maps: worldControls([{ protocol: TCP, ports: ANY_PORT }]),
};

const unlisted: Rule = {
  id: 'exposed-unlisted-port',
  title: 'A port is reachable from the internet that nobody has allowed',
  severity: 'medium',
  why: `What is open on purpose stands in \`allowed_public_ports\` (80 and 443 of TCP, unless said otherwise); this does not, and no other rule of exposed-* has a name for it. ${how}`,
  fix: 'Close it, or add it to `allowed_public_ports` in hopscope.yaml.',
  see,
  needs,
  partly,
  maps: worldControls([{ protocol: UDP, ports: ANY_PORT }]),
};

const icmp: Rule = {
  id: 'exposed-icmp',
  title: 'ICMP is reachable from the internet',
  severity: 'info',
  why: `Echo requests tell strangers that somebody is there; “packet too big” must get in, or connections hang. It is told as info, for any type of ICMP or ICMPv6. ${how}`,
  fix: 'Let in what helps (type 3 of ICMP, type 2 of ICMPv6), and echo requests where somebody watches by them.',
  see,
  needs,
  partly,
};

const messages = [ICMP, ICMPV6].map((protocol) => ({ protocol, ports: ANY_PORT }));

export default family({
  rules: [...services, allPorts, unlisted, icmp],
  *check(estate) {
    const known = [...namedServices, ...estate.settings.allowedPublicPorts];
    for (const one of exposed(estate)) {
      // Both are made when they are read.
      const { passes, doubtful } = one;
      const all = nearlyAll(passes);
      if (all.length > 0 && worldliness(estate, all) !== 'listed') yield violation(estate, allPorts, 'Every port', one, all);
      else {
        for (const [at, { name, ports, mayBePublic }] of listening.entries()) {
          const [open, maybe] = [ofServices(passes, ports), ofServices(doubtful, ports)].map((traffic) =>
            mayBePublic ? withoutServices(traffic, estate.settings.allowedPublicPorts) : traffic,
          );
          yield* judged(estate, services[at]!, name, one, open!, maybe!);
        }
        yield* judged(estate, icmp, undefined, one, ofServices(passes, messages), ofServices(doubtful, messages));
        yield* judged(estate, unlisted, undefined, one, withoutServices(passes, known), withoutServices(doubtful, known));
      }
    }
  },
});

function* judged(
  estate: Estate,
  rule: Rule,
  name: string | undefined,
  one: Exposed,
  passes: Traffic,
  doubtful: Traffic,
): Iterable<Said> {
  if (worldliness(estate, passes) !== 'listed') yield violation(estate, rule, name, one, passes);
  else if (doubtful.length > 0) yield { rule: rule.id, subject: one.interface, unknown: unknownOf(pathOf(estate, doubtful[0]!)) };
}

function violation(estate: Estate, rule: Rule, name: string | undefined, one: Exposed, passes: Traffic): Violation {
  const path = pathOf(estate, passes[0]!);
  const address = describeAddresses(one.address);
  const few = worldliness(estate, passes) === 'wide';
  const opened = passes.flatMap(({ protocol, destinationPort: ports }) =>
    [TCP, UDP].filter((number) => holds(protocol, number)).map((number) => ({ protocol: number, ports })),
  );
  return {
    rule: rule.id,
    subject: one.interface,
    key: address,
    severity: few ? milder(rule.severity) : rule.severity,
    message: `${few ? 'A wide part of the internet' : 'The internet'} reaches ${one.interface.id} at ${address} on ${servicesText(passes)}${name ? ` (${name})` : ''}.`,
    evidence: evidenceOf(path),
    path,
    fix: closing(path),
    // A wide range is not the whole world, which is what the controls are about.
    maps: few ? {} : worldControls(opened, [one.family]),
  };
}

function nearlyAll(passes: Traffic): Traffic {
  return [TCP, UDP].flatMap((protocol) => {
    const mine = ofServices(passes, [{ protocol, ports: { lo: 0, hi: 65535 } }]);
    const count = joined(mine.map((box) => box.destinationPort)).reduce((sum, { lo, hi }) => sum + hi - lo + 1, 0);
    return count >= NEARLY_ALL ? mine : [];
  });
}
