/** How mistakes of addresses, subnets, groups, instances and what is left over are mended. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { cidr, contains, dotted } from '../addresses.ts';
import { closeGroup, closeInterface, type Data, type Workshop } from './mending.ts';

export const addressingMenders: Readonly<Record<string, (workshop: Workshop, subject: string) => void>> = {
  'eip-on-idle-eni': (all, id) => {
    const { NetworkInterfaceId } = all.find('elastic-ip', (one) => one.AllocationId === id);
    all.drop('elastic-ip', id);
    for (const address of all.find('network-interface', (one) => one.NetworkInterfaceId === NetworkInterfaceId)
      .PrivateIpAddresses)
      delete address.Association;
  },
  'eni-orphan-managed': (all, id) => {
    const { SubnetId } = all.find('network-interface', (one) => one.NetworkInterfaceId === id);
    all.drop('network-interface', id);
    all.each('subnet', SubnetId, (data) => (data.AvailableIpAddressCount += 1));
  },
  'exposed-dns': closeInterface,
  'exposed-mail-clear': closeInterface,
  'exposed-rpc': closeInterface,
  'exposed-smtp': closeInterface,
  'exposed-snmp': closeInterface,
  'exposed-unlisted-port': closeInterface,
  'flow-logs-partial': recorded,
  'imds-hop-limit': (all, id) => all.each('instance', id, ({ MetadataOptions }) => (MetadataOptions.HttpPutResponseHopLimit = 1)),
  // It speaks to the internet through a NAT gateway of its VPC, which it gets along with a private subnet's table.
  'instance-public-ip': (all, id) => {
    const { PublicIpAddress, NetworkInterfaces } = all.find('instance', (one) => one.InstanceId === id);
    all.dropWhere('elastic-ip', ({ PublicIp }) => PublicIp === PublicIpAddress);
    for (const { NetworkInterfaceId } of NetworkInterfaces)
      all.each('network-interface', NetworkInterfaceId, (data) => {
        delete data.Association;
        for (const address of data.PrivateIpAddresses) delete address.Association;
      });
    all.each('instance', id, (data) => {
      delete data.PublicIpAddress;
      data.PublicDnsName = '';
      for (const card of data.NetworkInterfaces) {
        delete card.Association;
        for (const address of card.PrivateIpAddresses) delete address.Association;
      }
    });
  },
  // A default list stays open: the groups keep out what shall not come in.
  'nacl-admin-port-open': (all, id) => {
    const { Associations } = all.find('network-acl', (one) => one.NetworkAclId === id);
    const subnets = new Set(Associations.map((one: Data) => one.SubnetId));
    for (const card of all.all('network-interface')) if (subnets.has(card.data.SubnetId)) closeInterface(all, card.id);
  },
  'nacl-default-hardened-surprise': (all, id) =>
    all.each('network-acl', id, (data) => {
      data.Entries = data.Entries.filter(({ RuleNumber }: Data) => RuleNumber >= 100);
    }),
  'quota-eips-region': askForMore,
  'quota-rules-nacl': (all, id) =>
    all.each('network-acl', id, (data) => {
      data.Entries = data.Entries.filter(({ RuleNumber }: Data) => RuleNumber < 105 || RuleNumber > 32_000);
    }),
  'quota-rules-sg': fewerRules,
  'quota-sg-eni': (all, id) => {
    all.each('network-interface', id, (data) => (data.Groups = data.Groups.slice(0, 2)));
    const { Attachment, Groups } = all.find('network-interface', (one) => one.NetworkInterfaceId === id);
    all.each('instance', Attachment.InstanceId, (data) => {
      data.SecurityGroups = Groups;
      for (const card of data.NetworkInterfaces) card.Groups = Groups;
    });
    const used = new Set(all.all('network-interface').flatMap((one) => one.data.Groups.map((group: Data) => group.GroupId)));
    const idle = all.all('security-group').filter((one) => one.data.GroupName.startsWith('kontor-archive-') && !used.has(one.id));
    for (const group of idle) {
      all.drop('security-group', group.id);
      all.dropWhere('security-group-rule', ({ GroupId }) => GroupId === group.id);
    }
  },
  'quota-vpcs-region': askForMore,
  'route-main-has-igw': withoutWayOut,
  'route-public-subnet-no-public-ip': (all, id) => {
    const { SubnetId } = all.find('network-interface', (one) => one.NetworkInterfaceId === id);
    const table = all.all('route-table').find(({ data }) => data.Associations.some((one: Data) => one.SubnetId === SubnetId));
    if (table) withoutWayOut(all, table.id);
  },
  'sg-ephemeral-inbound-open': closeGroup,
  'sg-many-rules': fewerRules,
  'sg-shared-vpc-association-failed': (all, id) => all.drop('security-group-vpc-association', id),
  'sg-wide-port-range': (all, id) => {
    const narrow = (one: Data): void => {
      if (one.IpProtocol !== '-1' && one.ToPort - one.FromPort > 100) one.ToPort = one.FromPort;
    };
    all.each('security-group', id, ({ IpPermissions }) => IpPermissions.forEach(narrow));
    all.every('security-group-rule', (data) => {
      if (data.GroupId === id && !data.IsEgress) narrow(data);
    });
  },
  'subnet-auto-ipv6': (all, id) => all.each('subnet', id, (data) => (data.AssignIpv6AddressOnCreation = false)),
  'subnet-implicit-main-table': (all, id) => ownTable(all, id),
  'vpc-cidr-docker-overlap': (all, id) => renumbered(all, id, '172.17.', '10.60.'),
  'vpc-cidr-overlap-onprem': (all, id) => {
    const { CidrBlock } = all.find('vpc', (one) => one.VpcId === id);
    const isOther = ({ DestinationCidrBlock: to, GatewayId }: Data): boolean =>
      GatewayId === 'local' || !to || Number(to.split('/')[1]) < Number(CidrBlock.split('/')[1]) || !contains(CidrBlock, to);
    for (const kind of ['route-table', 'vpn-connection'])
      all.every(kind, (data) => {
        if (kind === 'vpn-connection' || data.VpcId === id) data.Routes = data.Routes.filter(isOther);
      });
  },
  'vpc-cidr-public-space': (all, id) => renumbered(all, id, '25.10.', '10.61.'),
  'vpc-cidr-space-exhausted': dropVpc,
  'vpc-only-public-subnets': (all, id) => {
    for (const table of all.all('route-table')) if (table.data.VpcId === id) withoutWayOut(all, table.id);
    all.dropWhere('internet-gateway', ({ Attachments }) => Attachments[0]?.VpcId === id);
  },
  'vpc-single-az': (all, id) => {
    const [near, far] = all.all('subnet').filter(({ data }) => data.VpcId === id);
    const zone = { AvailabilityZone: near!.data.AvailabilityZone.replace(/a$/, 'b'), AvailabilityZoneId: '' };
    const zones = all.all('availability-zone').filter(({ account }) => account === far!.account);
    zone.AvailabilityZoneId = zones.find(({ data }) => data.ZoneName === zone.AvailabilityZone)!.data.ZoneId;
    Object.assign(far!.data, zone);
    all.every('network-interface', (data) => data.SubnetId === far!.id && Object.assign(data, zone));
    all.every('instance', (data) => {
      if (data.SubnetId === far!.id) data.Placement.AvailabilityZone = zone.AvailabilityZone;
    });
  },
  'vpc-unused': dropVpc,
  'vpce-az-gap': (all, id) => {
    const endpoint = all.find('vpc-endpoint', (one) => one.VpcEndpointId === id);
    const zones = new Set<string>(
      endpoint.SubnetIds.map((one: string) => all.find('subnet', (subnet) => subnet.SubnetId === one).AvailabilityZoneId),
    );
    const cards = all.all('network-interface').map(({ data }) => data);
    const [client] = cards.filter(
      (one) => one.VpcId === endpoint.VpcId && !zones.has(one.AvailabilityZoneId) && one.Groups.length > 0,
    );
    const { SubnetId, AvailabilityZone, AvailabilityZoneId } = client;
    const like = all.all('network-interface').find((one) => one.id === endpoint.NetworkInterfaceIds[0])!;
    const NetworkInterfaceId = `eni-1${id.slice(-16)}`;
    const subnet = all.find('subnet', (one) => one.SubnetId === SubnetId);
    const free = (n: number): string => dotted(cidr(subnet.CidrBlock).base + n);
    const taken = new Set(cards.map((one) => one.PrivateIpAddress));
    const PrivateIpAddress = [20, 21, 22, 23, 24].map(free).find((address) => !taken.has(address))!;
    const PrivateIpAddresses = [{ Primary: true, PrivateIpAddress }];
    const place = { SubnetId, AvailabilityZone, AvailabilityZoneId, NetworkInterfaceId, PrivateIpAddress, PrivateIpAddresses };
    all.resources.push({ ...like, id: NetworkInterfaceId, data: { ...structuredClone(like.data), ...place } });
    endpoint.SubnetIds.push(SubnetId);
    endpoint.NetworkInterfaceIds.push(NetworkInterfaceId);
    subnet.AvailableIpAddressCount -= 1;
  },
};

/** A higher quota, wherever the account meets it. */
function askForMore(all: Workshop, id: string): void {
  for (const one of all.all('service-quota')) if (one.id === id) one.data.Value *= 4;
}

/** The first rules of a group in place of all that it has. */
function fewerRules(all: Workshop, id: string): void {
  all.each('security-group', id, ({ IpPermissions }) => {
    for (const one of IpPermissions) one.IpRanges = one.IpRanges.slice(0, 5);
  });
  const kept = new Set(
    all
      .find('security-group', (one) => one.GroupId === id)
      .IpPermissions.flatMap((one: Data) => one.IpRanges.map((range: Data) => range.CidrIp)),
  );
  all.dropWhere('security-group-rule', (data) => data.GroupId === id && !data.IsEgress && !kept.has(data.CidrIpv4));
}

function withoutWayOut(all: Workshop, id: string): void {
  all.each('route-table', id, (data) => {
    data.Routes = data.Routes.filter((route: Data) => route.DestinationCidrBlock !== '0.0.0.0/0');
  });
}

/** A VPC's log in place of those of its subnets. */
function recorded(all: Workshop, id: string): void {
  const subnets = all.all('subnet').flatMap((one) => (one.data.VpcId === id ? one.id : []));
  const mine = all.all('flow-log').find(({ data }) => subnets.includes(data.ResourceId));
  if (mine) mine.data.ResourceId = id;
}

/** A table of its own, with no more than the local routes. */
function ownTable(all: Workshop, subnet: string): void {
  const { VpcId } = all.find('subnet', (one) => one.SubnetId === subnet);
  const main = all
    .all('route-table')
    .find(({ data }) => data.VpcId === VpcId && data.Associations.some((one: Data) => one.Main))!;
  const RouteTableId = `rtb-3${subnet.slice(-16)}`;
  const Associations = [
    {
      Main: false,
      RouteTableAssociationId: `rtbassoc-3${subnet.slice(-16)}`,
      RouteTableId,
      SubnetId: subnet,
      AssociationState: { State: 'associated' },
    },
  ];
  const data = structuredClone(main.data);
  const Routes = data.Routes.filter((route: Data) => route.GatewayId === 'local');
  all.resources.push({ ...main, id: RouteTableId, data: { ...data, RouteTableId, Associations, Routes, Tags: [] } });
}

/** Moves a block of a VPC with all that is in it, as far as it is told by its first two numbers. */
function renumbered(all: Workshop, id: string, from: string, to: string): void {
  const moved = (one: Resource): boolean => one.id === id || one.data.VpcId === id;
  all.resources = all.resources.map((one) =>
    moved(one) ? { ...one, data: JSON.parse(JSON.stringify(one.data).replaceAll(`"${from}`, `"${to}`)) } : one,
  );
  all.every('security-group-rule', (data) => {
    if (data.CidrIpv4?.startsWith(from)) data.CidrIpv4 = data.CidrIpv4.replace(from, to);
  });
}

/** A VPC that nothing is in goes, with what AWS made along with it. */
function dropVpc(all: Workshop, id: string): void {
  const groups = new Set(all.all('security-group').flatMap((one) => (one.data.VpcId === id ? one.id : [])));
  all.resources = all.resources.filter(
    ({ id: own, data, parent }) =>
      own !== id &&
      !parent?.startsWith(id) &&
      ![data.VpcId, data.VPCId, data.ResourceId].includes(id) &&
      !groups.has(data.GroupId),
  );
}
