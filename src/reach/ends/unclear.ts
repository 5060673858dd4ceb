/** What somebody typed means nothing, or more than one thing. */
export class Unclear extends Error {
  override name = 'Unclear';
  /** What to do next: one line each. */
  readonly next: readonly string[];

  constructor(message: string, next: string | readonly string[] = []) {
    super(message);
    this.next = typeof next === 'string' ? [next] : next;
  }
}
