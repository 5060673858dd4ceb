/** Which groups interfaces wear: lists of the groups' numbers in one array, so that a look at one of them costs a line of memory. */

/** After the last number of a list. */
const END = -1;

export class Badges {
  #numbers = new Int32Array(1024);
  #end = 0;

  /** Takes a list of numbers up, without those below zero: where it begins. */
  add(numbers: readonly number[]): number {
    const start = this.#end;
    if (start + numbers.length + 1 > this.#numbers.length) {
      const grown = new Int32Array(2 * (start + numbers.length + 1));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    for (const number of numbers) if (number >= 0) this.#numbers[this.#end++] = number;
    this.#numbers[this.#end++] = END;
    return start;
  }

  /** Whether the list that begins there has the number. */
  has(start: number, number: number): boolean {
    const numbers = this.#numbers;
    for (let at = start; numbers[at] !== END; at++) if (numbers[at] === number) return true;
    return false;
  }
}
