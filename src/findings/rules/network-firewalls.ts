/** Network firewalls that nobody routes to, that tell nothing of what they see, or that a slip can take away. */
import type { Estate } from '../estate.ts';
import { doorsOf, FIREWALLS, type Firewall, nameOfFirewall } from '../firewalls.ts';
import { run, settingsOf } from '../remedy.ts';
import { ROUTES, routesTo, subnetsOf } from '../routes.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const silent: Rule = {
  id: 'nfw-no-logging',
  title: 'A network firewall writes no log',
  severity: 'medium',
  why: 'Nobody can say what it dropped or let pass, neither when something breaks nor after a break-in. One type of log is enough.',
  fix: 'Log at least alerts, to CloudWatch Logs, S3 or Firehose.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html',
  needs: ['firewall', 'firewall-logging'],
  maps: { fsbp: ['NetworkFirewall.2'] },
};

const unprotected: Rule = {
  id: 'nfw-unprotected',
  title: 'A network firewall may be deleted or moved by a slip',
  severity: 'low',
  why: 'Every route to its endpoints is a blackhole at once when it goes. Protection makes whoever means it say so twice.',
  fix: 'Switch on deletion protection and subnet change protection.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-settings.html',
  needs: ['firewall'],
  maps: { fsbp: ['NetworkFirewall.9', 'NetworkFirewall.10'] },
};

const oneZone: Rule = {
  id: 'nfw-single-az',
  title: 'A network firewall stands in one zone and serves others',
  severity: 'medium',
  why:
    'When that zone fails the others lose their way, too. It is said where subnets of another zone have routes to it; endpoints of ' +
    'associations count as the firewall’s own.',
  fix: 'Give the firewall an endpoint in each zone, and lead the subnets of each zone to their own.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-two-zone-igw.html',
  needs: [...FIREWALLS, ...ROUTES],
  maps: { fsbp: ['NetworkFirewall.1'] },
};

const idle: Rule = {
  id: 'nfw-not-in-path',
  title: 'No route leads to the endpoints of a network firewall',
  severity: 'high',
  why:
    'It inspects nothing, and its existence says otherwise. Any active route of any table counts, of subnets and of gateways. A firewall that ' +
    'is attached to a transit gateway has no endpoints and is left out; of one that is used from a VPC that was not scanned nobody knows.',
  fix: 'Lead the subnets that it shall protect to its endpoints, and the edge table of the gateway, too.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config-route-tables.html',
  needs: [...FIREWALLS, ...ROUTES],
};

export default family({
  rules: [silent, unprotected, oneZone, idle],
  *check(estate) {
    for (const firewall of estate.all('firewall')) {
      yield* settings(estate, firewall);
      if (firewall.data.Firewall?.VpcId) yield* inPath(estate, firewall);
    }
  },
});

function* settings(estate: Estate, firewall: Firewall): Iterable<Said> {
  const name = nameOfFirewall(firewall);
  const logging = estate.by('firewall-logging', 'firewall', ({ id }) => id).get(firewall.id)?.[0];
  if (!logging) yield { rule: silent.id, subject: firewall, unknown: `AWS does not say what ${name} logs` };
  else if (!logging.data.LoggingConfiguration?.LogDestinationConfigs?.length) {
    yield {
      rule: silent.id,
      subject: firewall,
      message: `Firewall ${name} writes no log.`,
      evidence: [fact(logging, 'LogDestinationConfigs is empty')],
      fix: [
        run(
          firewall,
          `Log the alerts of ${name}`,
          `network-firewall update-logging-configuration --firewall-arn ${firewall.id} --logging-configuration 'LogDestinationConfigs=[{LogType=ALERT,LogDestinationType=CloudWatchLogs,LogDestination={logGroup=LOG_GROUP}}]'`,
          `resource "aws_networkfirewall_logging_configuration" "this" {\n  firewall_arn = "${firewall.id}"\n  logging_configuration {\n    log_destination_config {\n      log_type             = "ALERT"\n      log_destination_type = "CloudWatchLogs"\n      log_destination      = { logGroup = "LOG_GROUP" }\n    }\n  }\n}`,
        ),
      ],
    };
  }
  const { DeleteProtection, SubnetChangeProtection, VpcId } = firewall.data.Firewall ?? {};
  const mayGo = !DeleteProtection;
  // What is attached to a transit gateway has no subnets to change.
  const mayMove = !SubnetChangeProtection && VpcId !== undefined;
  const lacks = [...(mayGo ? ['deleted'] : []), ...(mayMove ? ['moved to other subnets'] : [])];
  if (lacks.length === 0) return;
  const arn = `--firewall-arn ${firewall.id}`;
  yield {
    rule: unprotected.id,
    subject: firewall,
    message: `Firewall ${name} may be ${lacks.join(' and ')} without a question.`,
    evidence: [
      fact(firewall, `DeleteProtection ${DeleteProtection ?? false}, SubnetChangeProtection ${SubnetChangeProtection ?? false}`),
    ],
    maps: { fsbp: [...(mayGo ? ['NetworkFirewall.9'] : []), ...(mayMove ? ['NetworkFirewall.10'] : [])] },
    fix: [
      ...(mayGo
        ? [
            run(
              firewall,
              `Protect ${name} from being deleted`,
              `network-firewall update-firewall-delete-protection ${arn} --delete-protection`,
              settingsOf('aws_networkfirewall_firewall', firewall.id, { delete_protection: true }),
            ),
          ]
        : []),
      ...(mayMove
        ? [
            run(
              firewall,
              `Protect the subnets of ${name} from changes`,
              `network-firewall update-subnet-change-protection ${arn} --subnet-change-protection`,
              settingsOf('aws_networkfirewall_firewall', firewall.id, { subnet_change_protection: true }),
            ),
          ]
        : []),
    ],
  };
}

function* inPath(estate: Estate, firewall: Firewall): Iterable<Said> {
  const name = nameOfFirewall(firewall);
  const doors = doorsOf(estate, firewall);
  const routes = doors.flatMap(({ id }) => routesTo(estate, id)).filter(({ route }) => route.state === 'active');
  const unseen = unseenUse(estate, firewall);
  if (unseen && routes.length === 0) yield { rule: idle.id, subject: firewall, unknown: unseen };
  else if (routes.length === 0) {
    yield {
      rule: idle.id,
      subject: firewall,
      message: `No route leads to firewall ${name} in ${firewall.data.Firewall?.VpcId}.`,
      evidence:
        doors.length > 0
          ? doors.map(({ id, subnetId }) => ({ kind: 'vpc-endpoint', id, text: `in ${subnetId}: no route leads to it` }))
          : [fact(firewall, 'it has no endpoint')],
      fix: [],
    };
  }
  const zoneOf = (subnetId: string): string | undefined => estate.network.subnets.get(subnetId)?.zone;
  const zones = new Set(doors.map(({ subnetId }) => zoneOf(subnetId)));
  if (zones.size !== 1) return;
  if (unseen || zones.has(undefined)) {
    yield { rule: oneZone.id, subject: firewall, unknown: unseen ?? `a subnet of ${name} is not in the snapshot` };
    return;
  }
  const served = [...new Set(routes.map(({ table }) => table.id))].flatMap((id) => subnetsOf(estate, id));
  const others = served.filter(({ zone }) => !zones.has(zone));
  if (others.length === 0) return;
  yield {
    rule: oneZone.id,
    subject: firewall,
    message: `Firewall ${name} stands in ${[...zones][0]} only, and serves subnets in ${[...new Set(others.map(({ zone }) => zone))].sort().join(', ')}.`,
    evidence: others.map((subnet) => fact(subnet, `in ${subnet.zone}`)),
    fix: [],
  };
}

/** Why some endpoint of the firewall, or some table that may lead to one, is not known. */
function unseenUse(estate: Estate, firewall: Firewall) {
  const mine = estate
    .by('firewall-endpoint', 'firewall', ({ data }) => data.VpcEndpointAssociation?.FirewallArn)
    .get(firewall.data.Firewall?.FirewallArn ?? firewall.id);
  const known = mine?.length ?? 0;
  const told = firewall.data.Firewall?.NumberOfAssociations ?? 0;
  if (told > known) return `${told - known} of its endpoint associations are not in the snapshot`;
  return mine?.map((one) => estate.missing('route-table', one)).find((one) => one !== undefined);
}
