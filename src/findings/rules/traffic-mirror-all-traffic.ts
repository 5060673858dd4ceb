/** Mirror filters that leave nothing out. */
import type { Place } from '../../snapshot/snapshot.ts';
import type { Thing } from '../estate.ts';
import { type Run, run, settingsOf } from '../remedy.ts';
import { fact, rule } from '../rule.ts';

type MirrorRule = NonNullable<Thing<'traffic-mirror-filter'>['data']['IngressFilterRules']>[number];

const everywhere = new Set(['0.0.0.0/0', '::/0']);

export default rule({
  id: 'traffic-mirror-all-traffic',
  title: 'A traffic mirror filter takes everything, both ways',
  severity: 'low',
  why:
    'Whoever reads the copies reads all that a host says, passwords and customers’ data too, and the copies take as much of the host’s bandwidth as the ' +
    'traffic itself. It is said where in both directions the first rule accepts all protocols from and to everywhere, IPv4 or IPv6.',
  fix: 'Accept the protocols and ports that are looked at, and no others.',
  see: 'https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-filters.html',
  needs: ['traffic-mirror-filter'],
  *check(estate) {
    for (const filter of estate.all('traffic-mirror-filter')) {
      const first = [filter.data.IngressFilterRules, filter.data.EgressFilterRules].map(
        (rules = []) => [...rules].sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0))[0],
      );
      if (!first.every(takesAll)) continue;
      yield {
        subject: filter,
        message: `Traffic mirror filter ${filter.id} takes everything, both ways.`,
        evidence: first.map((one) =>
          fact(
            filter,
            `${one!.TrafficDirection ?? 'direction'} #${one!.RuleNumber} accepts all from ${one!.SourceCidrBlock} to ${one!.DestinationCidrBlock}`,
          ),
        ),
        fix: first.flatMap((one) => narrowed(filter, one!)),
      };
    }
  },
});

function narrowed(place: Place, { TrafficMirrorFilterRuleId: id, TrafficDirection, RuleNumber }: MirrorRule): Run[] {
  if (!id) return [];
  const ports = { 'destination_port_range.from_port': 'PORT', 'destination_port_range.to_port': 'PORT' };
  return [
    run(
      place,
      `Accept one port of TCP only (${TrafficDirection ?? 'direction'} #${RuleNumber})`,
      `ec2 modify-traffic-mirror-filter-rule --traffic-mirror-filter-rule-id ${id} --protocol 6 --destination-port-range FromPort=PORT,ToPort=PORT`,
      settingsOf('aws_ec2_traffic_mirror_filter_rule', id, { protocol: 6, ...ports }),
    ),
  ];
}

/** A protocol of none or 0 is all of them. */
const takesAll = (one: MirrorRule | undefined): boolean =>
  one?.RuleAction === 'accept' &&
  !one.Protocol &&
  everywhere.has(one.SourceCidrBlock ?? '') &&
  everywhere.has(one.DestinationCidrBlock ?? '');
