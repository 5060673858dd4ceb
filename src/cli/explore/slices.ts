/** A tree on its way to the screen's thread, a slice at a time: megabytes of text at once would hold keys up. */
import type { News } from '../../tui/desk/questions.ts';

/** Signs in one message: what is taken in between two keys. */
const SLICE = 1 << 20;

export interface Slice {
  readonly text: string;
  readonly lower: string;
}

/** Sends: the next slice goes when the one before has arrived. */
export class Slicing {
  readonly #post: (message: { slice: Slice } | { news: News }) => void;
  #arrived = (): void => {};
  #isEnded = false;

  constructor(post: (message: { slice: Slice } | { news: News }) => void) {
    this.#post = post;
  }

  arrived(): void {
    this.#arrived();
  }

  /** Nobody takes slices in any more. */
  end(): void {
    this.#isEnded = true;
    this.#arrived();
  }

  async tell(news: News): Promise<void> {
    if (news.news !== 'tree') return this.#post({ news });
    const { text, lower } = news.tree;
    for (let from = 0; from < text.length && !this.#isEnded; from += SLICE) {
      const taken = new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      this.#post({ slice: { text: text.slice(from, from + SLICE), lower: lower.slice(from, from + SLICE) } });
      await taken;
    }
    this.#post({ news: { ...news, tree: { ...news.tree, text: '', lower: '' } } });
  }
}

/** Receives: puts the text back into the tree that follows it. */
export class Slices {
  #text = '';
  #lower = '';

  add({ text, lower }: Slice): void {
    this.#text += text;
    this.#lower += lower;
  }

  /** What came, whole. */
  whole(news: News): News {
    if (news.news !== 'tree' || news.tree.text !== '') return news;
    const tree = { ...news.tree, text: this.#text, lower: this.#lower };
    [this.#text, this.#lower] = ['', ''];
    return { ...news, tree };
  }
}
