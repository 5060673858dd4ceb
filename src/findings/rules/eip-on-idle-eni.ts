/** Elastic IPs on network interfaces that nothing uses. */
import type { Change } from '../../reach/index.ts';
import type { Thing } from '../estate.ts';
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eip-on-idle-eni',
  title: 'An Elastic IP is associated with a network interface that nothing has',
  severity: 'low',
  why:
    'It costs money every hour, looks used to whoever lists addresses, and whoever attaches the interface is on the internet. It is said where the ' +
    'interface is not attached.',
  fix: 'Disassociate and release it, and delete the interface.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  needs: ['elastic-ip', 'network-interface'],
  maps: { fsbp: ['EC2.12'] },
  *check(estate) {
    for (const one of estate.all('elastic-ip')) {
      const { NetworkInterfaceId, PublicIp } = one.data;
      const card = estate.get('network-interface', NetworkInterfaceId);
      if (card?.data.Status !== 'available') continue;
      yield {
        subject: one,
        message: `${one.id} (${PublicIp ?? 'no address'}) is associated with ${card.id}, which nothing has.`,
        evidence: [{ kind: 'network-interface', id: card.id, text: 'available: not attached' }],
        fix: [...freed(one), remove(one)],
      };
    }
  },
});

function freed({ account, region, data }: Thing<'elastic-ip'>): Change[] {
  const { NetworkInterfaceId, PrivateIpAddress, PublicIp, AssociationId } = data;
  if (!NetworkInterfaceId || !PrivateIpAddress || !PublicIp || !AssociationId) return [];
  return [
    {
      do: 'disassociate address',
      account,
      region,
      interfaceId: NetworkInterfaceId,
      privateAddress: PrivateIpAddress,
      publicAddress: PublicIp,
      associationId: AssociationId,
    },
  ];
}
