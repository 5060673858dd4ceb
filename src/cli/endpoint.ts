/** Which things a person means by a word: by the snapshot, else, where that is wanted, by DNS. */
import { type Network, resolve } from '../reach/index.ts';
import { meantBy } from '../report/asked.ts';
import type { End } from '../report/verdict.ts';
import type { Context } from './context.ts';
import { misuse } from './failure.ts';

export async function findEnd(context: Context, network: Network, typed: string, byDns: boolean): Promise<End> {
  const isHost = isHostName(typed);
  if (byDns && isHost && resolve(network, typed).length === 0) return askDns(context, network, typed);
  return meantBy(network, typed, isHost ? ['Add --resolve to ask DNS for its addresses.'] : []);
}

const isHostName = (text: string): boolean => /^(?=.{1,253}\.?$)(?:[\p{L}\p{N}_-]{1,63}\.)+[\p{L}\p{N}-]{2,63}\.?$/u.test(text);

async function askDns(context: Context, network: Network, host: string): Promise<End> {
  let addresses: string[];
  try {
    addresses = await context.lookUp(host);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw misuse(`The snapshot does not know ${JSON.stringify(host)}, and DNS has no address for it either: ${why}.`);
  }
  return { typed: host, means: addresses.flatMap((address) => resolve(network, address)) };
}
