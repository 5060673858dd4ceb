/** Subnets that run out of IPv4 addresses. */
import { parsePrefix } from '../../net/index.ts';
import { anotherLike } from '../room.ts';
import { family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html';
const needs: Rule['needs'] = ['subnet'];

/** The first four addresses of a subnet and the last are AWS's. */
const RESERVED = 5;
const FEW = 5;

const low: Rule = {
  id: 'subnet-ip-low',
  title: 'A subnet is running out of IPv4 addresses',
  severity: 'medium',
  why:
    'Scaling, failing over and rolling out new versions need free addresses, and stop working without. It is said from `subnet_used_percent` ' +
    '(80 %) on; from 95 % on, or with fewer than 5 addresses left, it is high. Subnets of IPv6 alone have none to run out of.',
  fix: 'Add a subnet, from another block of the VPC if need be, or move what takes many addresses.',
  see,
  needs,
};

const exhausted: Rule = {
  id: 'subnet-ip-exhausted',
  title: 'A subnet has no free IPv4 address',
  severity: 'critical',
  why: 'Nothing can be started there any more: no instance, no task, no node of a load balancer that grows.',
  fix: low.fix,
  see,
  needs,
};

export default family({
  rules: [low, exhausted],
  *check(estate) {
    for (const subnet of estate.all('subnet')) {
      const { CidrBlock, Ipv6Native, AvailableIpAddressCount: free, VpcId } = subnet.data;
      const block = parsePrefix(CidrBlock ?? '');
      if (!block || Ipv6Native) continue;
      if (free === undefined) {
        for (const { id } of [low, exhausted])
          yield { rule: id, subject: subnet, unknown: `AWS lists no free addresses of ${subnet.id}` };
        continue;
      }
      const known = estate.network.subnets.get(subnet.id);
      const more = known ? [anotherLike(known)] : [];
      const all = 2 ** (32 - block.length) - RESERVED;
      const percent = ((all - free) / all) * 100;
      const evidence = [{ kind: 'subnet', id: subnet.id, text: `${CidrBlock}: ${free} of ${all} free` }];
      if (free === 0) {
        const message = `${subnet.id} (${CidrBlock}) in ${VpcId} has no free address left.`;
        yield { rule: exhausted.id, subject: subnet, message, evidence, fix: more };
      } else if (percent >= estate.settings.thresholds.subnet_used_percent || free < FEW) {
        yield {
          rule: low.id,
          subject: subnet,
          severity: percent >= 95 || free < FEW ? 'high' : 'medium',
          message: `${subnet.id} (${CidrBlock}) in ${VpcId} has ${free} of ${all} addresses left.`,
          evidence,
          fix: more,
        };
      }
    }
  },
});
