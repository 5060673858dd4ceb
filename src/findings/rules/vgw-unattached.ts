/** Virtual private gateways that no VPC has. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'vgw-unattached',
  title: 'A virtual private gateway is attached to no VPC',
  severity: 'low',
  why:
    'Its VPN connections lead nowhere and cost money every hour. One that a Direct Connect gateway or a VPN connection still names is found too: ' +
    'without a VPC neither carries anything.',
  fix: 'Attach it to a VPC, or delete it with the connections that end at it.',
  see: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html',
  needs: ['vpn-gateway', 'vpn-connection'],
  *check(estate) {
    const connections = estate.by('vpn-connection', 'gateway', ({ data }) => data.VpnGatewayId);
    for (const gateway of estate.all('vpn-gateway')) {
      const { State, VpcAttachments = [] } = gateway.data;
      if (State !== 'available') continue;
      if (VpcAttachments.some((one) => one.State === 'attached' || one.State === 'attaching')) continue;
      const ending = (connections.get(gateway.id) ?? []).filter(({ data }) => data.State !== 'deleted');
      yield {
        subject: gateway,
        message:
          ending.length > 0
            ? `${gateway.id} is attached to no VPC, and ${ending.map(({ id }) => id).join(', ')} end at it.`
            : `${gateway.id} is attached to no VPC.`,
        evidence: [
          { kind: 'vpn-gateway', id: gateway.id, text: 'no VPC attached' },
          ...ending.map(({ id }) => ({ kind: 'vpn-connection', id, text: `ends at ${gateway.id}` })),
        ],
        fix: ending.length > 0 ? [] : [remove(gateway)],
      };
    }
  },
});
