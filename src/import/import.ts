/** A folder of AWS CLI output as what a scan would have found. */
import { type Kind, usualKinds } from '../kinds/index.ts';
import { partitionOf } from '../kinds/partition.ts';
import type { Account, Place } from '../snapshot/snapshot.ts';
import { type AnswerFile, objectIn, type Problem, Refused } from './answer.ts';
import { Folder, type Stranger } from './folder.ts';
import { PlaceReader, type Yield } from './place.ts';

export type { AnswerFile, Problem } from './answer.ts';
export type { Stranger } from './folder.ts';

export interface Imported extends Yield {
  accounts: Account[];
  places: Place[];
  kinds: string[];
  /** Files that say nothing about these places. */
  strangers: Stranger[];
}

/**
 * Reads all files. `places` are the Regions that the folder is about; each account's global place is added. What is wrong with a file is
 * in `problems`: then the rest is not to be kept.
 */
export async function readFolder(files: readonly AnswerFile[], places: readonly Place[], flat: boolean): Promise<Imported> {
  const folder = new Folder(files, flat);
  const yielded: Yield = { found: [], gaps: [], wanted: [], problems: [] };
  const rows: readonly Kind[] = usualKinds;
  const accounts: Account[] = [];
  const covered: Place[] = [];
  const regionsOf = Map.groupBy(places, ({ account }) => account);
  for (const [account, listed] of regionsOf) {
    const regions = listed.map(({ region }) => region).filter((region) => region !== 'global');
    const arn = await callerOf(account, folder, yielded.problems);
    const partition = arn?.split(':')[1] ?? partitionOf(regions[0] ?? '');
    const global = new PlaceReader({ account, region: 'global' }, partition, folder, yielded);
    const readers = [
      global,
      ...regions.map((region) => new PlaceReader({ account, region }, partition, folder, yielded, global)),
    ];
    for (const reader of readers) await reader.all(rows);
    covered.push(...readers.map(({ place }) => place));
    const aliases = global.known('account-alias')?.resources[0]?.data as { AccountAliases?: string[] } | undefined;
    const alias = aliases?.AccountAliases?.[0];
    // Without a caller, nobody but the account itself can be named.
    accounts.push({ account, partition, arn: arn ?? `arn:${partition}:iam::${account}:root`, ...(alias && { alias }) });
  }
  yielded.problems.push(...mixed(accounts, covered));
  return { ...yielded, accounts, places: covered, kinds: rows.map(({ kind }) => kind), strangers: folder.close() };
}

/** As whom the account was asked, where a file tells. */
async function callerOf(account: string, folder: Folder, problems: Problem[]): Promise<string | undefined> {
  const file = folder.callers.find((one) => one.account === account);
  if (!file) return undefined;
  try {
    const { Account, Arn } = await objectIn(file);
    if (Account === account && typeof Arn === 'string' && Arn.startsWith('arn:')) return Arn;
    const why =
      typeof Account === 'string' ? `these answers are of account ${Account}` : 'it does not name an Account and an Arn';
    throw new Refused({ file: file.path, at: 'Account', why, next: `Only answers of account ${account} belong here.` });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problems.push(error.problem);
    return undefined;
  }
}

/** One snapshot never mixes partitions. */
function mixed(accounts: readonly Account[], places: readonly Place[]): Problem[] {
  const strays = places.filter(({ account, region }) => {
    const own = accounts.find((one) => one.account === account)?.partition;
    return (region !== 'global' && partitionOf(region) !== own) || own !== accounts[0]?.partition;
  });
  return strays.map(({ account, region }) => ({
    file: `${account}/${region}`,
    why: `it is not in partition ${accounts[0]?.partition}, and one snapshot never mixes partitions`,
    next: 'Import the accounts of each partition by themselves.',
  }));
}
