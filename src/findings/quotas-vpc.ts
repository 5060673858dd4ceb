/** Quotas of VPCs and what is in them. */
import { type Endpoint, stateOf } from './endpoints.ts';
import { networkAddressUse } from './network-address-use.ts';
import { perRegion, perVpc, type Quota } from './quotas.ts';
import { tables } from './routes.ts';

/** Whether an endpoint still counts: what is being deleted does, what was does not. */
const counts = (one: Endpoint): boolean => stateOf(one) !== 'deleted';

const vpc = (code: string) => ({ service: 'vpc', code });

export const vpcQuotas: readonly Quota[] = [
  {
    id: 'quota-vpcs-region',
    title: 'The quota of VPCs in a Region is nearly reached',
    what: 'VPCs',
    usual: 5,
    at: vpc('L-F678F1CE'),
    why: 'No VPC can be made beyond it, and the quota of internet gateways goes with it.',
    needs: ['vpc'],
    used: (estate) => perRegion(estate.all('vpc'), vpc('L-F678F1CE')),
  },
  {
    id: 'quota-subnets-vpc',
    title: 'The quota of subnets in a VPC is nearly reached',
    what: 'subnets',
    usual: 200,
    at: vpc('L-407747CB'),
    why: 'No subnet can be made in the VPC beyond it.',
    needs: ['subnet', 'vpc'],
    used: (estate) => perVpc(estate, estate.network.subnets.values(), (one) => one.vpc.id),
  },
  {
    id: 'quota-cidrs-vpc',
    title: 'The quota of IPv4 blocks of a VPC is nearly reached',
    what: 'IPv4 blocks',
    usual: 5,
    at: vpc('L-83CA0A9D'),
    why: 'When its addresses run out it can be given no more. The primary block counts.',
    needs: ['vpc'],
    *used(estate) {
      for (const one of estate.network.vpcs.values())
        if (estate.network.coverage.scanned(one))
          yield { subject: one, count: one.blocks.filter(({ lo }) => typeof lo === 'number').length };
    },
  },
  {
    id: 'quota-route-tables-vpc',
    title: 'The quota of route tables in a VPC is nearly reached',
    what: 'route tables',
    usual: 200,
    at: vpc('L-589F43AA'),
    why: 'No route table can be made in the VPC beyond it; the main table counts.',
    needs: ['route-table', 'vpc'],
    used: (estate) => perVpc(estate, tables(estate), ({ vpcId }) => vpcId),
  },
  {
    id: 'quota-nacls-vpc',
    title: 'The quota of network ACLs in a VPC is nearly reached',
    what: 'network ACLs',
    usual: 200,
    at: vpc('L-B4A6D682'),
    why: 'No ACL can be made in the VPC beyond it; the default ACL counts.',
    needs: ['network-acl', 'vpc'],
    used: (estate) => perVpc(estate, estate.all('network-acl'), ({ data }) => data.VpcId),
  },
  {
    id: 'quota-peerings-vpc',
    title: 'The quota of active peerings of a VPC is nearly reached',
    what: 'active peering connections',
    usual: 50,
    at: vpc('L-7E9ECCDB'),
    why: 'No peering with the VPC becomes active beyond it.',
    needs: ['vpc-peering-connection', 'vpc'],
    used: (estate) =>
      perVpc(
        estate,
        estate
          .all('vpc-peering-connection')
          .filter(({ data }) => data.Status?.Code === 'active')
          .flatMap(({ data }) => [data.RequesterVpcInfo?.VpcId, data.AccepterVpcInfo?.VpcId]),
        (id) => id,
      ),
  },
  {
    id: 'quota-peering-requests',
    title: 'The quota of peering requests that wait is nearly reached',
    what: 'peering requests that wait',
    usual: 25,
    at: vpc('L-DC9F7029'),
    why: 'No peering can be asked for beyond it, until some are accepted, refused, or expire.',
    needs: ['vpc-peering-connection'],
    used: (estate) =>
      perRegion(
        estate.all('vpc-peering-connection').filter(({ data }) => data.Status?.Code === 'pending-acceptance'),
        vpc('L-DC9F7029'),
      ),
  },
  {
    id: 'quota-igw-region',
    title: 'The quota of internet gateways in a Region is nearly reached',
    what: 'internet gateways',
    usual: 5,
    at: vpc('L-A4707A72'),
    why: 'No VPC gets an internet gateway beyond it.',
    needs: ['internet-gateway'],
    used: (estate) => perRegion(estate.all('internet-gateway'), vpc('L-A4707A72')),
  },
  {
    id: 'quota-nat-az',
    title: 'The quota of NAT gateways in a zone is nearly reached',
    what: 'NAT gateways',
    usual: 5,
    at: vpc('L-FE5A380F'),
    why: 'No NAT gateway can be made in the zone beyond it. Those that are pending or being deleted count; regional ones have no zone.',
    needs: ['nat-gateway', 'subnet'],
    *used(estate) {
      const zonal = estate.all('nat-gateway').flatMap((one) => {
        const zone = estate.network.subnets.get(one.data.SubnetId ?? '')?.zone;
        return zone === undefined || one.data.State === 'deleted' || one.data.State === 'failed' ? [] : [{ one, zone }];
      });
      for (const [key, all] of Map.groupBy(zonal, ({ zone }) => zone))
        for (const use of perRegion(
          all.map(({ one }) => one),
          vpc('L-FE5A380F'),
        ))
          yield { ...use, key };
    },
  },
  {
    id: 'quota-gateway-endpoints',
    title: 'The quota of gateway endpoints in a Region is nearly reached',
    what: 'gateway endpoints',
    usual: 20,
    at: vpc('L-1B52E74A'),
    why: 'No gateway endpoint can be made beyond it.',
    needs: ['vpc-endpoint'],
    used: (estate) =>
      perRegion(
        estate.all('vpc-endpoint').filter((one) => one.data.VpcEndpointType === 'Gateway' && counts(one)),
        vpc('L-1B52E74A'),
      ),
  },
  {
    id: 'quota-interface-endpoints',
    title: 'The quota of interface endpoints in a VPC is nearly reached',
    what: 'interface and Gateway Load Balancer endpoints',
    usual: 50,
    at: vpc('L-29B6F2EB'),
    why: 'No interface endpoint can be made in the VPC beyond it; those of Gateway Load Balancers count too.',
    needs: ['vpc-endpoint', 'vpc'],
    used: (estate) =>
      perVpc(
        estate,
        estate
          .all('vpc-endpoint')
          .filter((one) => /^(?:Interface|GatewayLoadBalancer)$/.test(one.data.VpcEndpointType ?? '') && counts(one)),
        ({ data }) => data.VpcId,
      ),
  },
  {
    id: 'quota-nau-vpc',
    title: 'The quota of network addresses in use in a VPC is nearly reached',
    what: 'units of network address usage',
    usual: 64_000,
    at: vpc('L-BB24F6E5'),
    why:
      'Nothing more can be started in the VPC beyond it. Each address and delegated prefix of an interface is a unit; gateways, load balancers, ' +
      'endpoints, functions and file systems are six. A VPC together with those of its Region that it is peered with has a quota of its own.',
    needs: ['network-interface', 'subnet', 'vpc', 'vpc-peering-connection'],
    used: networkAddressUse,
  },
];
