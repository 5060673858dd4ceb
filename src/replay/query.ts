/** The EC2 and AWS Query protocols: parameters in a form, answers in XML. */
import { readInput } from './query-params.ts';
import { type Refusal, refusal } from './refusal.ts';
import { operationShape } from './shape.ts';
import type { Incoming, Protocol, Reply } from './wire.ts';
import { XML, xmlMembers, xmlText } from './xml.ts';

export const parametersOf = (request: Incoming): URLSearchParams =>
  request.method === 'GET' ? request.query : new URLSearchParams(request.body);

const reply = (status: number, body: string): Reply => ({ status, type: 'text/xml;charset=UTF-8', body: XML + body });

const reading = (ec2: boolean): Pick<Protocol, 'operation' | 'read'> => ({
  operation: (request) => parametersOf(request).get('Action') ?? undefined,
  async read(request, operation, service) {
    const shape = operationShape(await service.sdk!(), operation);
    if (!shape) throw refusal(service.wording, 'unknownAction', `The action ${operation} is not valid for this web service.`);
    return { operation, shape, input: readInput(shape.input, parametersOf(request), { ec2, wording: service.wording }) };
  },
});

export const ec2Query: Protocol = {
  ...reading(true),
  write({ operation, shape }, output, service, requestId) {
    const members = xmlMembers(shape.output, output, service.namespace!);
    const root = `${operation}Response`;
    return reply(200, `<${root} xmlns="${service.xmlns}"><requestId>${requestId}</requestId>${members}</${root}>`);
  },
  refuse: (refused, requestId) =>
    reply(refused.status, `<Response><Errors>${errorXml(refused)}</Errors><RequestID>${requestId}</RequestID></Response>`),
};

export const query: Protocol = {
  ...reading(false),
  write({ operation, shape }, output, service, requestId) {
    const members = xmlMembers(shape.output, output, service.namespace!);
    const result = `<${operation}Result>${members}</${operation}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return reply(200, `<${operation}Response xmlns="${service.xmlns}">${result}${metadata}</${operation}Response>`);
  },
  refuse: (refused, requestId) =>
    reply(
      refused.status,
      `<ErrorResponse>${errorXml(refused, refused.status < 500 ? 'Sender' : 'Receiver')}<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
};

export function errorXml(refused: Refusal, type?: string): string {
  const typed = type ? `<Type>${type}</Type>` : '';
  return `<Error>${typed}<Code>${xmlText(refused.code)}</Code><Message>${xmlText(refused.message)}</Message></Error>`;
}
