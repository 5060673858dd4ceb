/** AWS's own answers, of Reachability Analyzer, beside the engine's to the same questions. */
import { type Interval, only, parseAddress, protocolNumber } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { resolve } from './ends/endpoints.ts';
import type { Meant } from './ends/meant.ts';
import { type Data, nameOf } from './network/entity.ts';
import type { Network } from './network/network.ts';
import { type Question, type Reply, reply } from './question.ts';
import type { Verdict } from './walk/step.ts';

/** One explanation of AWS: its code, and the ids that it names. */
export interface Explanation {
  readonly code: string;
  readonly direction: 'ingress' | 'egress' | undefined;
  readonly ids: readonly string[];
}

export interface Check {
  readonly path: string;
  readonly name: string | undefined;
  readonly analysis: string;
  /** When AWS analysed. */
  readonly startedAt: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number | undefined;
  readonly aws: 'reachable' | 'blocked';
  readonly explanations: readonly Explanation[];
  /** AWS looks at the way there; nothing where the question cannot be put to the snapshot. */
  readonly ours: Verdict | undefined;
  readonly reply: Reply | undefined;
  readonly agrees: boolean | undefined;
  /** Why there is nothing to compare. */
  readonly why: string | undefined;
}

/** The newest finished analysis of each path. */
export function crosscheck(network: Network): Check[] {
  const { snapshot } = network;
  const paths = new Map(snapshot.resources('network-insights-path').map((one) => [one.id, one]));
  const finished = snapshot.resources('network-insights-analysis').filter(({ data }) => data.Status === 'succeeded');
  const byPath = Map.groupBy(finished, ({ data }) => String(data.NetworkInsightsPathId));
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, analyses]) => {
      const newest = analyses.reduce((a, b) => (String(b.data.StartDate) > String(a.data.StartDate) ? b : a));
      return check(network, id, paths.get(id), newest);
    });
}

/** How many analyses have no answer: still running, or failed. */
export const unfinished = ({ snapshot }: Network): number =>
  snapshot.resources('network-insights-analysis').filter(({ data }) => data.Status !== 'succeeded').length;

function check(network: Network, pathId: string, path: Resource | undefined, { id, data }: Resource): Check {
  const asked: Data = path?.data ?? {};
  const aws = data.NetworkPathFound ? ('reachable' as const) : ('blocked' as const);
  const told = path ? answer(network, asked) : `the path ${pathId} is not in the snapshot`;
  const ours = typeof told === 'string' ? undefined : told.verdict;
  return {
    path: pathId,
    name: nameOf(asked),
    analysis: id,
    startedAt: data.StartDate,
    from: idOf(asked.Source) ?? sourceAddress(asked) ?? 'anywhere',
    to: idOf(asked.Destination) ?? destinationAddress(asked) ?? 'anywhere',
    protocol: String(asked.Protocol ?? 'tcp'),
    port: portOf(asked)?.lo,
    aws,
    explanations: (data.Explanations ?? []).map(explanationOf),
    ours,
    reply: typeof told === 'string' ? undefined : told,
    agrees: ours === undefined || ours === 'unknown' ? undefined : ours === aws,
    why: typeof told === 'string' ? told : undefined,
  };
}

/** `arn:…:network-interface/eni-1` and `eni-1` alike. */
const idOf = (text: string | undefined): string | undefined => text?.split('/').at(-1);

const sourceAddress = (asked: Data): string | undefined => asked.FilterAtSource?.SourceAddress ?? asked.SourceIp;
const destinationAddress = (asked: Data): string | undefined => asked.FilterAtSource?.DestinationAddress ?? asked.DestinationIp;

function portOf({ DestinationPort, FilterAtSource }: Data): Interval<number> | undefined {
  if (DestinationPort !== undefined) return only(DestinationPort);
  const { FromPort, ToPort } = FilterAtSource?.DestinationPortRange ?? {};
  return FromPort === undefined ? undefined : { lo: FromPort, hi: ToPort ?? FromPort };
}

/** Ours, or why the question cannot be put. AWS asks about IPv4 only. */
function answer(network: Network, asked: Data): Reply | string {
  const from = endOf(network, asked.Source, sourceAddress(asked));
  const to = endOf(network, asked.Destination, destinationAddress(asked));
  if (!from.length) return `its source ${asked.Source ?? ''} is not in the snapshot`;
  if (!to.length) return `its destination ${asked.Destination ?? ''} is not in the snapshot`;
  const ports = portOf(asked);
  const { FromPort, ToPort } = asked.FilterAtSource?.SourcePortRange ?? {};
  const question: Question = {
    from,
    to,
    service: {
      protocol: protocolNumber(asked.Protocol ?? 'tcp') ?? 'any',
      ...(ports && { ports: [ports] }),
      ...(FromPort !== undefined && FromPort === ToPort && { sourcePort: FromPort }),
    },
    forwardOnly: true,
  };
  return reply(network, question) ?? 'its ends share no address family';
}

/** The component, at the address where one is said; without a component, whoever has the address. */
function endOf(network: Network, component: string | undefined, at: string | undefined): Meant[] {
  const address = parseAddress(at?.replace(/\/32$/, '') ?? '');
  if (!component) return address === undefined ? [] : resolve(network, at!.replace(/\/32$/, '')).map(onlyIpv4);
  const means = [component, idOf(component)!].map((text) => resolve(network, text)).find((found) => found.length) ?? [];
  if (address === undefined) return means.map(onlyIpv4);
  return means.map((meant) => ({
    ...meant,
    addresses: [only(address)],
    sources: meant.sources.map((source) => ({ ...source, addresses: [only(address)] })),
  }));
}

const onlyIpv4 = (meant: Meant): Meant => ({
  ...meant,
  addresses: meant.addresses.filter(({ lo }) => typeof lo === 'number'),
  sources: meant.sources.map((source) => ({
    ...source,
    addresses: source.addresses.filter(({ lo }) => typeof lo === 'number'),
  })),
});

const named = [
  'SecurityGroup',
  'Acl',
  'RouteTable',
  'TransitGatewayRouteTable',
  'Component',
  'NetworkInterface',
  'Subnet',
  'Vpc',
];

function explanationOf(data: Data): Explanation {
  const groups = (data.SecurityGroups ?? []).map((one: Data) => one.Id);
  const ids = [...named.map((member) => data[member]?.Id), ...groups].filter((id): id is string => typeof id === 'string');
  return { code: String(data.ExplanationCode ?? 'unexplained'), direction: data.Direction, ids: [...new Set(ids)] };
}
