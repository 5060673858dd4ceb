/** Endpoint services that take whoever comes, or that strangers may ask for. */
import { run, settingsOf } from '../remedy.ts';
import { family, milder, type Rule } from '../rule.ts';

const auto: Rule = {
  id: 'vpces-auto-accept',
  title: 'An endpoint service accepts every connection by itself',
  severity: 'medium',
  why:
    'Whoever is permitted to ask is connected before anybody has looked, and each principal that is permitted later, too. It is said ' +
    'whatever the list of permitted principals is today.',
  fix: 'Ask for acceptance, and accept the endpoints of known consumers.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html',
  needs: ['endpoint-service'],
};

const open: Rule = {
  id: 'vpces-open-principals',
  title: 'An endpoint service permits everybody, or an account that nobody said to trust',
  severity: 'high',
  why:
    'They may connect to what is behind it without ever touching the internet. Your own accounts are those that were scanned and those ' +
    'listed as trusted. Where each connection has to be accepted it is one step less grave. Principals that are services name no account.',
  fix: 'Take the principal away; name the accounts, or the roles, that shall use the service.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html',
  needs: ['endpoint-service', 'endpoint-service-permission'],
  partly: ['endpoint-service-permission'],
};

export default family({
  rules: [auto, open],
  *check(estate) {
    const permissions = estate.by('endpoint-service-permission', 'service', ({ parent }) => parent);
    for (const service of estate.all('endpoint-service')) {
      const { AcceptanceRequired, ServiceState, ServiceName } = service.data;
      if (/^delet/i.test(ServiceState ?? '')) continue;
      if (AcceptanceRequired === false) {
        yield {
          rule: auto.id,
          subject: service,
          message: `${service.id} accepts every connection by itself.`,
          evidence: [{ kind: 'endpoint-service', id: service.id, text: 'AcceptanceRequired false' }],
          fix: [
            run(
              service,
              `Ask for acceptance at ${service.id}`,
              `ec2 modify-vpc-endpoint-service-configuration --service-id ${service.id} --acceptance-required`,
              settingsOf('aws_vpc_endpoint_service', service.id, { acceptance_required: true }),
            ),
          ],
        };
      }
      const missing = estate.missing('endpoint-service-permission', service, service.id);
      if (missing) {
        yield { rule: open.id, subject: service, unknown: missing };
        continue;
      }
      for (const { id, data } of permissions.get(service.id) ?? []) {
        const principal = data.Principal ?? '';
        const account = accountOf(principal);
        if (principal !== '*' && (account === undefined || estate.trusts(account))) continue;
        const who = principal === '*' ? 'everybody' : `account ${account}, which nobody said to trust,`;
        yield {
          rule: open.id,
          subject: service,
          key: principal,
          severity: AcceptanceRequired ? milder(open.severity) : open.severity,
          message: `${service.id} permits ${who} to connect${AcceptanceRequired ? ', if the connection is accepted' : ''}.`,
          evidence: [{ kind: 'endpoint-service-permission', id, text: `${ServiceName ?? service.id} allows ${principal}` }],
          fix: [
            run(
              service,
              `Take ${principal} from those who may connect to ${service.id}`,
              `ec2 modify-vpc-endpoint-service-permissions --service-id ${service.id} --remove-allowed-principals '${principal}'`,
              `# take the aws_vpc_endpoint_service_allowed_principal ${principal} of ${service.id} out of the configuration`,
            ),
          ],
        };
      }
    }
  },
});

/** `111122223333` of `arn:aws:iam::111122223333:root`, or of itself. */
const accountOf = (principal: string): string | undefined =>
  /^\d{12}$/.test(principal) ? principal : principal.split(':')[4] || undefined;
