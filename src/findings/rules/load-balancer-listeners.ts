/** Listeners that speak in clear text, or let clients speak old TLS. */
import { isInService, nameOfBalancer } from '../balancers.ts';
import type { Estate, Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule, type Said, type Severity } from '../rule.ts';

const clear: Rule = {
  id: 'lb-clear-text',
  title: 'A load balancer serves clear text',
  severity: 'medium',
  why:
    'Whoever is on the way reads and changes what passes. It is said of HTTP listeners with an action or rule that does anything but lead to ' +
    'HTTPS or refuse, and of TCP and HTTP listeners on port 80 of network and classic load balancers; what passes by TCP on other ports cannot be seen, ' +
    'and may be encrypted by the target. Low where the load balancer is internal.',
  fix: 'Serve HTTPS, and redirect what comes by HTTP.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  needs: ['load-balancer', 'listener', 'listener-rule', 'classic-load-balancer'],
  maps: { fsbp: ['ELB.1', 'ELB.3', 'ELB.18'] },
};

const old: Rule = {
  id: 'lb-weak-tls',
  title: 'A listener lets clients speak old versions of TLS',
  severity: 'medium',
  why:
    'TLS 1.0 and 1.1 have been retired for years, and whoever is on the way can make a client that still knows them use them. It is said of ' +
    'security policies that allow less than TLS 1.2. Of policies that somebody wrote for a classic load balancer the scan knows the name only.',
  fix: 'Choose a policy of TLS 1.2 or later, as ELBSecurityPolicy-TLS13-1-2-2021-06.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
  needs: ['load-balancer', 'listener', 'classic-load-balancer'],
  maps: { fsbp: ['ELB.8', 'ELB.17'] },
};

const GOOD = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
/** `ELBSecurityPolicy-TLS13-1-2-Res-2021-06`, `…-FS-1-2-2019-08`: the second pair of digits is the oldest version. */
const isModern = (policy: string): boolean => /-1-[23](?:-|$)/.test(policy);
const isOfAws = (policy: string): boolean => policy.startsWith('ELBSecurityPolicy-');

export default family({
  rules: [clear, old],
  *check(estate) {
    const balancers = new Map(estate.all('load-balancer').map((one) => [one.id, one]));
    for (const listener of estate.all('listener')) {
      const balancer = balancers.get(listener.data.LoadBalancerArn ?? '');
      if (!balancer || !isInService(balancer)) continue;
      yield* inTheOpen(estate, balancer, listener);
      const { Protocol, SslPolicy, Port } = listener.data;
      // A policy says something only of listeners that speak TLS.
      if ((Protocol === 'HTTPS' || Protocol === 'TLS') && SslPolicy && !isModern(SslPolicy)) {
        yield {
          rule: old.id,
          subject: listener,
          message: `Port ${Port} of load balancer ${nameOfBalancer(balancer)} uses ${SslPolicy}.`,
          evidence: [fact(listener, `SslPolicy ${SslPolicy}`)],
          maps: { fsbp: ['ELB.17'] },
          fix: [
            run(
              balancer,
              `Use ${GOOD}`,
              `elbv2 modify-listener --listener-arn ${listener.id} --ssl-policy ${GOOD}`,
              settingsOf('aws_lb_listener', listener.id, { ssl_policy: GOOD }),
            ),
          ],
        };
      }
    }
    for (const classic of estate.all('classic-load-balancer')) yield* ofClassic(classic);
  },
});

const graveness = (scheme: string | undefined): Severity => (scheme === 'internal' ? 'low' : clear.severity);

function* inTheOpen(estate: Estate, balancer: Thing<'load-balancer'>, listener: Thing<'listener'>): Iterable<Said> {
  const { Protocol, Port, DefaultActions = [] } = listener.data;
  if (!(Protocol === 'HTTP' || (Protocol === 'TCP' && Port === 80))) return;
  const rules = estate.by('listener-rule', 'listener', ({ parent }) => parent).get(listener.id) ?? [];
  const actions = [...DefaultActions, ...rules.flatMap(({ data }) => data.Actions ?? [])];
  const open = actions.filter(({ Type, RedirectConfig }) => {
    if (Type === 'redirect') return RedirectConfig?.Protocol !== 'HTTPS';
    return Type === 'forward';
  });
  if (open.length === 0) return;
  yield {
    rule: clear.id,
    subject: listener,
    severity: graveness(balancer.data.Scheme),
    message: `Port ${Port} of load balancer ${nameOfBalancer(balancer)} serves clear text.`,
    evidence: [fact(listener, `${Protocol} ${Port}: ${[...new Set(open.map(({ Type }) => Type))].join(', ')}`)],
    maps: { fsbp: [...(Protocol === 'HTTP' ? ['ELB.1'] : []), 'ELB.18'] },
    fix:
      Protocol === 'HTTP'
        ? [
            run(
              balancer,
              `Redirect port ${Port} to HTTPS`,
              `elbv2 modify-listener --listener-arn ${listener.id} --default-actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'`,
              settingsOf('aws_lb_listener', listener.id, {
                'default_action.type': 'redirect',
                'default_action.redirect.protocol': 'HTTPS',
                'default_action.redirect.status_code': 'HTTP_301',
              }),
            ),
          ]
        : [],
  };
}

function* ofClassic(classic: Thing<'classic-load-balancer'>): Iterable<Said> {
  for (const { Listener, PolicyNames = [] } of classic.data.ListenerDescriptions ?? []) {
    const { Protocol, LoadBalancerPort: port } = Listener ?? {};
    if (Protocol === 'HTTP' || (Protocol === 'TCP' && port === 80)) {
      yield {
        rule: clear.id,
        subject: classic,
        key: String(port),
        severity: graveness(classic.data.Scheme),
        message: `Port ${port} of load balancer ${classic.id} serves clear text.`,
        evidence: [fact(classic, `${Protocol} ${port}`)],
        maps: { fsbp: ['ELB.3'] },
        fix: [],
      };
    }
    if (Protocol !== 'HTTPS' && Protocol !== 'SSL') continue;
    const strange = PolicyNames.find((name) => !isOfAws(name));
    const weak = PolicyNames.find((name) => isOfAws(name) && !isModern(name));
    if (weak) {
      const policy = 'ELBSecurityPolicy-TLS-1-2-2017-01';
      yield {
        rule: old.id,
        subject: classic,
        key: String(port),
        message: `Port ${port} of load balancer ${classic.id} uses ${weak}.`,
        evidence: [fact(classic, `${Protocol} ${port}: ${weak}`)],
        maps: { fsbp: ['ELB.8'] },
        fix: [
          run(
            classic,
            `Use ${policy}`,
            `elb create-load-balancer-policy --load-balancer-name ${classic.id} --policy-name tls-1-2 --policy-type-name SSLNegotiationPolicyType --policy-attributes AttributeName=Reference-Security-Policy,AttributeValue=${policy}`,
            `resource "aws_load_balancer_policy" "tls_1_2" {\n  load_balancer_name = "${classic.id}"\n  policy_name        = "tls-1-2"\n  policy_type_name   = "SSLNegotiationPolicyType"\n  policy_attribute {\n    name  = "Reference-Security-Policy"\n    value = "${policy}"\n  }\n}`,
          ),
        ],
      };
    } else if (strange) {
      yield { rule: old.id, subject: classic, unknown: `what the policy ${strange} of ${classic.id} allows is not collected` };
    }
  }
}
