/** Transit gateways that take in whoever they are shared with. */
import { run, settingsOf } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'tgw-auto-accept',
  title: 'A transit gateway accepts attachments of other accounts without being asked',
  severity: 'high',
  why:
    'Whoever the transit gateway is shared with, today or later, joins a VPC to the network on their own; with a default route table it is ' +
    'routed at once. It is said whether or not the gateway is shared now, for sharing it is one step that nobody connects with this.',
  fix: 'Switch it off and accept each attachment; what is attached already stays.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  needs: ['transit-gateway'],
  maps: { fsbp: ['EC2.23'] },
  *check(estate) {
    for (const gateway of estate.all('transit-gateway')) {
      if (gateway.data.Options?.AutoAcceptSharedAttachments !== 'enable' || /^delet/.test(gateway.data.State ?? '')) continue;
      yield {
        subject: gateway,
        message: `${gateway.id} accepts attachments of every account that it is shared with.`,
        evidence: [{ kind: 'transit-gateway', id: gateway.id, text: 'AutoAcceptSharedAttachments = enable' }],
        fix: [
          run(
            gateway,
            `Let ${gateway.id} ask before it accepts`,
            `ec2 modify-transit-gateway --transit-gateway-id ${gateway.id} --options AutoAcceptSharedAttachments=disable`,
            settingsOf('aws_ec2_transit_gateway', gateway.id, { auto_accept_shared_attachments: 'disable' }),
          ),
        ],
      };
    }
  },
});
