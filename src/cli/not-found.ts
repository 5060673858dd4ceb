/** What is said of a word that nothing in a snapshot goes by. */
import { kinds } from '../kinds/index.ts';
import { grouped } from '../report/gaps.ts';
import { counted } from '../report/words.ts';
import type { Manifest } from '../snapshot/snapshot.ts';
import { Failure, misuse } from './failure.ts';
import { didYouMean } from './parse.ts';

/** What nobody saw may still be there, unless it is the misspelt name of a kind. `among`: what the word could have been. */
export function notFound(manifest: Manifest, what: string, among = 'kind, id or name'): Failure {
  const kindMeant = didYouMean(
    what,
    kinds.map((row) => row.kind),
  );
  const unseen = grouped(manifest.gaps).length;
  if (!unseen || kindMeant.length) {
    const message = `Snapshot ${manifest.id} has no ${among} ${JSON.stringify(what)}.`;
    return misuse(message, [...kindMeant, 'hopscope show --kinds lists the kinds.']);
  }
  const message = `Nothing with the ${among.replace('kind, ', '')} ${JSON.stringify(what)} was seen, but ${counted(unseen, 'thing')} could not be.`;
  return new Failure('unknown', message, '`hopscope show` says what could not be seen.');
}
