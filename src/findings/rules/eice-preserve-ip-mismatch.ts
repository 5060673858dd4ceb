/** Instance Connect endpoints that show their targets the client’s address, where targets trust only what is in the VPC. */
import { covers, holds, only, TCP } from '../../net/index.ts';
import { type Group, type GroupRule, Missing, type Vpc } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { PATH_PARTLY } from '../exposure.ts';
import { ruleEvidence } from '../groups.ts';
import { run, settingsOf } from '../remedy.ts';
import { rule, type Said } from '../rule.ts';

const ports = [22, 3389];

export default rule({
  id: 'eice-preserve-ip-mismatch',
  title: 'An Instance Connect endpoint keeps the client’s address, and targets do not admit it',
  severity: 'low',
  why:
    'With the address of a client a packet is none of the endpoint’s group or of the VPC, so rules for these do not fit. It is said where ' +
    'the groups of running instances in the VPC let port 22 or 3389 in, and all such rules name groups or addresses of the VPC. Where no group lets ' +
    'either in it is eice-target-blocked.',
  fix: 'Let the networks of the clients in, or do not keep their addresses.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html',
  needs: ['instance-connect-endpoint', 'instance', 'network-interface', 'security-group', 'prefix-list', 'prefix-list-entry'],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const endpoint of estate.all('instance-connect-endpoint')) {
      const vpc = estate.network.vpcs.get(endpoint.data.VpcId ?? '');
      if (endpoint.data.State === 'create-complete' && endpoint.data.PreserveClientIp && vpc)
        yield* judged(estate, endpoint, vpc);
    }
  },
});

function* judged(estate: Estate, endpoint: Thing<'instance-connect-endpoint'>, vpc: Vpc): Iterable<Said> {
  const letting: GroupRule[] = [];
  for (const group of groupsOfInstances(estate, vpc)) {
    if (group instanceof Missing) {
      yield { subject: endpoint, unknown: group };
      return;
    }
    letting.push(...group.ingress.filter(isLogin));
  }
  for (const one of letting) {
    const outward = admitsOthers(estate, one, vpc);
    if (outward instanceof Missing) yield { subject: endpoint, unknown: outward };
    if (outward !== false) return;
  }
  if (letting.length === 0) return;
  yield {
    subject: endpoint,
    message: `${endpoint.id} shows the client’s address to instances of ${vpc.id}, which admit groups and addresses of the VPC only.`,
    evidence: letting.slice(0, MOST).map(ruleEvidence),
    fix: [
      run(
        endpoint,
        `Let ${endpoint.id} speak in its own name`,
        `ec2 modify-instance-connect-endpoint --instance-connect-endpoint-id ${endpoint.id} --no-preserve-client-ip`,
        settingsOf('aws_ec2_instance_connect_endpoint', endpoint.id, { preserve_client_ip: false }),
      ),
    ],
  };
}

/** More rules than these prove nothing more. */
const MOST = 10;

function groupsOfInstances({ network }: Estate, vpc: Vpc): (Group | Missing)[] {
  const running = vpc.interfaces.filter(
    ({ instanceId }) => instanceId !== undefined && network.entity('instance', instanceId)?.data.State?.Name === 'running',
  );
  return [...new Set(running.flatMap(({ groupIds }) => groupIds))].map((id) => network.group(id, vpc));
}

const isLogin = ({ protocol, ports: taken }: GroupRule): boolean =>
  covers(protocol, only(TCP)) && ports.some((port) => holds(taken, port));

/** Whether a rule lets in anybody outside the VPC. */
function admitsOthers({ network }: Estate, { prefix, prefixListId, group }: GroupRule, { blocks }: Vpc): boolean | Missing {
  const isOutside = (range: NonNullable<GroupRule['prefix']>): boolean =>
    !blocks.some((block) => typeof block.lo === typeof range.lo && covers(block, range));
  if (prefix) return isOutside(prefix);
  if (!prefixListId) return false;
  const list = network.prefixList(prefixListId, group);
  return list instanceof Missing ? list : list.table.entries.some((entry) => isOutside(entry.prefix));
}
