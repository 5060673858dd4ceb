/** How many units of network address usage a VPC has, alone and with those that it is peered with. */
import type { Interface, Vpc } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import { applied, type Use } from './quotas.ts';
import type { Undecided } from './rule.ts';

/** What AWS gives a VPC together with its peers when nobody asked for more. */
const PEERED = 128_000;
const peered = { service: 'vpc', code: 'L-CD17FD4B' };
/** Interfaces that stand for something that AWS runs. */
const managed = new Set([
  'nat_gateway',
  'network_load_balancer',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'vpc_endpoint',
  'transit_gateway',
  'lambda',
  'efs',
]);
const MANAGED_UNITS = 6;

const unitsOf = ({ type, data, addresses, delegated }: Interface): number =>
  managed.has(type) || /^(?:EFS mount target|ELB net\/)/.test(String(data.Description ?? ''))
    ? MANAGED_UNITS
    : addresses.length + delegated.length;

export function* networkAddressUse(estate: Estate): Iterable<Use | Undecided> {
  const units = new Map<string, number>();
  const own = (vpc: Vpc): number => {
    let found = units.get(vpc.id);
    if (found === undefined) {
      found = vpc.interfaces.reduce((sum, one) => sum + unitsOf(one), 0);
      units.set(vpc.id, found);
    }
    return found;
  };
  for (const vpc of estate.network.vpcs.values()) {
    if (!estate.network.coverage.scanned(vpc)) continue;
    yield { subject: vpc, count: own(vpc) };
    const peers = estate.network.peersOf(vpc.id).flatMap((id) => estate.network.vpcs.get(id) ?? []);
    const near = peers.filter(({ region }) => region === vpc.region);
    if (near.length === 0) continue;
    const unknown = near.flatMap((peer) => estate.missing('network-interface', peer) ?? [])[0];
    if (unknown) {
      yield { subject: vpc, unknown };
      continue;
    }
    const count = near.reduce((sum, peer) => sum + own(peer), own(vpc));
    yield { subject: vpc, key: 'with its peers', count, limit: applied(estate, vpc, `vpc/${peered.code}`) ?? PEERED, at: peered };
  }
}
