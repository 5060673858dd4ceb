/** The words in which replay's protocols and services are told: requests, replies, what a protocol does, what a service is. */
import type { Route } from '../kinds/rest-routes.ts';
import type { Refusal, Wording } from './refusal.ts';
import type { OperationShape, Schema } from './shape.ts';

/** An HTTP request, taken in whole. */
export interface Incoming {
  /** The id that the answer will have. */
  id: string;
  method: string;
  path: string;
  /** Parameters of the URL. */
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Asked {
  operation: string;
  shape: OperationShape;
  input: Record<string, unknown>;
}

export interface Reply {
  status: number;
  type: string;
  headers?: Record<string, string>;
  body: string;
}

/** One wire protocol of AWS, server side. */
export interface Protocol {
  /** The name of the operation that a request asks for, known or not; `undefined` when it names none. */
  operation(request: Incoming, service: ServedService): string | undefined | Promise<string | undefined>;
  /** Reads the request. Throws `Refusal` for an operation that the service does not have and for a wrong input. */
  read(request: Incoming, operation: string, service: ServedService): Promise<Asked>;
  write(asked: Asked, output: Record<string, unknown>, service: ServedService, requestId: string): Reply;
  refuse(refusal: Refusal, requestId: string): Reply;
}

/** A service that replay answers for. */
export interface ServedService {
  protocol: Protocol;
  wording: Wording;
  /** The SDK module whose exported schemas describe the operations; loaded when first asked. */
  sdk?: () => Promise<Record<string, Schema>>;
  /** Smithy namespace of its shapes, and XML namespace of its answers. */
  namespace?: string;
  xmlns?: string;
  /** Where there are no schemas: the operations by HTTP method and path, … */
  routes?: readonly Route[];
  /** … or by name, with the members of their answers that are lists or tokens. */
  lists?: Readonly<Record<string, readonly string[]>>;
}
