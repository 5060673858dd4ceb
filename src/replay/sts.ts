/** Who am I, and who may I become: STS, between the accounts of the snapshot. */
import { assumedCredentialsOf } from './credentials.ts';
import type { Estate } from './estate.ts';
import { refusal } from './refusal.ts';
import type { Who } from './select.ts';
import type { Asked, ServedService } from './wire.ts';

/** Answers STS. Throws `Refusal` for a role in an account that the snapshot does not hold. */
export function answerSts(estate: Estate, who: Who, asked: Asked, service: ServedService, now: Date): Record<string, unknown> {
  const { accounts } = estate.snapshot.manifest;
  if (asked.operation === 'GetCallerIdentity') {
    const arn = accounts.find((one) => one.account === who.account)?.arn ?? `arn:aws:iam::${who.account}:root`;
    return { Account: who.account, Arn: arn, UserId: `AIDAREPLAY${who.account}` };
  }
  if (asked.operation !== 'AssumeRole') {
    throw refusal(service.wording, 'unknownAction', `Replay answers GetCallerIdentity and AssumeRole, not ${asked.operation}.`);
  }
  const {
    RoleArn,
    RoleSessionName,
    DurationSeconds = 3600,
  } = asked.input as Record<string, string> & { DurationSeconds?: number };
  const [, account, role] = /^arn:[\w-]+:iam::(\d{12}):role\/(.+)$/.exec(RoleArn ?? '') ?? [];
  if (!account || !role) throw refusal(service.wording, 'invalid', `${RoleArn} is invalid`);
  if (!estate.hasAccount(account)) {
    const caller = accounts.find((one) => one.account === who.account)?.arn ?? who.account;
    throw refusal(
      service.wording,
      'denied',
      `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
  }
  const keys = assumedCredentialsOf(account);
  const partition = RoleArn!.split(':')[1];
  const Arn = `arn:${partition}:sts::${account}:assumed-role/${role.split('/').at(-1)}/${RoleSessionName}`;
  return {
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: new Date(now.getTime() + DurationSeconds * 1000),
    },
    AssumedRoleUser: { Arn, AssumedRoleId: `AROAREPLAY${account}:${RoleSessionName}` },
  };
}
