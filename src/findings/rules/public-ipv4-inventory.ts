/** How many public IPv4 addresses there are, and who has them: each one is billed. */
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'public-ipv4-inventory',
  title: 'Public IPv4 addresses are in use',
  severity: 'info',
  why:
    'AWS bills each public IPv4 address by the hour, in use or not, whether it is an Elastic IP or came with a machine. They are counted once a Region ' +
    'and account, by who has them; nothing is wrong. Addresses brought to AWS are counted, too, and cost nothing.',
  fix: 'Put machines behind load balancers and NAT gateways, use IPv6, and release what nobody needs.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
  needs: ['network-interface', 'elastic-ip'],
  *check(estate) {
    const used = [...estate.network.publicAddresses.values()].map(({ owner: one }) => ({
      account: one.account,
      region: one.region,
      by: ownerOfInterface(estate.network, one).what,
    }));
    const free = estate
      .all('elastic-ip')
      .filter(({ data }) => !data.AssociationId && !data.NetworkInterfaceId && data.PublicIp)
      .map(({ account, region }) => ({ account, region, by: 'Nobody' }));
    for (const all of Map.groupBy([...used, ...free], ({ account, region }) => `${account} ${region}`).values()) {
      const { account, region } = all[0]!;
      const counts = [...Map.groupBy(all, ({ by }) => by)].map(([by, mine]) => ({ by, count: mine.length }));
      counts.sort((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1));
      yield {
        subject: { kind: 'region', id: region, account, region },
        message: `The account has ${all.length} public IPv4 ${all.length === 1 ? 'address' : 'addresses'} in ${region}.`,
        evidence: counts.map(({ by, count }) => ({ kind: 'region', id: region, text: `${by}: ${count}` })),
        fix: [],
      };
    }
  },
});
