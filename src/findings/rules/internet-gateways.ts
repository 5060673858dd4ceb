/** Internet gateways that nothing uses. */
import { remove, run } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html';

const unattached: Rule = {
  id: 'igw-unattached',
  title: 'An internet gateway is attached to no VPC',
  severity: 'low',
  why: 'It is left over from something, counts against a quota, and may be attached where nobody wants the internet.',
  fix: 'Delete it.',
  see,
  needs: ['internet-gateway'],
};

const unused: Rule = {
  id: 'igw-unused',
  title: 'An internet gateway is attached to a VPC, and no route leads to it',
  severity: 'low',
  why:
    'One route is all that is missing to put the VPC on the internet. Routes of any table count, of a table that no subnet has as well, unless ' +
    'they are a blackhole.',
  fix: 'Detach and delete it.',
  see,
  needs: ['internet-gateway', 'route-table'],
};

export default family({
  rules: [unattached, unused],
  *check(estate) {
    const used = estate.by('route-table', 'live gateways', ({ data }) =>
      (data.Routes ?? []).flatMap(({ State, GatewayId }) => (State === 'active' ? GatewayId : undefined)),
    );
    for (const gateway of estate.all('internet-gateway')) {
      const vpcId = gateway.data.Attachments?.[0]?.VpcId;
      if (vpcId === undefined) {
        yield {
          rule: unattached.id,
          subject: gateway,
          message: `${gateway.id} is attached to no VPC.`,
          evidence: [{ kind: 'internet-gateway', id: gateway.id, text: 'no attachment' }],
          fix: [remove(gateway)],
        };
      } else if (!used.has(gateway.id)) {
        yield {
          rule: unused.id,
          subject: gateway,
          message: `${gateway.id} is attached to ${vpcId}, and no route leads to it.`,
          evidence: [{ kind: 'internet-gateway', id: gateway.id, text: `attached to ${vpcId}` }],
          fix: [
            run(
              gateway,
              `Detach ${gateway.id} from ${vpcId}`,
              `ec2 detach-internet-gateway --internet-gateway-id ${gateway.id} --vpc-id ${vpcId}`,
              `# take vpc_id out of the aws_internet_gateway with id ${gateway.id}`,
            ),
            remove(gateway),
          ],
        };
      }
    }
  },
});
