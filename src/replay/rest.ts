/** The REST protocols of services whose SDK client has schemas: operations by method and path, answers in XML or JSON. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { jsonInput, jsonText } from './aws-json.ts';
import { errorXml } from './query.ts';
import { type Refusal, refusal } from './refusal.ts';
import { membersOf, operationShape, requiredOf, type Schema } from './shape.ts';
import type { Incoming, Protocol, Reply, ServedService } from './wire.ts';
import { XML, xmlMembers } from './xml.ts';

interface Path {
  name: string;
  method: string;
  parts: string[];
}

const known = new WeakMap<object, Path[]>();

/** The operations of an SDK module by method and path, those with fewer labels first. */
function pathsOf(sdk: Record<string, Schema>): Path[] {
  let paths = known.get(sdk);
  if (!paths) {
    const labels = (path: Path) => path.parts.filter((part) => part.startsWith('{')).length;
    paths = Object.entries(sdk)
      .filter(([name, schema]) => name.endsWith('$') && Array.isArray(schema) && schema[0] === 9 && schema[3]?.http)
      .map(([name, [, , , { http }]]) => ({ name: name.slice(0, -1), method: http[0], parts: http[1].split('?')[0].split('/') }))
      .sort((a, b) => labels(a) - labels(b));
    known.set(sdk, paths);
  }
  return paths;
}

async function find(request: Incoming, service: ServedService): Promise<Path | undefined> {
  const parts = request.path.replace(/(.)\/$/, '$1').split('/');
  return pathsOf(await service.sdk!()).find(
    (path) =>
      path.method === request.method &&
      path.parts.length === parts.length &&
      path.parts.every((part, at) => part.startsWith('{') || part === parts[at]),
  );
}

interface HttpTraits {
  httpLabel?: unknown;
  httpQuery?: string;
}

/** Labels of the path, parameters of the URL and members of the body, as the schema has them. */
function inputOf(schema: NormalizedSchema, path: Path, request: Incoming, service: ServedService): Record<string, unknown> {
  const input: Record<string, unknown> = jsonInput(request.body);
  if (!schema.isStructSchema()) return input;
  const parts = request.path.split('/');
  for (const name of membersOf(schema)) {
    const member = schema.getMemberSchema(name);
    const traits = member.getMergedTraits() as HttpTraits;
    const at = path.parts.findIndex((part) => part.replace('+}', '}') === `{${name}}`);
    if (traits.httpLabel && at >= 0) input[name] = decodeURIComponent(parts[at]!);
    const values = traits.httpQuery ? request.query.getAll(traits.httpQuery) : [];
    if (values.length > 0) input[name] = member.isListSchema() ? values : plain(member, values[0]!);
  }
  const missing = requiredOf(schema).find((name) => input[name] === undefined);
  if (missing) throw refusal(service.wording, 'missing', `${missing} is missing.`);
  return input;
}

const plain = (schema: NormalizedSchema, text: string): unknown =>
  schema.isNumericSchema() ? Number(text) : schema.isBooleanSchema() ? text === 'true' : text;

const reading: Pick<Protocol, 'operation' | 'read'> = {
  operation: async (request, service) => (await find(request, service))?.name,
  async read(request, operation, service) {
    const shape = operationShape(await service.sdk!(), operation)!;
    const path = (await find(request, service))!;
    return { operation, shape, input: inputOf(shape.input, path, request, service) };
  },
};

const xmlReply = (status: number, body: string): Reply => ({ status, type: 'text/xml', body: XML + body });

export const restXml: Protocol = {
  ...reading,
  write({ operation, shape }, output, service) {
    const members = xmlMembers(shape.output, output, service.namespace!);
    return xmlReply(200, `<${operation}Response xmlns="${service.xmlns}">${members}</${operation}Response>`);
  },
  refuse: (refused: Refusal, id) =>
    xmlReply(refused.status, `<ErrorResponse>${errorXml(refused, 'Sender')}<RequestId>${id}</RequestId></ErrorResponse>`),
};

export const restJsonBySchema: Protocol = {
  ...reading,
  write: ({ shape }, output) => ({ status: 200, type: 'application/json', body: jsonText(shape.output, output) }),
  refuse: (refused) => ({
    status: refused.status,
    type: 'application/json',
    headers: { 'x-amzn-errortype': refused.code },
    body: JSON.stringify({ message: refused.message }),
  }),
};
