/** Everything registered is complete, and means what the SDK means: each test names every offender. */
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/kinds/index.ts';
import { actionOf, earlierThan, filterPaths, inOrder, isKind, kindNamed, kinds } from '../../src/kinds/index.ts';
import type { Service } from '../../src/kinds/kind.ts';
import { pagesOf } from '../../src/kinds/services.ts';
import { hasDeclarations, hasItems, hasPages, isKnown, typeAt } from './declarations.ts';
import { at, comment, documentedFilters, hasSchemas, inputOf, memberOf, outputOf, sensitive } from './sdk.ts';

/** The lists of whose elements a row says that they have an order or a key. */
const listsOf = (row: Kind) => [...(row.ordered ?? []), ...Object.keys(row.keyed ?? {})];

/** Every path that a row names. */
const pathsOf = (row: Kind) => [
  ...(row.volatile ?? []),
  ...(row.secret ?? []),
  ...listsOf(row),
  ...Object.entries(row.keyed ?? {}).flatMap(([list, members]) => members.map((member) => `${list}.${member}`)),
  ...filterPaths(row.filters).values(),
];

const described = kinds.filter(hasSchemas);
const pageNames = (row: Kind) => pagesOf(row.call);

/** The most that a page may hold, by service, and by operation where it differs. From the API references and the service models. */
const LARGEST_PAGE_OF: Record<Service, number> = {
  ec2: 1000,
  iam: 1000,
  networkmanager: 500,
  elbv2: 400,
  elb: 400,
  networkfirewall: 100,
  directconnect: 100,
  route53: 100,
  route53resolver: 100,
  ram: 500,
  servicequotas: 100,
  cloudwatch: 100_800,
};
const LARGEST_PAGE: Record<string, number> = {
  DescribeRouteTables: 100,
  DescribeManagedPrefixLists: 100,
  GetManagedPrefixListEntries: 100,
  DescribeEgressOnlyInternetGateways: 255,
  DescribeStaleSecurityGroups: 255,
  DescribeNetworkInterfacePermissions: 255,
  DescribePublicIpv4Pools: 10,
  DescribeLaunchTemplateVersions: 200,
  DescribeVpcEndpointAssociations: 100,
  DescribeNetworkInsightsPaths: 100,
  DescribeNetworkInsightsAnalyses: 100,
  DescribeNetworkInsightsAccessScopes: 100,
  DescribeInstanceConnectEndpoints: 50,
  ListFirewallConfigs: 10,
  ListResourceRecordSets: 300,
};

/** Documented filters which no path of the item can stand for: the answer does not hold what they look at, or they compute. */
const WITHOUT_A_PATH: Record<string, string[]> = {
  DescribeInstances: [
    'metadata-options.http-protocol-ipv4',
    'network-interface.addresses.association.allocation-id',
    'network-interface.addresses.association.association-id',
    'network-interface.association.allocation-id',
    'network-interface.association.association-id',
    'network-interface.deny-all-igw-traffic',
    'network-interface.ipv6-native',
    'network-interface.outpost-arn',
    'network-interface.requester-id',
    'network-interface.requester-managed',
    'network-interface.tag-key',
    'network-interface.tag-value',
  ],
  DescribeLaunchTemplateVersions: ['http-protocol-ipv4'],
  DescribeTransitGatewayPeeringAttachments: ['local-owner-id', 'remote-owner-id', 'transit-gateway-id'],
  DescribeVpcEndpointAssociations: ['associated-resource-id'],
  DescribeVpnConnections: ['bgp-asn', 'customer-gateway-configuration'],
  SearchLocalGatewayRoutes: [
    'route-search.exact-match',
    'route-search.longest-prefix-match',
    'route-search.subnet-of-match',
    'route-search.supernet-of-match',
  ],
  SearchTransitGatewayRoutes: [
    'route-search.exact-match',
    'route-search.longest-prefix-match',
    'route-search.subnet-of-match',
    'route-search.supernet-of-match',
  ],
};

describe('The catalogue', () => {
  it('holds rows, and the SDK describes most of them', () => {
    expect(kinds.length).toBeGreaterThan(35);
    expect(described.length).toBeGreaterThan(30);
  });

  it('names each kind once, in kebab-case', () => {
    const names = kinds.map((row) => row.kind);
    expect(names.filter((name) => !/^[a-z]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('gives every kind a title, one sentence about it, and columns', () => {
    const poor = kinds.filter(
      (row) => !row.title || !/^[A-Z0-9].+[^.]\.$/.test(row.about) || Object.keys(row.columns ?? {}).length < 1,
    );
    expect(poor.map((row) => row.kind)).toEqual([]);
  });

  it('mentions only kinds that it holds', () => {
    const mentions = (row: Kind) => [
      ...Object.keys(row.refs ?? {}),
      ...earlierThan(row),
      ...(row.detailOf ? [row.detailOf] : []),
    ];
    expect(
      kinds.flatMap((row) =>
        mentions(row)
          .filter((name) => !isKind(name))
          .map((name) => `${row.kind} → ${name}`),
      ),
    ).toEqual([]);
  });

  it('can be collected in an order, each kind after those that it builds on', () => {
    const order = inOrder(kinds).map((row) => row.kind);
    expect(order.length).toBe(kinds.length);
    const tooEarly = (name: string, index: number) =>
      earlierThan(kindNamed(name)).filter((other) => order.indexOf(other) >= index);
    expect(order.flatMap(tooEarly)).toEqual([]);
  });

  it('draws an edge from every detail to what it details', () => {
    const lost = kinds.filter((row) => row.detailOf && !row.refs?.[row.detailOf]);
    expect(lost.map((row) => row.kind)).toEqual([]);
  });

  it('does not say twice that a kind needs what its call fans out over', () => {
    const twice = kinds.filter((row) => row.call.over?.kind && row.onlyWith?.includes(row.call.over.kind));
    expect(twice.map((row) => row.kind)).toEqual([]);
  });

  it('lets no kind of a Region be needed by a kind of no Region', () => {
    const needsRegion = (row: Kind) => earlierThan(row).filter((name) => kindNamed(name).scope !== 'global');
    expect(kinds.filter((row) => row.scope === 'global').flatMap(needsRegion)).toEqual([]);
  });

  it('asks only operations that read', () => {
    expect(kinds.map(actionOf).filter((action) => !/^[a-z0-9-]+:(Describe|Get|List|Search)[A-Z]/.test(action))).toEqual([]);
  });

  it('reads items that lack every member', () => {
    const readers = (row: Kind) => [
      row.id,
      row.owner,
      row.name,
      ...Object.values(row.refs ?? {}),
      ...Object.values(row.columns ?? {}),
    ];
    const read = (row: Kind) => {
      for (const reader of readers(row)) reader?.({}, 'parent/key');
      row.call.over?.points({}, 'eu-central-1');
    };
    for (const row of kinds) expect(() => read(row), row.kind).not.toThrow();
  });
});

describe('A row and the SDK', () => {
  it('agree on the member that holds the resources', () => {
    const strange = described.filter((row) => row.call.items !== '.' && !memberOf(outputOf(row), row.call.items));
    expect(strange.map((row) => row.kind)).toEqual([]);
  });

  it('agree on whether the operation has pages', () => {
    const disagree = described.filter(
      (row) => Boolean(row.call.pageSize) !== Boolean(memberOf(inputOf(row), pageNames(row).size)),
    );
    expect(disagree.map((row) => row.kind)).toEqual([]);
  });

  it('agree on what the tokens of pages are called', () => {
    const paged = described.filter((row) => row.call.pageSize);
    const lost = paged.filter(
      (row) =>
        pageNames(row).token.some((name) => !memberOf(inputOf(row), name)) ||
        pageNames(row).next.some((name) => !memberOf(outputOf(row), name)),
    );
    expect(lost.map((row) => row.kind)).toEqual([]);
  });

  it('agree on the largest page', () => {
    const paged = kinds.filter((row) => row.call.pageSize);
    const off = paged.filter(
      (row) => row.call.pageSize !== (LARGEST_PAGE[row.call.operation] ?? LARGEST_PAGE_OF[row.call.service]),
    );
    expect(off.map((row) => row.kind)).toEqual([]);
    const bounds = paged.map((row) => ({ row, bounds: /between (\d+) and ([\d,]+)/.exec(comment(row, 'MaxResults')) }));
    const beyond = bounds.filter(({ row, bounds }) => bounds && row.call.pageSize !== Number(bounds[2]!.replaceAll(',', '')));
    expect(beyond.map(({ row }) => row.kind)).toEqual([]);
  });

  it('agree on the members of the request that never change', () => {
    const strange = described.flatMap((row) =>
      Object.keys(row.call.input ?? {})
        .filter((member) => !memberOf(inputOf(row), member))
        .map((member) => `${row.kind}.${member}`),
    );
    expect(strange).toEqual([]);
  });

  it('agree on the path of everything that a row says about a member', () => {
    expect(
      described.flatMap((row) =>
        pathsOf(row)
          .filter((path) => !at(row, path))
          .map((path) => `${row.kind}: ${path}`),
      ),
    ).toEqual([]);
  });

  it('agree that what has an order or a key is a list', () => {
    const not = described.flatMap((row) =>
      listsOf(row)
        .filter((path) => !at(row, path)?.isListSchema())
        .map((path) => `${row.kind}: ${path}`),
    );
    expect(not).toEqual([]);
  });

  it('agree on what is secret', () => {
    const open = described.flatMap((row) =>
      sensitive(row)
        .filter((path) => !row.secret?.includes(path))
        .map((path) => `${row.kind}: ${path}`),
    );
    expect(open).toEqual([]);
    expect(sensitive(kindNamed('vpn-connection'))).toContain('Options.TunnelOptions.PreSharedKey');
  });

  it('agree on which operations take filters, and a split uses one of them', () => {
    const takes = (row: Kind) => Boolean(memberOf(inputOf(row), 'Filters') ?? memberOf(inputOf(row), 'Filter'));
    expect(described.filter((row) => Boolean(row.filters) !== takes(row)).map((row) => row.kind)).toEqual([]);
    const split = described.filter((row) => row.call.split);
    const wrong = split.filter(
      (row) => !filterPaths(row.filters).has(row.call.split!.filter) || !memberOf(inputOf(row), 'Filters'),
    );
    expect(wrong.map((row) => row.kind)).toEqual([]);
  });

  it('agree on the filters that AWS documents', () => {
    const documented = described.filter((row) => row.call.service === 'ec2' && row.filters);
    expect(documented.flatMap(documentedFilters).length).toBeGreaterThan(300);
    const different = documented.flatMap((row) => {
      const known = [...filterPaths(row.filters).keys(), ...(WITHOUT_A_PATH[row.call.operation] ?? [])];
      const names = documentedFilters(row);
      const missing = names.filter((name) => !known.includes(name)).map((name) => `${row.kind} lacks ${name}`);
      return [...missing, ...known.filter((name) => !names.includes(name)).map((name) => `${row.kind} made up ${name}`)];
    });
    expect(different).toEqual([]);
  });
});

describe('A row of a service whose client has no schemas', () => {
  const rows = kinds.filter((row) => hasDeclarations(row) && isKnown(row));

  it('asks operations that its client knows, but for the newest', () => {
    const newer = kinds.filter((row) => hasDeclarations(row) && !isKnown(row)).map((row) => row.call.operation);
    expect(newer.sort()).toEqual([
      'GetDirectConnectGatewayAttachment',
      'ListAttachmentRoutingPolicyAssociations',
      'ListCoreNetworkPrefixListAssociations',
      'ListCoreNetworkRoutingInformation',
    ]);
  });

  it('names members that its client knows', () => {
    expect(rows.filter((row) => !hasItems(row)).map((row) => row.kind)).toEqual([]);
    expect(rows.flatMap(pathsOf).length).toBeGreaterThan(4);
    expect(rows.flatMap((row) => pathsOf(row).filter((path) => !typeAt(row, path)))).toEqual([]);
    expect(rows.flatMap((row) => listsOf(row).filter((path) => !typeAt(row, path)?.endsWith('[]')))).toEqual([]);
  });

  it('asks in pages where its client can', () => {
    expect(rows.filter((row) => Boolean(row.call.pageSize) !== hasPages(row)).map((row) => row.kind)).toEqual([]);
  });
});
