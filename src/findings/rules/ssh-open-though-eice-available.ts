/** SSH and RDP open to the internet where an Instance Connect Endpoint makes that needless. */
import { describeAddresses } from '../../net/index.ts';
import { closing, evidenceOf, exposed, ofServices, PATH, PATH_PARTLY, pathOf, unknownOf, worldliness } from '../exposure.ts';
import { listening } from '../listening.ts';
import { rule } from '../rule.ts';
import { servicesText } from '../services-text.ts';

const logins = listening.filter(({ id }) => id === 'exposed-ssh' || id === 'exposed-rdp').flatMap(({ ports }) => ports);

export default rule({
  id: 'ssh-open-though-eice-available',
  title: 'SSH or RDP is open to the internet although the VPC has an Instance Connect Endpoint',
  severity: 'medium',
  why:
    'The endpoint lets in whoever AWS knows, without a public address and without an open port, so the open door serves strangers only. It is ' +
    'said where exposed-ssh, exposed-rdp or exposed-all-ports is, of either family, and an endpoint of the VPC is ready.',
  fix: 'Let only the group of the endpoint in, and connect through it.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-using-eice.html',
  needs: ['instance-connect-endpoint', ...PATH],
  partly: PATH_PARTLY,
  *check(estate) {
    const endpoints = estate.by('instance-connect-endpoint', 'vpc', ({ data }) => data.VpcId);
    for (const { interface: one, address, passes, doubtful } of exposed(estate)) {
      const open = ofServices(passes, logins);
      const maybe = ofServices(doubtful, logins)[0];
      const isOpen = worldliness(estate, open) !== 'listed';
      if (!isOpen && !maybe) continue;
      const endpoint = endpoints.get(one.vpc.id)?.find(({ data }) => data.State === 'create-complete');
      if (!endpoint) {
        const missing = estate.missing('instance-connect-endpoint', one.vpc);
        if (missing) yield { subject: one, unknown: missing };
        continue;
      }
      if (!isOpen) {
        yield { subject: one, unknown: unknownOf(pathOf(estate, maybe!)) };
        continue;
      }
      const path = pathOf(estate, open[0]!);
      yield {
        subject: one,
        key: describeAddresses(address),
        message: `The internet reaches ${one.id} at ${describeAddresses(address)} on ${servicesText(open)}, although ${one.vpc.id} has ${endpoint.id}.`,
        evidence: [
          { kind: 'instance-connect-endpoint', id: endpoint.id, text: `create-complete in ${one.vpc.id}` },
          ...evidenceOf(path),
        ],
        path,
        fix: closing(path),
      };
    }
  },
});
