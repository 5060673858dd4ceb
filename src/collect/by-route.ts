/**
 * Asks operations that AWS has and the installed SDK client does not know, by method and path. The client's own pipeline does the
 * rest: a command that it knows is borrowed for its endpoint, signature, connection and errors, and its request is replaced.
 */
import type { Service } from '../kinds/kind.ts';
import { networkManagerRoutes, type Route } from '../kinds/rest-routes.ts';

/** Where the routes of a service are, and the command that is borrowed: one whose request is empty but for its path. */
const services: Partial<Record<Service, { routes: readonly Route[]; borrowed: { operation: string; path: string } }>> = {
  networkmanager: {
    routes: networkManagerRoutes,
    borrowed: { operation: 'DescribeGlobalNetworks', path: '/global-networks' },
  },
};

interface HttpRequest {
  method: string;
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, string>;
  body?: string;
}

/** The name of the command to borrow, and the middleware that makes its request one for `operation`. Throws where no route is known. */
export function byRoute(service: Service, operation: string, input: Record<string, unknown>) {
  const known = services[service];
  const route = known?.routes.find((candidate) => candidate.operation === operation);
  if (!known || !route) throw new Error(`the SDK client of ${service} has no ${operation}, and no route to it is known`);
  const { borrowed } = known;
  const middleware = (next: (args: unknown) => unknown) => (args: { request: HttpRequest }) => {
    const base = args.request.path.slice(0, -borrowed.path.length);
    Object.assign(args.request, requestOf(route, input, base));
    return next(args);
  };
  return { operation: borrowed.operation, middleware };
}

/** Labels go into the path, pages and all of a GET into the query, and the rest into the body, as the API model of the service has it. */
function requestOf(route: Route, input: Record<string, unknown>, base: string): HttpRequest {
  const rest = { ...input };
  const path = route.path.replace(/\{(\w+)\}/g, (_, label: string) => {
    const value = rest[label];
    delete rest[label];
    if (typeof value !== 'string' || !value) throw new Error(`${route.operation} needs ${label} in its path`);
    return encodeURIComponent(value);
  });
  const inQuery = (name: string) => route.method === 'GET' || name === 'MaxResults' || name === 'NextToken';
  const members = Object.entries(rest).filter(([, value]) => value !== undefined);
  const query = members
    .filter(([name]) => inQuery(name))
    .map(([name, value]) => [name[0]!.toLowerCase() + name.slice(1), Array.isArray(value) ? value.map(String) : String(value)]);
  const body = Object.fromEntries(members.filter(([name]) => !inQuery(name)));
  return {
    method: route.method,
    path: base + path,
    query: Object.fromEntries(query),
    headers: route.method === 'POST' ? { 'content-type': 'application/json' } : {},
    ...(route.method === 'POST' && { body: JSON.stringify(body) }),
  };
}
