/** Out of a subnet and into one: its ACL and its route table, or neither between two hosts of one subnet (W1–W3, N3, R10). */
import type { Address } from '../../net/index.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { judgeAcl } from '../walk/acls.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { enterInterface, nobody } from './interface.ts';
import { undoTranslation } from './nat-gateway.ts';
import { route } from './route.ts';

const inside: Saying<undefined, Subnet> = saying({
  does: 'notes',
  because: (_, subnet) => `sender and destination are in ${subnet.id}: no ACL, no route table`,
});

/** From a host, or a component that lives in the subnet. */
export function leaveSubnet(walk: Walk, subnet: Subnet): Arrival | undefined {
  const { dst } = walk.header;
  if (subnet.holds(dst)) {
    if (walk.scope) walk.keep('dst', subnet.blockOf(dst)!);
    if (walk.ownAcl && walk.direction === 'forward') judgeAcl(walk, subnet, 'egress', 'ELB_ACL_RESTRICTION');
    walk.say(subnet, inside, undefined, subnet);
    return deliver(walk, subnet.vpc, subnet);
  }
  if (walk.scope) for (const own of subnet.blocks) walk.keepMiss({ dst: own });
  judgeAcl(walk, subnet, 'egress');
  return route(walk, subnet);
}

/** To whoever has the destination address in the VPC. `from`: the subnet where the packet is already, whose border it need not cross. */
export function deliver(walk: Walk, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  const { dst } = walk.header;
  const translation =
    walk.direction === 'reply' && walk.translations.length > 0
      ? walk.translations.find((one) => one.vpc === vpc && one.after.src === dst)
      : undefined;
  if (translation) return undoTranslation(walk, translation, from);
  if (walk.scope) walk.keep('dst', vpc.ownedAround(dst));
  const owner = ownerOf(walk, vpc, dst);
  if (owner < 0) return nobody(walk, from, vpc);
  const subnet = walk.network.book.subnetOf(owner);
  if (subnet !== from) judgeAcl(walk, subnet, 'ingress');
  return enterInterface(walk, owner);
}

/** The number of the interface that has the address; most replies go back to the interface where the packet began. */
const ownerOf = ({ network: { book }, origin }: Walk, vpc: Vpc, dst: Address): number =>
  origin >= 0 && book.surelyOwns(origin, vpc.number, dst) ? origin : vpc.numberOf(dst);
