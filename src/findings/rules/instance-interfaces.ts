/** Instances by their legs: public addresses, several interfaces, one leg in public and one in private subnets. */
import { ANY_PORT, describeAddresses, TCP, UDP } from '../../net/index.ts';
import { type Interface, Missing } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import {
  closing,
  evidenceOf,
  exposedOf,
  ofServices,
  PATH,
  PATH_PARTLY,
  pathOf,
  unknownOf,
  withoutServices,
  worldliness,
} from '../exposure.ts';
import { type Run, run, settingsOf } from '../remedy.ts';
import { isPublic, ROUTES, routesTo, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';
import { servicesText } from '../services-text.ts';

const publicIp: Rule = {
  id: 'instance-public-ip',
  title: 'An instance has a public IPv4 address',
  severity: 'medium',
  why:
    'The next rule that somebody adds opens it to the world; behind a load balancer it would not. Medium where the internet reaches it on a port that ' +
    '`allowed_public_ports` does not list; info where every port is closed to the world, or only allowed ones are open.',
  fix: 'Put a load balancer in front of it, or reach it by Session Manager or Instance Connect; take the address away.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html',
  needs: ['instance', ...PATH],
  partly: PATH_PARTLY,
  maps: { fsbp: ['EC2.9'] },
};

const several: Rule = {
  id: 'instance-multiple-enis',
  title: 'An instance has network interfaces in several subnets',
  severity: 'info',
  why: 'What one subnet is kept from, the machine may carry there. Interfaces in one subnet are left out; one leg in public and one in private is instance-bridges-zones.',
  fix: 'Give it one network interface, unless it is there to stand between networks.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html',
  needs: ['instance', 'network-interface', 'subnet', 'vpc'],
  maps: { fsbp: ['EC2.17'] },
};

const bridge: Rule = {
  id: 'instance-bridges-zones',
  title: 'An instance has a leg in a public and one in a private subnet',
  severity: 'medium',
  why:
    'Whoever gets into it from the internet stands in the private network already, whatever routes and ACLs say. Public is a subnet with a default route to an ' +
    'internet gateway, over IPv4 or IPv6. Where a route leads to one of its interfaces it is an appliance, made for that: info.',
  fix: 'Give it one leg, and let what it needs of the other network be reached by a route.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/scenarios-enis.html',
  needs: ['instance', 'network-interface', 'internet-gateway', ...ROUTES],
};

export default family({
  rules: [publicIp, several, bridge],
  *check(estate) {
    const cards = estate.network.once('interfaces of instances', () =>
      Map.groupBy(estate.network.interfaces.values(), (one) => one.instanceId),
    );
    for (const one of estate.all('instance')) {
      if (['terminated', 'shutting-down'].includes(one.data.State?.Name ?? '')) continue;
      const own = cards.get(one.id) ?? [];
      yield* judgedAddress(estate, one, own);
      if (new Set(own.map(({ subnet }) => subnet.id)).size < 2) continue;
      yield {
        rule: several.id,
        subject: one,
        message: `${one.id} has network interfaces in ${[...new Set(own.map(({ subnet }) => subnet.id))].join(', ')}.`,
        evidence: own.map(({ id, subnet }) => ({ kind: 'network-interface', id, text: `in ${subnet.id}` })),
        fix: [],
      };
      yield* judgedLegs(estate, one, own);
    }
  },
});

const any = [TCP, UDP].map((protocol) => ({ protocol, ports: ANY_PORT }));

function* judgedAddress(estate: Estate, instance: Thing<'instance'>, own: readonly Interface[]): Iterable<Said> {
  const addresses = own.flatMap(({ publicAddresses }) => publicAddresses.map((pair) => pair.public));
  if (addresses.length === 0) return;
  const rule = publicIp.id;
  const shown = addresses.map((address) => describeAddresses({ lo: address, hi: address })).join(', ');
  const proof = { kind: 'instance', id: instance.id, text: `has ${shown}` };
  const ways = own.flatMap((one) => exposedOf(estate, one)).filter((one) => one.family === 4);
  const allowed = estate.settings.allowedPublicPorts;
  const open = ways.map(({ passes }) => withoutServices(passes, allowed)).find((one) => worldliness(estate, one) !== 'listed');
  if (open) {
    const path = pathOf(estate, open[0]!);
    yield {
      rule,
      subject: instance,
      message: `${instance.id} has a public address (${shown}), and the internet reaches it on ${servicesText(open)}.`,
      evidence: [proof, ...evidenceOf(path)],
      path,
      fix: closing(path),
    };
    return;
  }
  const doubt = ways.flatMap(({ doubtful }) => withoutServices(doubtful, allowed))[0];
  if (doubt) {
    yield { rule, subject: instance, unknown: unknownOf(pathOf(estate, doubt)) };
    return;
  }
  const web = ways.flatMap(({ passes }) => ofServices(passes, any));
  const what = web.length > 0 ? `the internet reaches it on ${servicesText(web)} only` : 'every port is closed to the internet';
  yield {
    rule,
    subject: instance,
    severity: 'info',
    message: `${instance.id} has a public address (${shown}); ${what}.`,
    evidence: [proof],
    // What serves the web from it would be cut off.
    fix: web.length > 0 ? [] : own.flatMap((one) => withoutAddress(instance, one)),
  };
}

function* judgedLegs(estate: Estate, instance: Thing<'instance'>, own: readonly Interface[]): Iterable<Said> {
  const legs = own.map((one) => {
    const outs = ([4, 6] as const).map((version) => wayOut(estate, one.subnet, version));
    const unseen = outs.find((out) => out instanceof Missing);
    return { one, unseen, isOut: outs.some((out) => !(out instanceof Missing) && isPublic(out)) };
  });
  const unseen = legs.find((leg) => leg.unseen)?.unseen;
  if (unseen instanceof Missing) {
    yield { rule: bridge.id, subject: instance, unknown: unseen };
    return;
  }
  const [outer, inner] = [legs.filter(({ isOut }) => isOut), legs.filter(({ isOut }) => !isOut)];
  if (outer.length === 0 || inner.length === 0) return;
  const led = own.some(({ id }) => routesTo(estate, id).length > 0);
  const named = (some: typeof legs): string => some.map(({ one }) => one.subnet.id).join(', ');
  yield {
    rule: bridge.id,
    subject: instance,
    severity: led ? 'info' : 'medium',
    message: `${instance.id} has a leg in ${named(outer)}, which is public, and one in ${named(inner)}, which is private${led ? '; routes lead to it' : ''}.`,
    evidence: legs.map(({ one, isOut }) => ({
      kind: 'network-interface',
      id: one.id,
      text: `in ${one.subnet.id}, ${isOut ? 'public' : 'private'}${one.sourceDestCheck ? '' : ', source/destination check off'}`,
    })),
    fix: [],
  };
}

/** Takes the public address away that AWS chose, or the Elastic IP. */
function withoutAddress(instance: Thing<'instance'>, one: Interface): Run[] {
  const { AssociationId, PublicIp, IpOwnerId } = one.data.Association ?? {};
  if (!PublicIp) return [];
  if (IpOwnerId !== 'amazon') {
    if (!AssociationId) return [];
    const terraform = `# take the aws_eip_association with id ${AssociationId} out of the configuration`;
    return [
      run(one, `Take ${PublicIp} away from ${one.id}`, `ec2 disassociate-address --association-id ${AssociationId}`, terraform),
    ];
  }
  return [
    run(
      one,
      `Take the public address away from ${one.id}`,
      `ec2 modify-network-interface-attribute --network-interface-id ${one.id} --no-associate-public-ip-address`,
      settingsOf('aws_instance', instance.id, { associate_public_ip_address: false }),
    ),
  ];
}
