/** Questions about VPC endpoints: what state they are in, and which service they lead to. */
import type { Thing } from './estate.ts';

export type Endpoint = Thing<'vpc-endpoint'>;

/** In small letters: the SDK's list has `Available`, and AWS sends `available`. */
export const stateOf = ({ data }: Endpoint): string => data.State?.toLowerCase() ?? '';

export const isUp = (endpoint: Endpoint): boolean => stateOf(endpoint) === 'available';

/** Whether AWS offers the service, and not somebody through PrivateLink. */
export const isOfAws = ({ data }: Endpoint): boolean =>
  data.ServiceName !== undefined && !/\.vpce-svc-/.test(data.ServiceName) && !data.RequesterManaged;

/** `s3`, `ecr.api`, `vpce-svc-1`: the service without the Region that it is in. */
export const serviceOf = ({ data, region }: Endpoint): string =>
  data.ServiceName?.split(`.${data.ServiceRegion ?? region}.`)[1] ?? data.ServiceName ?? 'an unknown service';

/** `vpce-1 (s3)` */
export const named = (endpoint: Endpoint): string => `${endpoint.id} (${serviceOf(endpoint)})`;
