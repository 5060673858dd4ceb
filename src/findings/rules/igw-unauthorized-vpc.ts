/** Internet gateways in VPCs that are to have none. */
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'igw-unauthorized-vpc',
  title: 'An internet gateway is attached to a VPC that is not to have one',
  severity: 'high',
  why:
    'One route more, and the VPC is on the internet. `internet_vpcs` in hopscope.yaml lists the VPCs that may have an internet gateway; where nobody ' +
    'has written it, nothing is said.',
  fix: 'Detach the gateway, or add the VPC to `internet_vpcs`.',
  see: 'https://docs.aws.amazon.com/config/latest/developerguide/internet-gateway-authorized-vpc-only.html',
  needs: ['internet-gateway'],
  *check(estate) {
    const { internetVpcs } = estate.settings;
    if (internetVpcs.length === 0) return;
    for (const gateway of estate.all('internet-gateway')) {
      for (const { VpcId } of gateway.data.Attachments ?? []) {
        if (!VpcId || internetVpcs.includes(VpcId)) continue;
        yield {
          subject: gateway,
          key: VpcId,
          message: `${gateway.id} is attached to ${VpcId}, which \`internet_vpcs\` does not list.`,
          evidence: [{ kind: 'internet-gateway', id: gateway.id, text: `attached to ${VpcId}` }],
          fix: [
            run(
              gateway,
              `Detach ${gateway.id} from ${VpcId}`,
              `ec2 detach-internet-gateway --internet-gateway-id ${gateway.id} --vpc-id ${VpcId}`,
              `# take the aws_internet_gateway_attachment of ${gateway.id} and ${VpcId} out of the configuration`,
            ),
          ],
        };
      }
    }
  },
});
