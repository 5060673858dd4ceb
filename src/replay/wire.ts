/** The wire forms in which replay speaks: what each protocol reads and writes, and which service uses which. */
import { ec2Query, query } from './query.ts';
import { ec2Wording, queryWording, type Refusal, restJsonWording, type Wording } from './refusal.ts';
import { restJson } from './rest-json.ts';
import { networkManagerRoutes, type Route } from './rest-routes.ts';
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
  operation(request: Incoming, service: ServedService): string | undefined;
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
  /** Where there are no schemas: the operations by HTTP method and path. */
  routes?: readonly Route[];
}

/** By the name that the service signs with. */
export const servedServices: Record<string, ServedService> = {
  ec2: {
    protocol: ec2Query,
    wording: ec2Wording,
    sdk: () => import('@aws-sdk/client-ec2'),
    namespace: 'com.amazonaws.ec2',
    xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  },
  iam: {
    protocol: query,
    wording: queryWording,
    sdk: () => import('@aws-sdk/client-iam'),
    namespace: 'com.amazonaws.iam',
    xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
  },
  sts: {
    protocol: query,
    wording: queryWording,
    sdk: () => import('@aws-sdk/client-sts'),
    namespace: 'com.amazonaws.sts',
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
  },
  networkmanager: { protocol: restJson, wording: restJsonWording, routes: networkManagerRoutes },
};
