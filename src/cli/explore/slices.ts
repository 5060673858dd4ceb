/** A tree on its way to the screen's thread, a slice at a time: megabytes of text at once would hold keys up. */
import type { News } from '../../tui/desk/news.ts';

/** Signs in one message: what is taken in between two keys. */
const SLICE = 1 << 21;

const texts = ['text', 'lower'] as const;

/** A part of one of the tree's two texts. */
export interface Slice {
  readonly of: (typeof texts)[number];
  readonly part: string;
  readonly isLast: boolean;
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
    for (const of of texts) {
      const whole = news.tree[of];
      for (let from = 0; from < whole.length && !this.#isEnded; from += SLICE) {
        const taken = new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
        this.#post({ slice: { of, part: whole.slice(from, from + SLICE), isLast: from + SLICE >= whole.length } });
        await taken;
      }
    }
    this.#post({ news: { ...news, tree: { ...news.tree, text: '', lower: '' } } });
  }
}

/** Receives: puts the texts back into the tree that follows them. */
export class Slices {
  #whole = { text: '', lower: '' };

  add({ of, part, isLast }: Slice): void {
    this.#whole[of] += part;
    // What was put together is copied into one piece when it is first read. That is done here, of one text at a time, while nobody waits
    // for the tree: both at once would hold keys up.
    if (isLast) this.#whole[of].charCodeAt(0);
  }

  /** What came, whole. */
  whole(news: News): News {
    if (news.news !== 'tree' || news.tree.text !== '') return news;
    const tree = { ...news.tree, ...this.#whole };
    this.#whole = { text: '', lower: '' };
    return { ...news, tree };
  }
}
