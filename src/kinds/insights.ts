/** What AWS itself was asked about the network: Reachability Analyzer paths and analyses, Network Access Analyzer scopes. */
import { idInArn, idsOf } from './ids.ts';
import { kind } from './kind.ts';

export const networkInsightsPath = kind({
  kind: 'network-insights-path',
  title: 'Reachability Analyzer path',
  about: 'A question that somebody put to Reachability Analyzer: whether this reaches that.',
  call: { service: 'ec2', operation: 'DescribeNetworkInsightsPaths', items: 'NetworkInsightsPaths', pageSize: 100 },
  id: (item) => item.NetworkInsightsPathId,
  refs: {
    'network-interface': (item) => idsOf(ends(item), 'eni'),
    instance: (item) => idsOf(ends(item), 'i'),
    'internet-gateway': (item) => idsOf(ends(item), 'igw'),
    'vpc-endpoint': (item) => idsOf(ends(item), 'vpce'),
    'transit-gateway': (item) => idsOf(ends(item), 'tgw').filter((id) => !id.startsWith('tgw-attach-')),
    'transit-gateway-attachment': (item) => idsOf(ends(item), 'tgw-attach'),
    'vpc-peering-connection': (item) => idsOf(ends(item), 'pcx'),
    'vpn-gateway': (item) => idsOf(ends(item), 'vgw'),
  },
  columns: {
    source: (item) => item.Source ?? item.SourceIp,
    destination: (item) => item.Destination ?? item.DestinationIp,
    protocol: (item) => item.Protocol,
    port: (item) => item.DestinationPort ?? item.FilterAtSource?.DestinationPortRange?.FromPort,
  },
  filters: [],
});

interface Ends {
  Source?: string;
  Destination?: string;
}

const ends = ({ Source, Destination }: Ends): (string | undefined)[] => [idInArn(Source), idInArn(Destination)];

export const networkInsightsAnalysis = kind({
  kind: 'network-insights-analysis',
  title: 'Reachability Analyzer analysis',
  about: "Reachability Analyzer's answer on a day: found or not, hop by hop, and why.",
  call: { service: 'ec2', operation: 'DescribeNetworkInsightsAnalyses', items: 'NetworkInsightsAnalyses', pageSize: 100 },
  id: (item) => item.NetworkInsightsAnalysisId,
  refs: { 'network-insights-path': (item) => item.NetworkInsightsPathId },
  onlyWith: ['network-insights-path'],
  ordered: ['ForwardPathComponents', 'ReturnPathComponents'],
  columns: {
    path: (item) => item.NetworkInsightsPathId,
    found: (item) => item.NetworkPathFound,
    status: (item) => item.Status,
    hops: (item) => item.ForwardPathComponents?.length ?? 0,
    why: (item) => item.Explanations?.map((explanation) => explanation.ExplanationCode),
  },
  filters: [],
});

export const networkInsightsAccessScope = kind({
  kind: 'network-insights-access-scope',
  title: 'Network Access Analyzer scope',
  about: 'What somebody told Network Access Analyzer to look for.',
  call: {
    service: 'ec2',
    operation: 'DescribeNetworkInsightsAccessScopes',
    items: 'NetworkInsightsAccessScopes',
    pageSize: 100,
  },
  id: (item) => item.NetworkInsightsAccessScopeId,
  columns: { arn: (item) => item.NetworkInsightsAccessScopeArn },
  filters: [],
});
