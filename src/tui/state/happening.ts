/** What can happen to the explorer: keys, answers, news, and what the shell tells of what it did. */
import type { Answer } from '../desk/answers.ts';
import type { News } from '../desk/news.ts';
import type { Token } from '../screen/row.ts';

/** A key that was pressed. */
export interface Key {
  /** `j`, `enter`, `ctrl-d`, `f1`, … */
  readonly name: string;
  /** The sign that was typed, where it is one. */
  readonly text?: string;
}

/** `told`: how an effect went. `rested`: the cursor has not moved for a while. */
export type Happening =
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'wheel'; readonly by: number }
  | { readonly type: 'click'; readonly x: number; readonly y: number }
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'answer'; readonly key: string; readonly answer: Answer }
  | { readonly type: 'news'; readonly news: News }
  | { readonly type: 'rested' }
  | { readonly type: 'told'; readonly text: string; readonly means?: Token };
