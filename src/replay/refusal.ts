/** An error as AWS says it, and the words in which each family of services says the same trouble. */

/** A request that is answered with an error: AWS's code and message, and the HTTP status that goes with them. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Trouble =
  | 'denied'
  | 'throttled'
  | 'expired'
  /** Signed by a clock that is minutes away. */
  | 'skewed'
  | 'badKeys'
  | 'badToken'
  | 'unknownAction'
  | 'missing'
  | 'invalid'
  | 'notFound'
  | 'internal'
  | 'unavailable';

/** Code and HTTP status of each trouble. */
export type Wording = Record<Trouble, readonly [code: string, status: number]>;

export const ec2Wording: Wording = {
  denied: ['UnauthorizedOperation', 403],
  throttled: ['RequestLimitExceeded', 503],
  expired: ['RequestExpired', 400],
  skewed: ['RequestExpired', 400],
  badKeys: ['AuthFailure', 401],
  badToken: ['InvalidNextToken', 400],
  unknownAction: ['InvalidAction', 400],
  missing: ['MissingParameter', 400],
  invalid: ['InvalidParameterValue', 400],
  notFound: ['InvalidID.NotFound', 400],
  internal: ['InternalError', 500],
  unavailable: ['Unavailable', 503],
};

export const queryWording: Wording = {
  denied: ['AccessDenied', 403],
  throttled: ['Throttling', 400],
  expired: ['ExpiredToken', 403],
  skewed: ['SignatureDoesNotMatch', 403],
  badKeys: ['InvalidClientTokenId', 403],
  badToken: ['ValidationError', 400],
  unknownAction: ['InvalidAction', 400],
  missing: ['ValidationError', 400],
  invalid: ['ValidationError', 400],
  notFound: ['NoSuchEntity', 404],
  internal: ['InternalFailure', 500],
  unavailable: ['ServiceUnavailable', 503],
};

export const restJsonWording: Wording = {
  denied: ['AccessDeniedException', 403],
  throttled: ['ThrottlingException', 429],
  expired: ['ExpiredTokenException', 403],
  skewed: ['InvalidSignatureException', 403],
  badKeys: ['UnrecognizedClientException', 403],
  badToken: ['ValidationException', 400],
  unknownAction: ['UnknownOperationException', 404],
  missing: ['ValidationException', 400],
  invalid: ['ValidationException', 400],
  notFound: ['ResourceNotFoundException', 404],
  internal: ['InternalServerException', 500],
  unavailable: ['ServiceUnavailableException', 503],
};

export const elbWording: Wording = { ...queryWording, notFound: ['LoadBalancerNotFound', 400] };

/** The JSON protocols say nearly everything with status 400. */
export const jsonWording: Wording = {
  ...restJsonWording,
  denied: ['AccessDeniedException', 400],
  throttled: ['ThrottlingException', 400],
  expired: ['ExpiredTokenException', 400],
  badKeys: ['UnrecognizedClientException', 400],
  unknownAction: ['UnknownOperationException', 400],
  notFound: ['ResourceNotFoundException', 400],
};

/** The refusal by which a service with this wording tells of `trouble`. */
export function refusal(wording: Wording, trouble: Trouble, message: string): Refusal {
  const [code, status] = wording[trouble];
  return new Refusal(code, message, status);
}

/** The HTTP status that AWS sends with an error code, as far as the code tells. */
export function statusOf(wording: Wording, code: string): number {
  const worded = Object.values(wording).find(([name]) => name === code);
  if (worded) return worded[1];
  if (/^(OptInRequired|AuthFailure)$/.test(code)) return 401;
  if (/Unauthorized|AccessDenied|^Blocked$|Forbidden|InvalidClientTokenId|ExpiredToken|RegionDisabled/.test(code)) return 403;
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(code)) return wording.throttled[1];
  if (/^HTTP[45]\d\d$/.test(code)) return Number(code.slice(4));
  if (/^Internal/.test(code)) return 500;
  if (/Unavailable/.test(code)) return 503;
  return 400;
}
