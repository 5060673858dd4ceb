/** DHCP options that send hosts past Amazon's resolver. */
import { formatAddress, parseAddress } from '../../net/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, runThen, settingsOf } from '../remedy.ts';
import { rule } from '../rule.ts';

const AMAZON: ReadonlySet<string> = new Set(['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253']);

export default rule({
  id: 'dhcp-custom-dns',
  title: 'Hosts of a VPC ask name servers of their own instead of Amazon’s',
  severity: 'low',
  why:
    'Private zones, private names of endpoints, Resolver rules and DNS Firewall do nothing for hosts that ask elsewhere, unless those servers ' +
    'ask Amazon’s in turn. It is said of options that a VPC uses and that name servers, none of them Amazon’s. Where such a VPC has endpoints ' +
    'with private DNS and no inbound Resolver endpoint that the servers could ask, it is medium.',
  fix: 'Use AmazonProvidedDNS, and forward the names of your own network with Resolver rules; or let the servers ask an inbound endpoint.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html',
  needs: ['dhcp-options', 'vpc', 'vpc-endpoint', 'resolver-endpoint'],
  *check(estate) {
    const vpcs = estate.by('vpc', 'DHCP options', ({ data }) => data.DhcpOptionsId);
    for (const options of estate.all('dhcp-options')) {
      const servers = (options.data.DhcpConfigurations ?? [])
        .filter(({ Key }) => Key === 'domain-name-servers')
        .flatMap(({ Values }) => Values ?? [])
        .flatMap(({ Value }) => Value ?? []);
      const past = (vpcs.get(options.id) ?? []).filter((vpc) => !servers.some((server) => isAmazon(vpc, server)));
      if (servers.length === 0 || past.length === 0) continue;
      const worse = past.filter((vpc) => losesNames(estate, vpc));
      const names = past.map(({ id }) => id).join(', ');
      const lost = worse.map(({ id }) => id).join(', ');
      yield {
        subject: options,
        severity: worse.length > 0 ? 'medium' : 'low',
        message: `Hosts of ${names} ask ${servers.join(', ')} for names${lost ? `, and the private names of endpoints of ${lost} are unknown there` : ''}.`,
        evidence: [
          { kind: 'dhcp-options', id: options.id, text: `domain-name-servers ${servers.join(', ')}` },
          ...past.map(({ id }) => ({ kind: 'vpc', id, text: `uses ${options.id}` })),
        ],
        fix: past.map((vpc) => withAmazons(options, vpc)),
      };
    }
  },
});

/** Amazon's own names for it, or the VPC's base address plus two. */
function isAmazon({ data }: Thing<'vpc'>, server: string): boolean {
  const base = parseAddress((data.CidrBlock ?? '').split('/')[0]!);
  return AMAZON.has(server) || (typeof base === 'number' && formatAddress(base + 2) === server);
}

function losesNames(estate: Estate, { id }: Thing<'vpc'>): boolean {
  const endpoints = estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId).get(id) ?? [];
  const inbound = estate.by('resolver-endpoint', 'vpc', ({ data }) => data.HostVPCId).get(id) ?? [];
  return (
    endpoints.some(({ data }) => data.PrivateDnsEnabled) && !inbound.some(({ data }) => data.Direction?.startsWith('INBOUND'))
  );
}

/** The same options with Amazon's name servers: options cannot be changed, so they are made anew. */
function withAmazons(options: Thing<'dhcp-options'>, vpc: Thing<'vpc'>): Remedy {
  const kept = (options.data.DhcpConfigurations ?? []).filter(({ Key }) => Key !== 'domain-name-servers');
  const all = [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }, ...kept];
  const words = all.map(({ Key, Values = [] }) => `Key=${Key},Values=${Values.map(({ Value }) => Value).join(',')}`);
  const make = `ec2 create-dhcp-options --dhcp-configurations ${words.map((word) => `"${word}"`).join(' ')} --query DhcpOptions.DhcpOptionsId --output text`;
  return runThen(
    vpc,
    `Give ${vpc.id} the same options with AmazonProvidedDNS`,
    [['OPTIONS', make]],
    `ec2 associate-dhcp-options --dhcp-options-id $OPTIONS --vpc-id ${vpc.id}`,
    settingsOf('aws_vpc_dhcp_options', options.id, { domain_name_servers: 'AmazonProvidedDNS' }),
  );
}
