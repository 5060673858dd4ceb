/** What went wrong with a call, sorted by what to do about it. */

export type Remedy =
  /** AWS wants fewer calls: put it off. */
  | 'slow down'
  /** Passing trouble: the same call may work. */
  | 'try again'
  /** The credentials ran out: renew them once. */
  | 'sign in'
  /** An answer, if not the one hoped for. */
  | 'none';

/** A call that did not yield its answer. `code` is AWS's error code or one of ours. */
export class CallFailure extends Error {
  override name = 'CallFailure';
  readonly code: string;
  readonly remedy: Remedy;
  constructor(code: string, message: string, remedy: Remedy, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** What to do about a profile whose role asks for a code: nobody types one into a profile, and a code serves once. */
export const MFA_ADVICE =
  'A code is asked for a role and a device that are named: --profile with that profile’s source_profile, --role with its role_arn, --mfa-serial with its mfa_serial.';

const slowDown = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottledException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);

/** What a wrong clock makes AWS say, beside what really bad credentials make it say. */
const clockOrKeys = new Set(['AuthFailure', 'InvalidSignatureException', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed']);

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ENOTFOUND',
]);

interface SdkError {
  name?: string;
  message?: string;
  code?: string;
  Code?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
  cause?: unknown;
}

/** Sorts whatever the SDK threw. `skewed`: the answer's clock and ours were minutes apart. */
export function failureOf(error: unknown, skewed: boolean): CallFailure {
  if (error instanceof CallFailure) return error;
  const thrown = error as SdkError;
  const status = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode;
  const named = [thrown.Code, thrown.name, thrown.code].find(
    (name) => name && !['Error', 'Unknown', 'UnknownError'].includes(name),
  );
  const message = thrown.message || String(error);
  const code = thrown.code ?? (thrown.cause as SdkError | undefined)?.code;
  if (named && slowDown.has(named)) return new CallFailure(named, message, 'slow down', { cause: error });
  if (named && expired.has(named)) return new CallFailure(named, message, 'sign in', { cause: error });
  if (named && clockOrKeys.has(named) && skewed) return new CallFailure(named, message, 'try again', { cause: error });
  if (named === 'CredentialsProviderError') return new CallFailure('NoCredentials', message, 'none', { cause: error });
  if (thrown.name === 'TimeoutError' && status === undefined) {
    return new CallFailure('TimedOut', `no answer: ${message}`, 'try again', { cause: error });
  }
  if (code && network.has(code)) return new CallFailure('NetworkError', message, 'try again', { cause: error });
  if (status === 429) return new CallFailure(named ?? 'TooManyRequests', message, 'slow down', { cause: error });
  if (status !== undefined && status >= 500)
    return new CallFailure(named ?? `HTTP${status}`, message, 'try again', { cause: error });
  return new CallFailure(named ?? (status === undefined ? 'UnexpectedError' : `HTTP${status}`), message, 'none', {
    cause: error,
  });
}
