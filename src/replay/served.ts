/** The services that replay answers for, each with the protocol that it speaks. */
import { kinds } from '../kinds/index.ts';
import type { Service } from '../kinds/kind.ts';
import { networkManagerRoutes } from '../kinds/rest-routes.ts';
import { services } from '../kinds/services.ts';
import { awsJson } from './aws-json.ts';
import { ec2Query, parametersOf, query } from './query.ts';
import { ec2Wording, elbWording, jsonWording, queryWording, restJsonWording } from './refusal.ts';
import { restJsonBySchema, restXml } from './rest.ts';
import { restJson } from './rest-json.ts';
import type { Incoming, ServedService } from './wire.ts';

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
