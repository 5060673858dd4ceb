/** Network interfaces with as many groups as there may be, or that forget connections too early. */
import type { Estate, Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

/** Groups per network interface: the quota, and what it is where nobody has raised it. */
const QUOTA = 'L-2AFB9258';
const USUAL = 5;
/** NAT gateways, Network Load Balancers and firewalls forget an idle connection after so many seconds. */
const IDLE_S = 350;

const limit: Rule = {
  id: 'eni-sg-quota',
  title: 'A network interface has as many security groups as it may',
  severity: 'info',
  why: 'The next group that it needs finds no place. The quota of the account in the Region counts; where it is not listed, five.',
  fix: 'Merge groups, or ask for a higher quota; rules per group times groups per interface may be 1,000.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  needs: ['network-interface', 'service-quota'],
};

const tracking: Rule = {
  id: 'eni-connection-tracking',
  title: 'A network interface forgets idle connections before gateways on the way do',
  severity: 'info',
  why:
    'Its security groups drop packets of connections that both ends and the NAT gateway, load balancer or firewall between them still hold. It is said where ' +
    'somebody has set the timeout of established TCP connections to less than 350 seconds, which is what those have; AWS’s own is five days or 350 seconds.',
  fix: 'Set the timeout to 350 seconds or more.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html',
  needs: ['network-interface'],
};

export default family({
  rules: [limit, tracking],
  *check(estate) {
    const quotas = quotasOf(estate);
    for (const one of estate.all('network-interface')) {
      const groups = (one.data.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
      const most = quotas.get(`${one.account} ${one.region}`) ?? USUAL;
      if (groups.length >= most)
        yield {
          rule: limit.id,
          subject: one,
          message: `${one.id} has ${groups.length} security groups, and may have ${most}.`,
          evidence: groups.map((id) => ({ kind: 'security-group', id, text: `worn by ${one.id}` })),
          fix: [],
        };
      const seconds = one.data.ConnectionTrackingConfiguration?.TcpEstablishedTimeout;
      if (seconds !== undefined && seconds < IDLE_S) yield { rule: tracking.id, ...early(one, seconds) };
    }
  },
});

const quotasOf = (estate: Estate): ReadonlyMap<string, number> =>
  new Map(
    estate
      .all('service-quota')
      .flatMap(({ account, region, data }) =>
        data.QuotaCode === QUOTA && data.Value !== undefined ? [[`${account} ${region}`, data.Value] as const] : [],
      ),
  );

const early = (one: Thing<'network-interface'>, seconds: number) => ({
  subject: one,
  message: `${one.id} forgets idle TCP connections after ${seconds} seconds.`,
  evidence: [{ kind: 'network-interface', id: one.id, text: `TcpEstablishedTimeout ${seconds}` }],
  fix: [
    run(
      one,
      `Let ${one.id} keep idle TCP connections for ${IDLE_S} seconds`,
      `ec2 modify-network-interface-attribute --network-interface-id ${one.id} --connection-tracking-specification TcpEstablishedTimeout=${IDLE_S}`,
      settingsOf('aws_network_interface', one.id, { 'connection_tracking_specification.tcp_established_timeout': IDLE_S }),
    ),
  ],
});
