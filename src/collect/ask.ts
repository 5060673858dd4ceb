/** Asks one operation, page by page, until it has answered whole or it is clear why it will not. */
import { pagesOf } from '../kinds/services.ts';
import { CallFailure } from './failure.ts';
import { type AskedWith, onePage, type Question } from './page.ts';

/** No real list is this long; a service that never ends one is broken. */
const MOST_PAGES = 100_000;

/**
 * Hands each page's answer to `take`, and then yields whether there are more. Throws `CallFailure`; pages that were handed on stay true.
 * A token that was seen before, or an end that AWS calls incomplete, is a failure, never an end.
 */
export async function* ask(
  question: Question,
  io: AskedWith,
  take: (page: Record<string, unknown>) => void,
): AsyncGenerator<boolean> {
  const { row, point, filter } = question;
  const names = pagesOf(row.call);
  const constant = typeof row.call.input === 'function' ? row.call.input(io.now()) : row.call.input;
  const input: Record<string, unknown> = { ...constant, ...point?.input };
  if (filter) input.Filters = [...((input.Filters as object[] | undefined) ?? []), { Name: filter.name, Values: filter.values }];
  if (row.call.pageSize)
    input[names.size] = Math.max(Math.min(row.call.pageSize, io.pageSize ?? row.call.pageSize), row.call.fewest ?? 1);
  const seen = new Set<string>();
  // A function of its own, so that nothing holds a page, which can be megabytes, while the next is under way.
  const turn = async (): Promise<boolean> => {
    io.counted('opened');
    const page = await onePage(question, input, io).finally(() => io.counted('closed'));
    const parts = names.next.map((name) => page[name]);
    const token = parts[0] ? JSON.stringify(parts) : undefined;
    if (token && (seen.has(token) || seen.size + 1 >= MOST_PAGES)) {
      const what = seen.has(token) ? 'gave a page token that it had given before' : `did not end after ${MOST_PAGES} pages`;
      throw new CallFailure('PaginationLoop', `${row.call.operation} ${what}`, 'none');
    }
    take(page);
    if (!token && (page.AdditionalRoutesAvailable === true || page.IsTruncated === true)) {
      const what = `${row.call.operation} said that there is more, and gave no token to ask for it`;
      throw new CallFailure('TruncatedReply', what, 'none');
    }
    if (token && seen.size + 1 === row.call.mostPages) {
      const what = `${row.call.operation} goes on after ${row.call.mostPages} pages, and no more of one list are read`;
      throw new CallFailure('TooManyPages', what, 'none');
    }
    if (token) {
      seen.add(token);
      for (const [at, name] of names.token.entries()) input[name] = parts[at];
    }
    return Boolean(token);
  };
  for (;;) {
    const more = await turn();
    yield more;
    if (!more) return;
  }
}
