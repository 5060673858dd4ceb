/** Gaps of a snapshot as trouble on the wire, so that a scan of the replay ends with the same gaps. */
import type { Gap } from '../snapshot/snapshot.ts';
import type { Fault } from './faults.ts';
import { statusOf } from './refusal.ts';
import type { ServedService } from './wire.ts';

/** Codes that are the scanner's own, not AWS's: what made it say so. */
const made: Record<string, Fault> = {
  ThrottledOut: { does: 'throttle' },
  TimedOut: { does: 'hang' },
  NetworkError: { does: 'reset' },
  MalformedReply: { does: 'html' },
  PaginationLoop: { does: 'same-token' },
  TruncatedReply: { does: 'lost-token' },
  CredentialsExpired: { does: 'expired' },
  Interrupted: { does: 'expired' },
};

/** What replay does where the scan met `gap`. Codes of AWS come back with their message; for our own, their cause does. */
export const faultOf = (gap: Gap, service: ServedService): Fault =>
  made[gap.code] ?? { does: 'error', code: gap.code, message: gap.message, status: statusOf(service.wording, gap.code) };
