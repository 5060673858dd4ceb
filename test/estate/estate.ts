/** A whole estate: its accounts, what could not be read in them, and the mistakes that were planted. */
import { kindNamed, parentsOf } from '../../src/kinds/index.ts';
import type { Account as AccountSeen, Gap, Place, Resource } from '../../src/snapshot/snapshot.ts';
import { Account, type AccountSpec } from './account.ts';
import type { Region } from './region.ts';

/** A mistake made on purpose: which finding it should lead to, and on what. */
export interface Mistake {
  /** An id of the catalogue of findings. */
  id: string;
  /** The id of the resource that the finding is about. */
  subject: string;
  why: string;
}

export class Estate {
  readonly accounts: Account[] = [];
  readonly mistakes: Mistake[] = [];
  readonly gaps: Gap[] = [];
  /** Where public addresses are taken from. */
  readonly publicBlock: string;
  readonly publicInUse = new Set<string>();

  constructor(publicBlock = '203.0.113.0/24') {
    this.publicBlock = publicBlock;
  }

  account(id: string, spec: AccountSpec): Account {
    const account = new Account(this, id, spec);
    this.accounts.push(account);
    return account;
  }

  /** Notes that what was just built is a mistake, and which finding must say so. */
  mistake(id: string, subject: { id: string }, why: string): void {
    this.mistakes.push({ id, subject: subject.id, why });
  }

  /** Notes that a mistake has been put right. Throws when it was never made. */
  mended(id: string, subject: { id: string }): void {
    const at = this.mistakes.findIndex((mistake) => mistake.id === id && mistake.subject === subject.id);
    if (at < 0) throw new Error(`nobody planted ${id} on ${subject.id}`);
    this.mistakes.splice(at, 1);
  }

  /** A call that was not answered. */
  denied(where: Region | Account, kind: string, operation: string, code: string, message: string): void {
    const region = 'account' in where ? where.name : 'global';
    const account = 'account' in where ? where.account.id : where.id;
    this.gaps.push({ account, region, kind, operation, code, message });
  }

  places(): Place[] {
    return this.accounts.flatMap((account) => [
      { account: account.id, region: 'global' },
      ...account.regions.map((region) => ({ account: account.id, region: region.name })),
    ]);
  }

  seen(): AccountSeen[] {
    return this.accounts.map((account) => account.seen());
  }

  /** Everything that a scan would find: what could not be read is not there, nor what only follows from it. */
  resources(): Resource[] {
    const unread = new Set(this.gaps.map((gap) => `${gap.account} ${gap.region} ${gap.kind}`));
    const hidden = (kind: string, { account, region }: Place): boolean =>
      unread.has(`${account} ${region} ${kind}`) ||
      parentsOf(kindNamed(kind)).some((parent) => hidden(parent, { account, region }));
    const all = this.accounts.flatMap((account) => [...account.resources()]);
    return unread.size === 0 ? all : all.filter((resource) => !hidden(resource.kind, resource));
  }
}
