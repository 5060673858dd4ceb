/** The REST JSON protocol for services whose SDK client has no schemas: operations by method and path, answers as the snapshot has them. */
import type { Route } from '../kinds/rest-routes.ts';
import { jsonInput } from './aws-json.ts';
import { refusal } from './refusal.ts';
import type { Incoming, Protocol, ServedService } from './wire.ts';

export const restJson: Protocol = {
  operation: (request, service) => find(request, service)?.route.operation,
  async read(request, operation, service) {
    const { route, labels } = find(request, service)!;
    const input = { ...labels, ...queryOf(request.query), ...jsonInput(request.body) };
    const shape = {
      name: operation,
      answers: (member: string) => route.lists.includes(member),
      isList: (member: string) => route.lists.includes(member),
      tagged: () => undefined,
    };
    return { operation, input, shape };
  },
  write: (_asked, output) => ({ status: 200, type: 'application/json', body: JSON.stringify(output) }),
  refuse: (refused) => ({
    status: refused.status,
    type: 'application/json',
    headers: { 'x-amzn-errortype': refused.code },
    body: JSON.stringify({ Message: refused.message, message: refused.message }),
  }),
};

interface Found {
  route: Route;
  labels: Record<string, unknown>;
}

/** The route that a request takes, if the service has it. Throws `Refusal` for labels that are no text. */
function find(request: Incoming, service: ServedService): Found | undefined {
  const segments = request.path.split('/').slice(1);
  for (const route of service.routes ?? []) {
    const pattern = route.path.split('/').slice(1);
    if (route.method !== request.method || pattern.length !== segments.length) continue;
    if (!pattern.every((part, at) => part.startsWith('{') || part === segments[at])) continue;
    const labels = pattern.flatMap((part, at) =>
      part.startsWith('{') ? [[part.slice(1, -1), plain(part.slice(1, -1), decoded(segments[at]!, service))]] : [],
    );
    return { route, labels: Object.fromEntries(labels) };
  }
  return undefined;
}

function decoded(segment: string, service: ServedService): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw refusal(service.wording, 'invalid', `The path has a part that is not text: ${segment}`);
  }
}

/** The members of an input that are numbers; no schema says so. */
const plain = (name: string, text: string): unknown => (/^(MaxResults|PolicyVersionId)$/.test(name) ? Number(text) : text);

const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** `?globalNetworkIds=a&maxResults=5` as members of the input. */
function queryOf(query: URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    if (!name || name.startsWith('X-Amz-')) continue;
    if (/(Ids|Arns)$/.test(name)) input[capital(name)] = query.getAll(name);
    else input[capital(name)] = plain(capital(name), query.get(name)!);
  }
  return input;
}
