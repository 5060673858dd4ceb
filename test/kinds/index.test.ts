/** What derives from the rows: order, names, tags, edges, actions, filter paths. */
import { describe, expect, it } from 'vitest';
import { under } from '../../src/kinds/filters.ts';
import type { Kind } from '../../src/kinds/index.ts';
import {
  actionOf,
  earlierThan,
  filterPath,
  filterPaths,
  inOrder,
  kindNamed,
  nameOf,
  refsOf,
  tagsOf,
} from '../../src/kinds/index.ts';

const row = (kind: string, more: Partial<Kind> = {}): Kind => ({ ...kindNamed('customer-gateway'), kind, ...more });

describe('The path of a filter', () => {
  it('follows from its name, part by part', () => {
    expect(filterPath('vpc-id')).toBe('VpcId');
    expect(filterPath('options.amazon-side-asn')).toBe('Options.AmazonSideAsn');
    expect(filterPath('enable-dns64')).toBe('EnableDns64');
  });

  it('also follows from a name that AWS writes in camel case', () => {
    expect(filterPath('availabilityZone')).toBe('AvailabilityZone');
  });

  it('is said where a member is called otherwise', () => {
    expect(under('entry', 'Entries', ['egress', ['cidr', 'CidrBlock']])).toEqual([
      ['entry.egress', 'Entries.Egress'],
      ['entry.cidr', 'Entries.CidrBlock'],
    ]);
    expect(filterPaths(kindNamed('instance').filters).get('owner-id')).toBe('Reservation.OwnerId');
  });
});

describe('The order of collection', () => {
  it('puts a kind after what it fans out over, splits by and cannot exist without', () => {
    expect(earlierThan(kindNamed('vpc-attribute'))).toEqual(['vpc']);
    expect(earlierThan(kindNamed('subnet'))).toEqual(['vpc']);
    expect(earlierThan(kindNamed('vpc-endpoint'))).toEqual(['vpc', 'network-interface']);
    expect(earlierThan(kindNamed('network-interface'))).toEqual(['availability-zone']);
    const names = inOrder(['subnet', 'vpc-attribute', 'vpc'].map(kindNamed)).map(({ kind }) => kind);
    expect(names).toEqual(['vpc', 'subnet', 'vpc-attribute']);
  });

  it('does not wait for kinds that were not asked for', () => {
    expect(inOrder([kindNamed('subnet')]).map(({ kind }) => kind)).toEqual(['subnet']);
  });

  it('does not exist for kinds that build on each other', () => {
    const circle = [row('a', { onlyWith: ['b'] }), row('b', { onlyWith: ['a'] })];
    expect(() => inOrder(circle)).toThrow('these kinds build on each other: a, b');
  });
});

describe('A resource', () => {
  it('is called by its Name tag', () => {
    expect(nameOf(kindNamed('vpc'), { Tags: [{ Key: 'Name', Value: 'hub' }] })).toBe('hub');
    expect(nameOf(kindNamed('network-interface'), { TagSet: [{ Key: 'Name', Value: 'web' }] })).toBe('web');
    expect(nameOf(kindNamed('vpc'), { Tags: [{ Key: 'Name', Value: '' }] })).toBeUndefined();
    expect(nameOf(kindNamed('vpc'), {})).toBeUndefined();
  });

  it('is called by what its row says, before any tag', () => {
    const group = { GroupName: 'web', Tags: [{ Key: 'Name', Value: 'other' }] };
    expect(nameOf(kindNamed('security-group'), group)).toBe('web');
  });

  it('has no tags but its own', () => {
    const tags = tagsOf({ Tags: [{ Key: '__proto__', Value: 'x' }, { Key: 'empty' }] });
    expect(Object.entries(tags)).toEqual([
      ['__proto__', 'x'],
      ['empty', ''],
    ]);
    expect(tags.constructor).toBeUndefined();
  });

  it('leads to each of its neighbours once', () => {
    const data = {
      VpcId: 'vpc-1',
      Associations: [{ SubnetId: 'subnet-1' }, { GatewayId: 'igw-1' }],
      Routes: [{ GatewayId: 'local' }, { GatewayId: 'igw-1' }, { GatewayId: 'vpce-1' }, { NatGatewayId: 'nat-1' }],
      PropagatingVgws: [{ GatewayId: 'vgw-1' }],
    };
    expect(refsOf(kindNamed('route-table'), { data }).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'vpc vpc-1',
      'subnet subnet-1',
      'internet-gateway igw-1',
      'vpn-gateway vgw-1',
      'vpc-endpoint vpce-1',
      'nat-gateway nat-1',
    ]);
  });

  it('leads to what it is a detail of', () => {
    const route = { parent: 'tgw-rtb-1', data: { DestinationCidrBlock: '10.0.0.0/8' } };
    expect(refsOf(kindNamed('transit-gateway-route'), route)).toEqual([{ kind: 'transit-gateway-route-table', id: 'tgw-rtb-1' }]);
    const attribute = { parent: 'vpc-1/enableDnsSupport', data: {} };
    expect(refsOf(kindNamed('vpc-attribute'), attribute)).toEqual([{ kind: 'vpc', id: 'vpc-1' }]);
  });

  it('leads to a transit gateway or to its attachment, told apart by the id', () => {
    const logged = (ResourceId: string) => refsOf(kindNamed('flow-log'), { data: { ResourceId } });
    expect(logged('tgw-1')).toEqual([{ kind: 'transit-gateway', id: 'tgw-1' }]);
    expect(logged('tgw-attach-1')).toEqual([{ kind: 'transit-gateway-attachment', id: 'tgw-attach-1' }]);
  });
});

describe('The routes of a core network', () => {
  it('are asked for every segment at every edge that it reaches', () => {
    const points = kindNamed('core-network-route-table').call.over!.points(
      {
        GlobalNetworkId: 'global-network-1',
        CoreNetworkId: 'core-network-1',
        Segments: [{ Name: 'prod', EdgeLocations: ['eu-west-1'] }, { Name: 'shared' }],
        Edges: [{ EdgeLocation: 'eu-west-1' }, { EdgeLocation: 'us-east-1' }],
      },
      'global',
    );
    expect(points.map(({ key }) => key)).toEqual([
      'core-network-1/prod/eu-west-1',
      'core-network-1/shared/eu-west-1',
      'core-network-1/shared/us-east-1',
    ]);
  });
});

describe('A transit gateway route', () => {
  it('has an id of its own beside the same destination in a prefix list', () => {
    const { id } = kindNamed('transit-gateway-route');
    expect(id({ DestinationCidrBlock: '10.0.0.0/8' }, 'tgw-rtb-1')).toBe('tgw-rtb-1/10.0.0.0/8');
    expect(id({ DestinationCidrBlock: '10.0.0.0/8', PrefixListId: 'pl-1' }, 'tgw-rtb-1')).toBe('tgw-rtb-1/10.0.0.0/8/pl-1');
  });

  it('is not asked of a table that is being deleted', () => {
    const { points } = kindNamed('transit-gateway-route').call.over!;
    expect(points({ TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'deleting' }, 'eu-central-1')).toEqual([]);
    expect(points({ TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'available' }, 'eu-central-1')).toHaveLength(1);
  });
});

describe('The permission for a kind', () => {
  it('is the action of its operation', () => {
    expect(actionOf(kindNamed('vpc'))).toBe('ec2:DescribeVpcs');
    expect(actionOf(kindNamed('core-network-policy'))).toBe('networkmanager:GetCoreNetworkPolicy');
  });
});
