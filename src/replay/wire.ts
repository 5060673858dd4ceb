/** The wire forms in which replay speaks: what each protocol reads and writes, and which service uses which. */
import { kinds } from '../kinds/index.ts';
import type { Service } from '../kinds/kind.ts';
import { networkManagerRoutes, type Route } from '../kinds/rest-routes.ts';
import { services } from '../kinds/services.ts';
import { awsJson } from './aws-json.ts';
import { ec2Query, parametersOf, query } from './query.ts';
import { ec2Wording, elbWording, jsonWording, queryWording, type Refusal, restJsonWording, type Wording } from './refusal.ts';
import { restJsonBySchema, restXml } from './rest.ts';
import { restJson } from './rest-json.ts';
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

/** What the rows of a service without schemas say about its answers. */
const listsOf = (service: string) =>
  Object.fromEntries(
    kinds.filter(({ call }) => call.service === service).map(({ call }) => [call.operation, [call.items, 'NextToken']]),
  );

/** By the service that rows name. */
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
  elbv2: {
    protocol: query,
    wording: elbWording,
    sdk: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    namespace: 'com.amazonaws.elasticloadbalancingv2',
    xmlns: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  elb: {
    protocol: query,
    wording: elbWording,
    sdk: () => import('@aws-sdk/client-elastic-load-balancing'),
    namespace: 'com.amazonaws.elasticloadbalancing',
    xmlns: 'http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/',
  },
  networkfirewall: { protocol: awsJson, wording: jsonWording, sdk: () => import('@aws-sdk/client-network-firewall') },
  directconnect: { protocol: awsJson, wording: jsonWording, sdk: () => import('@aws-sdk/client-direct-connect') },
  servicequotas: { protocol: awsJson, wording: jsonWording, sdk: () => import('@aws-sdk/client-service-quotas') },
  cloudwatch: { protocol: awsJson, wording: jsonWording, sdk: () => import('@aws-sdk/client-cloudwatch') },
  route53resolver: { protocol: awsJson, wording: jsonWording, lists: listsOf('route53resolver') },
  ram: { protocol: restJsonBySchema, wording: restJsonWording, sdk: () => import('@aws-sdk/client-ram') },
  route53: {
    protocol: restXml,
    wording: { ...queryWording, notFound: ['NoSuchHostedZone', 404], invalid: ['InvalidInput', 400] },
    sdk: () => import('@aws-sdk/client-route-53'),
    namespace: 'com.amazonaws.route53',
    xmlns: 'https://route53.amazonaws.com/doc/2013-04-01/',
  },
};

/** The service that a request is for: by the name that it signs with, and where two share that, by the version of the API. */
export function serviceOf(signs: string, request: Incoming): string | undefined {
  const names = Object.keys(servedServices).filter((name) => signingName(name) === signs);
  const version = names.length > 1 ? parametersOf(request).get('Version') : undefined;
  return names.find((name) => !version || servedServices[name]!.xmlns?.includes(version)) ?? names[0];
}

const signingName = (name: string): string => (Object.hasOwn(services, name) ? services[name as Service].signs : name);
