import { expect, test } from 'vitest';
import { type Answering, LatestOnly } from '../../src/cli/explore/latest-only.ts';
import type { Answer } from '../../src/tui/desk/answers.ts';
import type { Question } from '../../src/tui/desk/questions.ts';

/** Threads that begin and answer when they are told to. */
function threads() {
  const all: { begin(): void; answer(): void; asked: string[]; closed: boolean }[] = [];
  const latest = new LatestOnly((): Answering => {
    let [begin, answer] = [() => {}, () => {}];
    const one = { begin: () => begin(), answer: () => answer(), asked: [] as string[], closed: false };
    all.push(one);
    return {
      ready: new Promise((resolve) => {
        begin = resolve;
      }),
      ask: (question) =>
        new Promise((resolve) => {
          one.asked.push(byOf(question));
          answer = () => resolve({ is: 'failed', message: byOf(question) });
        }),
      close: () => {
        one.closed = true;
      },
    };
  });
  const ask = (by: string): Promise<string> => latest.ask({ ask: 'segments', segments: { by, where: [] } }).then(saidIn);
  return { all, ask, latest };
}

const byOf = (question: Question): string => (question.ask === 'segments' ? question.segments.by : '');
const saidIn = (answer: Answer): string => (answer.is === 'failed' ? answer.message : answer.is);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('one after the other, two questions are answered by one thread', async () => {
  const { all, ask } = threads();
  const first = ask('vpc');
  all[0]!.begin();
  await turn();
  all[0]!.answer();
  expect(await first).toBe('vpc');
  const second = ask('subnet');
  await turn();
  all[0]!.answer();
  expect(await second).toBe('subnet');
  expect(all).toHaveLength(1);
});

test('while the thread is reading, only the latest is kept, and nothing is begun anew', async () => {
  const { all, ask } = threads();
  const answers = [ask('vpc'), ask('subnet'), ask('group')];
  expect(await Promise.all(answers.slice(0, 2))).toEqual(['dropped', 'dropped']);
  all[0]!.begin();
  await turn();
  expect(all[0]!.asked).toEqual(['group']);
  all[0]!.answer();
  expect(await answers[2]).toBe('group');
  expect(all).toHaveLength(1);
});

test('a thread that is at a question which nobody waits for any more is ended', async () => {
  const { all, ask, latest } = threads();
  const first = ask('vpc');
  all[0]!.begin();
  await turn();
  const second = ask('subnet');
  expect(await first).toBe('dropped');
  expect(all.map(({ closed }) => closed)).toEqual([true, false]);
  // What the ended one would still have said is nobody's.
  all[0]!.answer();
  all[1]!.begin();
  await turn();
  all[1]!.answer();
  expect(await second).toBe('subnet');
  latest.close();
  expect(all[1]!.closed).toBe(true);
});
