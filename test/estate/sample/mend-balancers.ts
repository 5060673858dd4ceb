/** How mistakes of load balancers are mended. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import type { Data, Workshop } from './mending.ts';

const recent = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

export const balancerMenders: Readonly<Record<string, (workshop: Workshop, subject: string) => void>> = {
  'lb-all-unhealthy': (all, id) => {
    for (const { parent, data } of all.all('target-health')) if (parent === id) data.TargetHealth = { State: 'healthy' };
  },
  'lb-clear-text': (all, id) => {
    // The first generation goes altogether.
    if (!id.startsWith('arn:')) return dropClassic(all, id);
    all.each('listener', id, (data) => {
      const { Certificates, SslPolicy } = all.find('listener', (one) => one.SslPolicy === recent);
      Object.assign(data, { Protocol: 'HTTPS', Port: 443, Certificates, SslPolicy });
      for (const { SecurityGroups } of all
        .all('load-balancer')
        .flatMap((one) => (one.id === data.LoadBalancerArn ? one.data : [])))
        for (const group of SecurityGroups) movePort(all, group, 80, 443);
    });
  },
  'lb-cross-zone-off-az-empty': (all, id) =>
    all.each('load-balancer-attributes', id, ({ Attributes }) => {
      for (const one of Attributes) if (one.Key === 'load_balancing.cross_zone.enabled') one.Value = 'true';
    }),
  'lb-internet-facing-private-subnet': dropBalancer,
  'lb-no-targets': dropBalancer,
  'lb-single-az': dropClassic,
  'lb-target-sg-mismatch': (all, id) => {
    const { VpcId, Port, LoadBalancerArns } = all.find('target-group', (one) => one.TargetGroupArn === id);
    const { CidrBlock: CidrIp } = all.find('vpc', (one) => one.VpcId === VpcId);
    const { SecurityGroups = [] } = all.find('load-balancer', (one) => one.LoadBalancerArn === LoadBalancerArns[0]);
    const asked = all.all('target-health').filter(({ parent }) => parent === id);
    const targets = new Set(asked.map(({ data }) => data.Target.Id));
    const cards = all.all('network-interface').map(({ data }) => data);
    const behind = cards.filter((one) => targets.has(one.PrivateIpAddress) || targets.has(one.Attachment?.InstanceId));
    const [from] = SecurityGroups;
    const source = from ? { UserIdGroupPairs: [{ GroupId: from, UserId: behind[0].OwnerId }] } : { IpRanges: [{ CidrIp }] };
    for (const group of new Set<string>(behind.flatMap((one) => one.Groups.map((member: Data) => member.GroupId))))
      all.each('security-group', group, (data) => {
        data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: Port, ToPort: Port, ...source });
      });
  },
  'lb-weak-tls': (all, id) => all.each('listener', id, (data) => (data.SslPolicy = recent)),
};

function dropClassic(all: Workshop, id: string): void {
  for (const kind of ['classic-load-balancer', 'classic-load-balancer-attributes', 'classic-load-balancer-tags'])
    all.drop(kind, id);
  const isIts = (one: Resource): boolean => one.kind === 'classic-instance-health' && one.parent === id;
  all.resources = all.resources.filter((one) => !isIts(one));
  const cards = all.all('network-interface').filter(({ data }) => data.Description === `ELB ${id}`);
  for (const card of cards) dropWithGroups(all, card);
}

function dropBalancer(all: Workshop, id: string): void {
  const isIts = (one: Resource): boolean =>
    one.id === id ||
    one.parent === id ||
    (one.kind === 'listener-rule' && one.id.startsWith(id.replace(':loadbalancer/', ':listener-rule/'))) ||
    (one.kind.startsWith('target-group') && groups.has(one.parent ?? one.id));
  const groups = new Set(all.all('target-group').flatMap((one) => (one.data.LoadBalancerArns.includes(id) ? [one.id] : [])));
  all.resources = all.resources.filter((one) => !isIts(one));
  const name = `ELB ${id.split(':loadbalancer/')[1]}`;
  for (const card of all.all('network-interface').filter(({ data }) => data.Description === name)) dropWithGroups(all, card);
}

/** Drops an interface, and those of its groups that nothing else has. */
function dropWithGroups(all: Workshop, { id, data }: Resource): void {
  all.drop('network-interface', id);
  all.each('subnet', data.SubnetId, (subnet) => (subnet.AvailableIpAddressCount += 1));
  const used = new Set(all.all('network-interface').flatMap((one) => one.data.Groups.map((group: Data) => group.GroupId)));
  for (const { GroupId } of data.Groups)
    if (!used.has(GroupId)) {
      all.drop('security-group', GroupId);
      all.dropWhere('security-group-rule', (rule) => rule.GroupId === GroupId);
    }
}

/** A group lets in by another port than before. */
function movePort(all: Workshop, id: string, from: number, to: number): void {
  const moved = { FromPort: to, ToPort: to };
  all.each('security-group', id, ({ IpPermissions }) => {
    for (const one of IpPermissions) if (one.FromPort === from) Object.assign(one, moved);
  });
  all.every('security-group-rule', (data) => {
    if (data.GroupId === id && !data.IsEgress && data.FromPort === from) Object.assign(data, moved);
  });
}
