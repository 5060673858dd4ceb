/** Network ACLs that let logins in from the internet, or everything out. */
import { type Family, familyOf, formatPrefix, holds, only, TCP } from '../../net/index.ts';
import type { Acl, AclEntry, Change, Interface, Vpc } from '../../reach/index.ts';
import { type AclInUse, aclsInUse, entryEvidence, numberBefore, openEntry, passes } from '../acls.ts';
import type { Estate } from '../estate.ts';
import { ofServices, worldliness } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html';

const admin: Rule = {
  id: 'nacl-admin-port-open',
  title: 'A network ACL lets SSH or RDP in from the internet',
  severity: 'low',
  why:
    'Only the security groups stand between the world and a login. The entries are taken in their order: said is what a packet to port 22 or 3389 of ' +
    'TCP from anywhere meets. Medium where a security group in one of its subnets opens the port to the world, too; info on a default ACL, ' +
    'which AWS makes like that, as long as no group does.',
  fix: 'Deny the two ports from 0.0.0.0/0 and ::/0 before the entry that allows them, after entries for the networks that log in; or keep ACLs open on purpose and mute this.',
  see,
  needs: ['network-acl', 'subnet', 'vpc', 'network-interface', 'security-group'],
  maps: { fsbp: ['EC2.21'], cis: ['5.2'] },
};

const egress: Rule = {
  id: 'nacl-egress-all',
  title: 'A network ACL lets everything out',
  severity: 'info',
  why:
    'It is no second line behind the security groups: whatever got in may call home. It is said of ACLs of subnets where, of the entries for ' +
    'all traffic to everywhere, the first one allows. Many keep ACLs open on purpose.',
  fix: 'Let out what the subnets need, and 1024–65535 for answers; or leave it to the groups.',
  see,
  needs: ['network-acl', 'subnet', 'vpc'],
};

const changed: Rule = {
  id: 'nacl-default-hardened-surprise',
  title: 'A default network ACL was changed, and subnets use it',
  severity: 'low',
  why:
    'Every new subnet gets it, and whoever makes one expects the ACL that AWS describes: everything in, everything out. It is said of default ' +
    'ACLs with a subnet whose entries are others than the two or four that AWS makes.',
  fix: 'Put the entries into an ACL of their own, associate the subnets with it, and give the default ACL back its own entries.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html',
  needs: ['network-acl', 'subnet', 'vpc'],
};

export default family({
  rules: [admin, egress, changed],
  *check(estate) {
    for (const used of aclsInUse(estate)) {
      yield* judgedAdmin(estate, used);
      yield* judgedEgress(used);
      yield* judgedDefault(used);
    }
  },
});

const logins = [22, 3389].map((port) => ({ protocol: TCP, ports: only(port) }));

function* judgedAdmin(estate: Estate, { acl, subnets }: AclInUse): Iterable<Said> {
  const open = ([4, 6] as const).flatMap((version) =>
    logins
      .filter((login) => worldliness(estate, ofServices(passes(estate, acl, 'ingress', version), [login])) === 'everybody')
      .map(({ ports: { lo: port } }) => ({ version, port })),
  );
  if (open.length === 0) return;
  const entries = open.flatMap(({ version, port }) => acl.entries.ingress[version].find((entry) => opensTo(entry, port)) ?? []);
  const opened = subnets
    .flatMap(({ id }) => interfacesIn(estate, id))
    .find((one) => open.some((door) => isOpened(estate, one, door)));
  yield {
    rule: admin.id,
    subject: acl,
    severity: opened ? 'medium' : acl.data.IsDefault ? 'info' : 'low',
    message: `${acl.id} lets port ${[...new Set(open.map(({ port }) => port))].join(' and ')} in from everywhere${opened ? `, and so do the groups of ${opened.id}` : ''}.`,
    evidence: [
      ...new Set(entries).values().map((entry) => entryEvidence(acl, 'ingress', entry)),
      ...(opened
        ? [{ kind: 'network-interface', id: opened.id, text: `its groups (${opened.groupIds.join(', ')}) let the world in` }]
        : []),
    ],
    fix: shut(acl, subnets[0]!.vpc, open, entries),
    // Security Hub asks nothing of default ACLs, and the benchmark about 0.0.0.0/0 only.
    maps: {
      fsbp: acl.data.IsDefault ? [] : ['EC2.21'],
      cis: open.some(({ version }) => version === 4) ? ['5.2'] : [],
    },
  };
}

interface Door {
  readonly version: Family;
  readonly port: number;
}

/** Denials before the entries that open the doors, and before each what keeps the VPC's own logins; nothing where there is no room. */
function shut(acl: Acl, vpc: Vpc, doors: readonly Door[], opened: readonly AclEntry[]): Remedy[] {
  const { id: aclId, account, region } = acl;
  const changes: Change[] = [];
  let before = opened.map(({ number }) => number);
  for (const { version, port } of doors) {
    const inner = vpc.blocks.filter(({ lo }) => familyOf(lo) === version).map(formatPrefix);
    for (const [cidr, allows] of [
      [version === 4 ? '0.0.0.0/0' : '::/0', false] as const,
      ...inner.map((one) => [one, true] as const),
    ]) {
      const number = numberBefore(acl, 'ingress', before);
      if (number === undefined) return [];
      before = [number];
      const service = { protocol: 'tcp', from: port, to: port };
      changes.push({ do: 'create ACL entry', account, region, aclId, direction: 'ingress', number, allows, service, cidr });
    }
  }
  // What is let in comes first: nobody's login breaks in between.
  return changes.toReversed();
}

const opensTo = ({ allows, protocol, ports }: AclEntry, port: number): boolean =>
  allows && holds(protocol, TCP) && holds(ports, port);

/** Whether a rule for 0.0.0.0/0 or ::/0 of a group that it wears opens the port. */
const isOpened = ({ network }: Estate, one: Interface, { version, port }: Door): boolean =>
  one.groupIds.some((id) => {
    const group = network.group(id, one);
    if (!('ingress' in group)) return false;
    return group.ingress.some(
      ({ prefix, protocol, ports }) =>
        prefix?.length === 0 && (typeof prefix.lo === 'number') === (version === 4) && holds(protocol, TCP) && holds(ports, port),
    );
  });

function* judgedEgress({ acl, subnets }: AclInUse): Iterable<Said> {
  const open = ([4, 6] as const).flatMap((version) => openEntry(acl, 'egress', version) ?? []);
  if (open.length === 0) return;
  yield {
    rule: egress.id,
    subject: acl,
    message: `${acl.id} lets all traffic out of ${subnets.map(({ id }) => id).join(', ')}.`,
    evidence: open.map((entry) => entryEvidence(acl, 'egress', entry)),
    fix: [],
  };
}

function* judgedDefault({ acl, subnets }: AclInUse): Iterable<Said> {
  if (!acl.data.IsDefault) return;
  const others = (['ingress', 'egress'] as const).flatMap((direction) =>
    ([4, 6] as const).flatMap((version) =>
      acl.entries[direction][version]
        .filter(({ text }) => !text.startsWith('allow all traffic ') || !/ (?:0\.0\.0\.0|::)\/0$/.test(text))
        .map((entry) => ({ direction, entry })),
    ),
  );
  const closed = (['ingress', 'egress'] as const).filter((direction) => !openEntry(acl, direction, 4));
  if (others.length === 0 && closed.length === 0) return;
  yield {
    rule: changed.id,
    subject: acl,
    message: `${acl.id}, the default ACL of ${acl.data.VpcId}, has entries of its own, and ${subnets.map(({ id }) => id).join(', ')} ${subnets.length === 1 ? 'uses' : 'use'} it.`,
    evidence: [
      ...others.map(({ direction, entry }) => entryEvidence(acl, direction, entry)),
      ...closed.map((direction) => ({ kind: 'network-acl', id: acl.id, text: `${direction}: no entry allows all traffic` })),
    ],
    fix: [],
  };
}
