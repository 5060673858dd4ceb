/** A tree on its way to the screen's thread, a part of its texts at a time: megabytes at once would hold keys up. */
import type { News } from '../../tui/desk/news.ts';

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
    for (const [part, text] of news.tree.text.entries()) {
      if (this.#isEnded) break;
      const taken = new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      this.#post({ slice: { text, lower: news.tree.lower[part]! } });
      await taken;
    }
    this.#post({ news: { ...news, tree: { ...news.tree, text: [], lower: [] } } });
  }
}

/** Receives: puts the texts back into the tree that follows them. */
export class Slices {
  #text: string[] = [];
  #lower: string[] = [];

  add({ text, lower }: Slice): void {
    this.#text.push(text);
    this.#lower.push(lower);
  }

  /** What came, whole. */
  whole(news: News): News {
    if (news.news !== 'tree' || news.tree.text.length > 0) return news;
    const tree = { ...news.tree, text: this.#text, lower: this.#lower };
    [this.#text, this.#lower] = [[], []];
    return { ...news, tree };
  }
}
