/** VPCs whose questions to DNS nobody filters, or nobody writes down. */
import type { Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { run } from '../remedy.ts';
import { ROUTES, somewhere, tablesOf } from '../routes.ts';
import { fact, family, type Rule } from '../rule.ts';

const unfiltered: Rule = {
  id: 'dnsfw-missing',
  title: 'No DNS Firewall rule group is associated with a VPC',
  severity: 'low',
  why:
    'The resolver of a VPC answers whoever is in it about every name, also where no packet gets out: data leaves by questions, and malware asks ' +
    'for its masters. Medium where a subnet has a default route. A VPC without any interface asks nothing and is left out; rule groups that come ' +
    'by a Route 53 Profile are not looked at.',
  fix: 'Associate a rule group, at least one with AWS’s lists of malicious domains.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html',
  needs: ['network-interface', 'dns-firewall-rule-group-association', ...ROUTES],
};

const failsOpen: Rule = {
  id: 'dnsfw-fail-open',
  title: 'The DNS Firewall of a VPC fails open',
  severity: 'low',
  why:
    'When the firewall does not answer in time the question is answered all the same: whoever can slow it down gets by. It is said where a rule ' +
    'group is associated; where none is there is nothing that could fail.',
  fix: 'Let it fail closed, where names matter less than what they let out.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html',
  needs: ['vpc', 'dns-firewall-config', 'dns-firewall-rule-group-association'],
};

const unlogged: Rule = {
  id: 'resolver-query-log-missing',
  title: 'Nobody writes down what a VPC asks DNS',
  severity: 'low',
  why:
    'After a break-in the questions say which hosts were taken over, and what they spoke with. A VPC without any interface asks nothing and is ' +
    'left out; configurations that come by a Route 53 Profile are not looked at.',
  fix: 'Associate the VPC with a query logging configuration.',
  see: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html',
  needs: ['vpc', 'network-interface', 'query-log-config-association', 'query-log-config'],
};

/** Of a state of the Resolver: neither gone nor failed. */
const holds = (status: string | undefined): boolean => !/^(?:delet|fail)/i.test(status ?? '');

export default family({
  rules: [unfiltered, failsOpen, unlogged],
  *check(estate) {
    const filtered = idsOf(
      estate.all('dns-firewall-rule-group-association').filter(({ data }) => holds(data.Status)),
      ({ data }) => data.VpcId,
    );
    const logged = idsOf(
      estate.all('query-log-config-association').filter(({ data }) => holds(data.Status)),
      ({ data }) => data.ResourceId,
    );
    for (const vpc of estate.network.vpcs.values()) {
      if (vpc.interfaces.length === 0 || !estate.network.coverage.scanned(vpc)) continue;
      if (!filtered.has(vpc.id)) yield noFilter(estate, vpc);
      if (!logged.has(vpc.id)) yield noLog(estate, vpc);
    }
    for (const config of estate.all('dns-firewall-config')) {
      const vpc = estate.network.vpcs.get(config.data.ResourceId ?? '');
      if (config.data.FirewallFailOpen !== 'ENABLED' || !vpc || !filtered.has(vpc.id)) continue;
      yield {
        rule: failsOpen.id,
        subject: vpc,
        message: `DNS Firewall of ${vpc.id} lets questions pass that it could not judge.`,
        evidence: [fact(config, 'FirewallFailOpen ENABLED')],
        fix: [
          run(
            vpc,
            `Let the DNS Firewall of ${vpc.id} fail closed`,
            `route53resolver update-firewall-config --resource-id ${vpc.id} --firewall-fail-open DISABLED`,
            `resource "aws_route53_resolver_firewall_config" "this" {\n  resource_id        = "${vpc.id}"\n  firewall_fail_open = "DISABLED"\n}`,
          ),
        ],
      };
    }
  },
});

const idsOf = <T>(things: readonly T[], id: (thing: T) => string | undefined): ReadonlySet<string | undefined> =>
  new Set(things.map(id));

function noFilter(estate: Estate, vpc: Vpc) {
  const leaves = tablesOf(estate, vpc).find((table) =>
    [...somewhere[4], ...somewhere[6]].some((value) => table.routes.lookup(value).entry?.value.state === 'active'),
  );
  return {
    rule: unfiltered.id,
    subject: vpc,
    severity: leaves ? ('medium' as const) : unfiltered.severity,
    message: `No DNS Firewall rule group is associated with ${vpc.id}${leaves ? ', which has a way out' : ''}.`,
    evidence: [
      fact(vpc, `${vpc.interfaces.length} interfaces, no association`),
      ...(leaves ? [fact(leaves, 'has a default route')] : []),
    ],
    fix: [
      run(
        vpc,
        `Associate a rule group with ${vpc.id}`,
        `route53resolver associate-firewall-rule-group --firewall-rule-group-id RULE_GROUP --vpc-id ${vpc.id} --priority 101 --name ${vpc.id}`,
        `resource "aws_route53_resolver_firewall_rule_group_association" "this" {\n  name                   = "${vpc.id}"\n  firewall_rule_group_id = "RULE_GROUP"\n  priority               = 101\n  vpc_id                 = "${vpc.id}"\n}`,
      ),
    ],
  };
}

function noLog(estate: Estate, vpc: Vpc) {
  const config = estate
    .by('query-log-config', 'Region', ({ data, region }) => (data.Status === 'CREATED' ? region : undefined))
    .get(vpc.region)?.[0];
  const id = config?.id ?? 'QUERY_LOG_CONFIG';
  return {
    rule: unlogged.id,
    subject: vpc,
    message: `Nobody writes down what ${vpc.id} asks DNS.`,
    evidence: [fact(vpc, `${vpc.interfaces.length} interfaces, no association`)],
    fix: [
      run(
        vpc,
        `Write down what ${vpc.id} asks`,
        `route53resolver associate-resolver-query-log-config --resolver-query-log-config-id ${id} --resource-id ${vpc.id}`,
        `resource "aws_route53_resolver_query_log_config_association" "this" {\n  resolver_query_log_config_id = "${id}"\n  resource_id                  = "${vpc.id}"\n}`,
      ),
    ],
  };
}
