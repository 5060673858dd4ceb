/** The AWS JSON protocols (1.0 and 1.1): the operation in a header, input and output as JSON, times as seconds since 1970. */
import { JsonCodec2 } from '@smithy/core/protocols';
import { Refusal, refusal } from './refusal.ts';
import { operationShape, requiredOf, revive, type Schema } from './shape.ts';
import type { Incoming, Protocol, Reply } from './wire.ts';

const EPOCH_SECONDS = 7;

/** A value as JSON text, in the names and formats of its schema. */
export function jsonText(schema: Schema, value: Record<string, unknown>): string {
  const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: EPOCH_SECONDS }, jsonName: false });
  const serializer = codec.createSerializer();
  serializer.write(schema, revive(schema, value));
  const text = serializer.flush();
  // The bytes can come in a wrapper that warns on the console when it is taken for a string, as a copy of it would be.
  return typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8');
}

/** The body of a request as a structure. Throws `Refusal` for what is not one. */
export function jsonInput(body: string): Record<string, unknown> {
  if (!body) return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below: not JSON and not an object are the same mistake to AWS.
  }
  throw new Refusal('SerializationException', 'The body of the request is not a JSON object.');
}

const target = (request: Incoming): string | undefined => [request.headers['x-amz-target']].flat()[0];

const reply = (status: number, body: string, headers = {}): Reply => ({
  status,
  type: 'application/x-amz-json-1.1',
  headers,
  body,
});

export const awsJson: Protocol = {
  operation: (request) => target(request)?.split('.').at(-1),
  async read(request, operation, service) {
    const lists = service.lists?.[operation];
    const shape = lists
      ? {
          name: operation,
          answers: (member: string) => lists.includes(member),
          isList: (member: string) => lists.includes(member),
          tagged: () => undefined,
        }
      : service.sdk && operationShape(await service.sdk(), operation);
    if (!shape) throw refusal(service.wording, 'unknownAction', `The operation ${operation} is not known.`);
    const input = jsonInput(request.body);
    const missing = shape.input?.isStructSchema() ? requiredOf(shape.input).find((name) => input[name] === undefined) : undefined;
    if (missing) throw refusal(service.wording, 'missing', `${missing} is missing.`);
    return { operation, shape, input };
  },
  write: ({ shape }, output) => reply(200, shape.output ? jsonText(shape.output, output) : JSON.stringify(output)),
  refuse: (refused) =>
    reply(refused.status, JSON.stringify({ __type: refused.code, message: refused.message }), {
      'x-amzn-errortype': refused.code,
    }),
};
