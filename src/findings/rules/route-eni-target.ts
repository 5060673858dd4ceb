/** Routes to an interface that cannot pass on what they bring: it checks whose packets it gets, or nobody runs behind it. */
import type { Interface } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { type Placed, ROUTES, routeEvidence, tables } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const needs: Rule['needs'] = ['network-interface', 'instance', ...ROUTES];

const checking: Rule = {
  id: 'route-eni-target-srcdst-check',
  title: 'A route leads to an appliance whose source/destination check is on',
  severity: 'high',
  why:
    'An interface with the check drops every packet that is neither from nor to itself: that is all that a route brings it. Routes of subnets ' +
    'and of gateways count, whatever their state.',
  fix: 'Switch the check off at the interface, if the machine behind it is meant to pass packets on.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html',
  needs,
};

const down: Rule = {
  id: 'route-eni-target-down',
  title: 'A route leads to an interface of an instance that does not run, or of nobody',
  severity: 'high',
  why:
    'What the table sends there is lost, and AWS marks the route as a black hole until the machine runs again: route-blackhole says so too, ' +
    'and this says why. One that is pending will run in a moment.',
  fix: 'Start the instance, attach the interface, or lead the route to what does the work now.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html',
  needs,
};

export default family({
  rules: [checking, down],
  *check(estate) {
    for (const table of tables(estate)) {
      const routes = table.routes.entries.map(({ value: route }) => ({ table, route }));
      const byTarget = Map.groupBy(
        routes.filter(({ route }) => route.target.kind === 'network-interface'),
        ({ route }) => route.target.id,
      );
      for (const [id, placed] of byTarget) {
        const one = estate.network.interfaces.get(id);
        if (one) yield* judged(estate, one, placed);
        else if (placed.some(({ route }) => route.state === 'active'))
          for (const { id: rule } of [checking, down])
            yield { rule, subject: table, unknown: `${id}, to which a route leads, is not in the snapshot` };
      }
    }
  },
});

function* judged(estate: Estate, one: Interface, placed: readonly Placed[]): Iterable<Said> {
  const { table } = placed[0]!;
  const evidence = placed.map(routeEvidence);
  const where = placed.map(({ route }) => route.text.split(' ')[0]).join(', ');
  const place = { account: one.account, region: one.region };
  if (one.sourceDestCheck)
    yield {
      rule: checking.id,
      subject: table,
      key: one.id,
      message: `${table.id} sends ${where} to ${one.id}, which drops it: its source/destination check is on.`,
      evidence: [...evidence, { kind: one.kind, id: one.id, text: 'SourceDestCheck' }],
      fix: [{ do: 'stop checking source and destination', ...place, interfaceId: one.id }],
    };
  const state = one.instanceId ? estate.get('instance', one.instanceId)?.data.State?.Name : undefined;
  if (one.attached && one.instanceId && !state) {
    const unknown = estate.missing('instance', one) ?? `${one.instanceId} of ${one.id} is not in the snapshot`;
    yield { rule: down.id, subject: table, unknown };
    return;
  }
  if (one.attached && (!state || state === 'running' || state === 'pending')) return;
  const because = one.attached ? `the interface of ${one.instanceId}, which is ${state}` : 'which is attached to nothing';
  yield {
    rule: down.id,
    subject: table,
    key: one.id,
    message: `${table.id} sends ${where} to ${one.id}, ${because}: it is lost.`,
    evidence: [
      ...evidence,
      { kind: one.kind, id: one.id, text: one.attached ? `${one.instanceId} is ${state}` : 'not attached' },
    ],
    fix: state === 'stopped' ? [{ do: 'start instance', ...place, instanceId: one.instanceId! }] : [],
  };
}
