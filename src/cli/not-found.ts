/** What is said of a word that nothing in a snapshot goes by. */
import { kinds } from '../kinds/index.ts';
import { grouped } from '../report/gaps.ts';
import { didYouMean } from '../report/nearest.ts';
import { counted } from '../report/words.ts';
import type { Manifest } from '../snapshot/snapshot.ts';
import { Failure, misuse } from './failure.ts';

/** What nobody saw may still be there, unless it is the misspelt name of a kind where that may stand. `among`: what else it could be. */
export function notFound(manifest: Manifest, what: string, among: string, kindToo: boolean): Failure {
  const names = kindToo ? kinds.map((row) => row.kind) : [];
  const kindMeant = didYouMean(what, names);
  const unseen = grouped(manifest.gaps).length;
  if (!unseen || kindMeant.length) {
    const message = `Snapshot ${manifest.id} has no ${kindToo ? 'kind, ' : ''}${among} ${JSON.stringify(what)}.`;
    return misuse(message, [
      ...kindMeant,
      kindToo ? 'hopscope show --kinds lists the kinds.' : 'hopscope show KIND lists the ids and names of a kind.',
    ]);
  }
  const message = `Nothing with the ${among} ${JSON.stringify(what)} was seen, but ${counted(unseen, 'thing')} could not be.`;
  return new Failure('unknown', message, '`hopscope show` says what could not be seen.');
}
