/** Ways in from the internet that are all set up, and that Block Public Access shuts. */
import { type Family, familyOf, holds, TCP, UDP } from '../../net/index.ts';
import { type Interface, Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, pathTo, type Service, unknownOf } from '../exposure.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'vpc-bpa-breaks-path',
  title: 'Block Public Access alone keeps the internet from what is open to it',
  severity: 'high',
  why:
    'Route, network ACL, group and public address all let the internet in, so it looks as if it worked, and the packets are dropped without a ' +
    'word. It is said, for each family, of interfaces with a rule for 0.0.0.0/0 or ::/0 where nothing but the switch is in the way.',
  fix: 'Exclude the subnet if it is meant to be public, or take the rest of the way down.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
  needs: PATH,
  partly: PATH_PARTLY,
  *check(estate) {
    const on = new Set(
      estate
        .all('block-public-access-options')
        .filter(({ data }) => (data.InternetGatewayBlockMode ?? 'off') !== 'off')
        .map(({ account, region }) => `${account} ${region}`),
    );
    if (on.size === 0) return;
    for (const one of estate.network.interfaces.values()) {
      if (!on.has(`${one.vpc.account} ${one.vpc.region}`)) continue;
      for (const family of [4, 6] as const) yield* judged(estate, one, family);
    }
  },
});

function* judged(estate: Estate, one: Interface, family: Family): Iterable<Said> {
  for (const services of openTo(estate, one, family)) {
    const path = pathTo(estate, one, family, services);
    if (!path || path.blockers.some(({ code }) => code !== 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED')) continue;
    if (path.unknowns.length > 0) {
      yield { subject: one, unknown: unknownOf(path) };
      return;
    }
    if (path.blockers.length === 0) continue;
    const { id: subnetId, account, region } = one.subnet;
    yield {
      subject: one,
      key: `IPv${family}`,
      message: `Everything lets the internet reach ${one.id} over IPv${family}, and only this drops it: ${path.blockers[0]!.because}.`,
      evidence: evidenceOf(path),
      path,
      fix: [{ do: 'exclude from Block Public Access', account, region, subnetId }],
    };
    return;
  }
}

/** What rules of its groups open to everybody, each rule by itself. */
const openTo = (estate: Estate, one: Interface, family: Family): Service[][] =>
  one.groupIds
    .map((id) => estate.network.group(id, one))
    .flatMap((group) => (group instanceof Missing ? [] : group.ingress))
    .filter(({ prefix }) => prefix?.length === 0 && familyOf(prefix.lo) === family)
    .map(({ protocol, ports }) =>
      [TCP, UDP].filter((number) => holds(protocol, number)).map((number) => ({ protocol: number, ports })),
    )
    .filter((services) => services.length > 0);
