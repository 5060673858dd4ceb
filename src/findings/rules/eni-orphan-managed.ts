/** Network interfaces that a service made for something that is gone. */
import { isKind, type KindName } from '../../kinds/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

/** Owners that a scan sees all of where it sees the interface. */
const owners = [
  'nat-gateway',
  'vpc-endpoint',
  'load-balancer',
  'classic-load-balancer',
  'transit-gateway-attachment',
  'resolver-endpoint',
  'instance-connect-endpoint',
] as const satisfies readonly KindName[];

export default rule({
  id: 'eni-orphan-managed',
  title: 'A network interface of a service has outlived what it was made for',
  severity: 'low',
  why:
    'It takes an address, wears groups that then cannot be deleted, and keeps its subnet and VPC. It is said of requester-managed interfaces whose description ' +
    'names a NAT gateway, VPC endpoint, load balancer, transit gateway attachment, Resolver endpoint or Instance Connect endpoint that the account does not have.',
  fix: 'Delete it; where AWS refuses that, ask support.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html',
  needs: ['network-interface', ...owners],
  *check(estate) {
    for (const thing of estate.all('network-interface')) {
      const one = thing.data.RequesterManaged === true ? estate.network.interfaces.get(thing.id) : undefined;
      if (!one) continue;
      const owner = ownerOfInterface(estate.network, one);
      // What bears only the mark of its service is its own owner.
      if (owner.id === one.id || !isKind(owner.kind) || !owners.some((kind) => kind === owner.kind)) continue;
      if (estate.network.entity(owner.kind, owner.id)) continue;
      yield {
        subject: one,
        message: `${one.id} was made for ${owner.id}, which is gone.`,
        evidence: [
          { kind: 'network-interface', id: one.id, text: `“${String(one.data.Description ?? '')}”, in ${one.subnet.id}` },
        ],
        fix: [remove(one)],
      };
    }
  },
});
