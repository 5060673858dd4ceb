/** VPCs and subnets by who is in them: nobody, one zone only, public subnets only; default VPCs; subnets that give out IPv6 addresses. */
import type { Interface, Subnet, Vpc } from '../../reach/index.ts';
import { Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { remove, run, settingsOf } from '../remedy.ts';
import { interfacesIn, isPublic, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const isDefault: Rule = {
  id: 'vpc-default-exists',
  title: 'A Region has its default VPC',
  severity: 'info',
  why:
    'Whoever starts a machine without saying where starts it there, in a public subnet with a public address. Nothing is wrong as long as nobody ' +
    'does: that is vpc-default-in-use.',
  fix: 'Delete it where nothing runs in it; AWS makes a new one on request.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  needs: ['vpc', 'subnet', 'network-interface'],
};

const unused: Rule = {
  id: 'vpc-unused',
  title: 'A VPC has no network interface',
  severity: 'low',
  why:
    'It costs nothing, holds a range that others may need, and is where nobody looks. It is said of VPCs without any network interface, of machines ' +
    'or of services; default VPCs are left out.',
  fix: 'Delete it, or give its range back.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html',
  needs: ['vpc', 'subnet', 'network-interface'],
};

const emptySubnet: Rule = {
  id: 'subnet-unused',
  title: 'A subnet has no network interface',
  severity: 'info',
  why: 'Its addresses are reserved for nobody. Subnets of VPCs that are empty altogether, and of default VPCs, are left out.',
  fix: 'Delete it, or keep it for what is to come.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html',
  needs: ['vpc', 'subnet', 'network-interface'],
};

const oneZone: Rule = {
  id: 'vpc-single-az',
  title: 'Everything in a VPC runs in one zone',
  severity: 'low',
  why:
    'When the zone fails, all of it does. It is said where two or more network interfaces of machines, containers or functions are all in one zone; ' +
    'default VPCs are left out.',
  fix: 'Spread it over the subnets of two zones or more.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html',
  needs: ['vpc', 'subnet', 'network-interface'],
};

const onlyPublic: Rule = {
  id: 'vpc-only-public-subnets',
  title: 'A VPC has public subnets only',
  severity: 'low',
  why:
    'Nothing in it can be kept from the internet but by its groups. It is said of VPCs with a network interface where each subnet has a default ' +
    'route to an internet gateway of its own, over IPv4 or IPv6; one to a NAT gateway makes no subnet public. Default VPCs are left out.',
  fix: 'Move what the world need not reach to subnets without a route to the internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html',
  needs: ['internet-gateway', 'network-interface', ...ROUTES],
};

const autoSix: Rule = {
  id: 'subnet-auto-ipv6',
  title: 'A public subnet gives every network interface an IPv6 address',
  severity: 'low',
  why:
    'Every IPv6 address is public where ::/0 leads to an internet gateway: only groups and ACLs keep the world out. It is said of subnets that assign IPv6 ' +
    'addresses by themselves and have such a route.',
  fix: 'Assign addresses only to what the world is to reach, or lead ::/0 to an egress-only internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  needs: ['internet-gateway', ...ROUTES],
};

export default family({
  rules: [isDefault, unused, emptySubnet, oneZone, onlyPublic, autoSix],
  *check(estate) {
    for (const { id } of estate.all('vpc')) {
      const vpc = estate.network.vpcs.get(id);
      if (vpc) yield* judgedVpc(estate, vpc);
    }
    for (const subnet of estate.network.subnets.values())
      if (subnet.data.AssignIpv6AddressOnCreation === true) yield* judgedSix(estate, subnet);
  },
});

function* judgedVpc(estate: Estate, vpc: Vpc): Iterable<Said> {
  const isEmpty = vpc.interfaces.length === 0;
  if (vpc.data.IsDefault === true) {
    const evidence = [{ kind: 'vpc', id: vpc.id, text: `default VPC, ${isEmpty ? 'empty' : 'in use'}` }];
    const message = `${vpc.id} is the default VPC of ${vpc.region}.`;
    yield { rule: isDefault.id, subject: vpc, message, evidence, fix: isEmpty ? [remove(vpc)] : [] };
    return;
  }
  if (isEmpty) {
    const evidence = [{ kind: 'vpc', id: vpc.id, text: `${vpc.subnets.length} subnets, no network interface` }];
    yield { rule: unused.id, subject: vpc, message: `Nothing is in ${vpc.id}.`, evidence, fix: [remove(vpc)] };
    return;
  }
  for (const subnet of vpc.subnets) {
    if (interfacesIn(estate, subnet.id).length > 0) continue;
    const evidence = [{ kind: 'subnet', id: subnet.id, text: 'no network interface' }];
    yield {
      rule: emptySubnet.id,
      subject: subnet,
      message: `Nothing is in ${subnet.id} of ${vpc.id}.`,
      evidence,
      fix: [remove(subnet)],
    };
  }
  yield* judgedZones(vpc);
  yield* judgedPublic(estate, vpc);
}

/** Machines, containers and functions; not the doors of services and gateways. */
const works = (one: Interface): boolean => one.attached && (one.isPlain || one.type === 'lambda');

function* judgedZones(vpc: Vpc): Iterable<Said> {
  const working = vpc.interfaces.filter(works);
  const zones = new Set(working.map(({ subnet }) => subnet.zone));
  if (working.length < 2 || zones.size !== 1) return;
  yield {
    rule: oneZone.id,
    subject: vpc,
    message: `Everything that runs in ${vpc.id} runs in ${[...zones].join()}.`,
    evidence: [...new Set(working.map(({ subnet }) => subnet))].map(({ id, zone }) => ({
      kind: 'subnet',
      id,
      text: `in ${zone}`,
    })),
    fix: [],
  };
}

function* judgedPublic(estate: Estate, vpc: Vpc): Iterable<Said> {
  const outs = vpc.subnets.map((subnet) => ([4, 6] as const).map((version) => wayOut(estate, subnet, version)));
  const unseen = outs.flat().find((out) => out instanceof Missing);
  if (unseen instanceof Missing) {
    yield { rule: onlyPublic.id, subject: vpc, unknown: unseen };
    return;
  }
  const ways = outs.map((both) => both.find((out) => !(out instanceof Missing) && isPublic(out)));
  if (!ways.every((way) => way !== undefined)) return;
  yield {
    rule: onlyPublic.id,
    subject: vpc,
    message: `${vpc.subnets.length === 1 ? 'The only subnet' : 'Every subnet'} of ${vpc.id} is public: ${vpc.subnets.map(({ id }) => id).join(', ')}.`,
    evidence: ways.flatMap((way) => (way && !(way instanceof Missing) ? [routeEvidence(way)] : [])),
    fix: [],
  };
}

function* judgedSix(estate: Estate, subnet: Subnet): Iterable<Said> {
  const out = wayOut(estate, subnet, 6);
  if (out instanceof Missing) yield { rule: autoSix.id, subject: subnet, unknown: out };
  if (!out || out instanceof Missing || !isPublic(out)) return;
  yield {
    rule: autoSix.id,
    subject: subnet,
    message: `${subnet.id} gives every network interface an IPv6 address, and ${out.route.target.id} makes it public.`,
    evidence: [{ kind: 'subnet', id: subnet.id, text: 'AssignIpv6AddressOnCreation' }, routeEvidence(out)],
    fix: [
      run(
        subnet,
        `Stop giving out IPv6 addresses in ${subnet.id}`,
        `ec2 modify-subnet-attribute --subnet-id ${subnet.id} --no-assign-ipv6-address-on-creation`,
        settingsOf('aws_subnet', subnet.id, { assign_ipv6_address_on_creation: false }),
      ),
    ],
  };
}
