/** Ids, times and digits that look like AWS's and follow from a name alone, so that adding a line changes no other id. */
import { hash } from 'node:crypto';

/** 64 hexadecimal digits that follow from the names. */
export const digitsOf = (...names: readonly string[]): string => hash('sha256', names.join('\n'), 'hex');

/** `vpc-0a1b2c3d4e5f60718`: seventeen digits, the first of them 0, as AWS has given them out for years. */
export const idOf = (prefix: string, ...names: readonly string[]): string =>
  `${prefix}-0${digitsOf(prefix, ...names).slice(0, 16)}`;

/** `3f2504e0-4f89-41d3-9a0c-0305e82c3301` */
export function uuidOf(...names: readonly string[]): string {
  const digits = digitsOf('uuid', ...names);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

/** A whole number from 0 up to, but not including, `below`. */
export const numberOf = (below: number, ...names: readonly string[]): number =>
  Number.parseInt(digitsOf('number', ...names).slice(0, 12), 16) % below;

/** `0a:3f:…`: AWS gives locally administered addresses. */
export const macOf = (...names: readonly string[]): string => {
  const digits = digitsOf('mac', ...names);
  return ['02', '06', '0a', '0e'][numberOf(4, ...names)] + digits.slice(0, 10).replace(/../g, ':$&');
};

const secondsFrom = Date.UTC(2023, 2, 1) / 1000;
const secondsTo = Date.UTC(2026, 8, 30) / 1000;

/** When something was made: a moment between March 2023 and September 2026, whole seconds as AWS tells them. */
export const momentOf = (...names: readonly string[]): Date =>
  new Date((secondsFrom + numberOf(secondsTo - secondsFrom, 'moment', ...names)) * 1000);
