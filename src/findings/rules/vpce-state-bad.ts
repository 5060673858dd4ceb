/** Endpoints that carry nothing: failed, turned away, or forgotten before anybody said yes. */
import { type Endpoint, named, stateOf } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { type Remedy, remove, run } from '../remedy.ts';
import { rule } from '../rule.ts';

const dead = new Set(['failed', 'rejected', 'expired']);

export default rule({
  id: 'vpce-state-bad',
  title: 'A VPC endpoint is not available',
  severity: 'high',
  why:
    'What is sent to it goes nowhere. It is said of endpoints that failed, were rejected, expired or came up in part, and of those that wait ' +
    'for the provider longer than `pending_hours`.',
  fix: 'Ask the provider to accept it; make an endpoint that failed, expired or was rejected anew.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  needs: ['vpc-endpoint'],
  *check(estate) {
    for (const endpoint of estate.all('vpc-endpoint')) {
      const { VpcId, CreationTimestamp, LastError, FailureReason } = endpoint.data;
      const state = stateOf(endpoint);
      const waits = state === 'pendingacceptance';
      if (!waits && !dead.has(state) && state !== 'partial') continue;
      if (waits && CreationTimestamp === undefined) {
        yield { subject: endpoint, unknown: `since when ${endpoint.id} waits is not known` };
        continue;
      }
      if (waits && estate.hoursSince(CreationTimestamp!) <= estate.settings.thresholds.pending_hours) continue;
      const reason = LastError?.Message ?? FailureReason ?? LastError?.Code;
      const what = waits ? 'still waits for its provider to accept it' : `is ${state}`;
      yield {
        subject: endpoint,
        message: `${named(endpoint)} in ${VpcId} ${what}${reason ? `: ${reason.replace(/\.$/, '')}` : ''}.`,
        evidence: [{ kind: 'vpc-endpoint', id: endpoint.id, text: `State ${state}${reason ? `: ${reason}` : ''}` }],
        fix: waits ? acceptance(estate, endpoint) : dead.has(state) ? [remove(endpoint)] : [],
      };
    }
  },
});

/** In the place of the provider, where that was scanned. */
function acceptance(estate: Estate, { id, data }: Endpoint): Remedy[] {
  const service = estate.get('endpoint-service', data.ServiceName?.split('.').at(-1));
  if (!service) return [];
  const command = `ec2 accept-vpc-endpoint-connections --service-id ${service.id} --vpc-endpoint-ids ${id}`;
  const terraform = [
    `resource "aws_vpc_endpoint_connection_accepter" "${id.replaceAll('-', '_')}" {`,
    `  vpc_endpoint_service_id = "${service.id}"`,
    `  vpc_endpoint_id         = "${id}"`,
    '}',
  ].join('\n');
  return [run(service, `Accept ${id} at ${service.id}`, command, terraform)];
}
