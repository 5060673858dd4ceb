/** Who waits to be let into an endpoint service, and from which Regions it may be reached. */
import { run } from '../remedy.ts';
import { fact, family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html';

const waiting: Rule = {
  id: 'vpces-stuck-connection',
  title: 'An endpoint waits to be let into an endpoint service',
  severity: 'low',
  why: 'Whoever made it pays for it and gets nowhere, and nobody has looked at who it is. It is said of what waits longer than `pending_hours`.',
  fix: 'Accept it, or refuse it.',
  see,
  needs: ['endpoint-service', 'endpoint-connection'],
};

const remote: Rule = {
  id: 'vpces-remote-region',
  title: 'An endpoint service may be reached from other Regions',
  severity: 'info',
  why: 'Consumers in those Regions connect to it as those of its own do. One should know of it where data must not leave a Region.',
  fix: 'Take the Regions away that nobody needs.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
  needs: ['endpoint-service'],
};

export default family({
  rules: [waiting, remote],
  *check(estate) {
    for (const connection of estate.all('endpoint-connection')) {
      const { VpcEndpointState, CreationTimestamp, VpcEndpointId, VpcEndpointOwner, ServiceId } = connection.data;
      // The SDK's list has `PendingAcceptance`, and AWS sends `pendingAcceptance`.
      if (VpcEndpointState?.toLowerCase() !== 'pendingacceptance') continue;
      if (CreationTimestamp === undefined) {
        yield { rule: waiting.id, subject: connection, unknown: `AWS does not say since when ${VpcEndpointId} waits` };
        continue;
      }
      const hours = estate.hoursSince(CreationTimestamp);
      if (hours <= estate.settings.thresholds.pending_hours) continue;
      yield {
        rule: waiting.id,
        subject: connection,
        message: `Endpoint ${VpcEndpointId} of account ${VpcEndpointOwner} has waited for ${ServiceId} for ${Math.floor(hours / 24)} days.`,
        evidence: [fact(connection, 'VpcEndpointState pendingAcceptance')],
        fix: [
          run(
            connection,
            `Accept ${VpcEndpointId}`,
            `ec2 accept-vpc-endpoint-connections --service-id ${ServiceId} --vpc-endpoint-ids ${VpcEndpointId}`,
            `resource "aws_vpc_endpoint_connection_accepter" "this" {\n  vpc_endpoint_service_id = "${ServiceId}"\n  vpc_endpoint_id         = "${VpcEndpointId}"\n}`,
          ),
          run(
            connection,
            `Refuse ${VpcEndpointId}`,
            `ec2 reject-vpc-endpoint-connections --service-id ${ServiceId} --vpc-endpoint-ids ${VpcEndpointId}`,
            '# what is refused stands in no configuration',
          ),
        ],
      };
    }
    for (const service of estate.all('endpoint-service')) {
      const { RemoteAccessEnabled, SupportedRegions = [], ServiceState } = service.data;
      const others = SupportedRegions.flatMap(({ Region }) => (Region && Region !== service.region ? [Region] : [])).sort();
      if (!RemoteAccessEnabled || others.length === 0 || /^delet/i.test(ServiceState ?? '')) continue;
      yield {
        rule: remote.id,
        subject: service,
        message: `${service.id} may be reached from ${others.join(', ')}.`,
        evidence: [fact(service, `RemoteAccessEnabled, SupportedRegions ${others.join(', ')}`)],
        fix: [
          run(
            service,
            'Take the other Regions away',
            `ec2 modify-vpc-endpoint-service-configuration --service-id ${service.id} --remove-supported-regions ${others.join(' ')}`,
            `# in the aws_vpc_endpoint_service with id ${service.id}:\n#   supported_regions = [${JSON.stringify(service.region)}]`,
          ),
        ],
      };
    }
  },
});
