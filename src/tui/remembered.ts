/** Results that are kept, so that a state which did not change costs nothing to show again. */

/** The last few results by their arguments: what a view works out of the same things is the same. */
export function remembered<Args extends readonly unknown[], T>(make: (...args: Args) => T, many = 4): (...args: Args) => T {
  let known: { args: Args; value: T }[] = [];
  return (...args) => {
    const found = known.find((one) => one.args.length === args.length && one.args.every((arg, at) => Object.is(arg, args[at])));
    if (found) return found.value;
    const value = make(...args);
    known = [{ args, value }, ...known.slice(0, many - 1)];
    return value;
  };
}
