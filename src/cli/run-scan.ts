/** Runs a scan with its progress on stderr, and says in words what kept it from beginning. */
import { type CallFailure, MFA_ADVICE } from '../collect/failure.ts';
import { type Scanned, type ScanOrder, scan } from '../pipeline.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';
import { showProgress } from './progress.ts';

export async function runScan(
  context: Context,
  { json, ...order }: Pick<ScanOrder, 'request' | 'store' | 'before'> & { json: boolean },
): Promise<Scanned> {
  const shown = showProgress(context, json);
  const tool = { name: 'hopscope', version: context.version };
  try {
    return await scan({ ...order, tool, now: context.now, progress: shown.update, stopped: context.interrupted });
  } catch (error) {
    shown.end();
    if (error instanceof Error && error.name === 'CallFailure' && !context.interrupted.aborted)
      throw refused(error as CallFailure);
    throw error;
  } finally {
    shown.end();
  }
}

const advice: Record<string, readonly string[]> = {
  SignInFailed: [
    'Credentials are looked for in the environment, the profile (--profile NAME or AWS_PROFILE), SSO, containers and instance metadata.',
    '`aws sts get-caller-identity` with the same settings must work; for SSO, run `aws sso login` first.',
    'To see hopscope without an account: `hopscope demo`.',
  ],
  UnknownRegion: ['Correct --region or --exclude-region, or leave them out to scan every enabled Region.'],
  OtherAccount: ['Name the profile of the account with --profile.'],
  MixedPartitions: ['Scan the accounts of each partition into a snapshot of their own.'],
};

const refused = (failure: CallFailure): Failure => {
  const mfa = /multi-factor/i.test(failure.message) ? [MFA_ADVICE] : [];
  return new Failure('usage', `${failure.code}: ${failure.message}`, [...mfa, ...(advice[failure.code] ?? [])], {
    cause: failure,
  });
};
