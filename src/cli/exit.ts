/** How a command ends: the one table of exit codes, for the program, its help and its documents. */

const table = {
  yes: [0, 'Yes: done, clean, complete; what was asked is so.'],
  internal: [1, 'Internal error: a fault of hopscope.'],
  usage: [2, 'Usage or configuration: a wrong flag, no credentials, a store that cannot be used.'],
  no: [3, 'The answer is no: what was checked does not hold.'],
  unknown: [4, 'Not fully known: something could not be seen, and the answer is not already no.'],
  changed: [5, 'Something changed (where a command is asked to say so by --exit-code).'],
  interrupted: [130, 'Interrupted.'],
} as const satisfies Record<string, readonly [code: number, means: string]>;

export type Ending = keyof typeof table;

export const exitCodes: readonly { code: number; means: string }[] = Object.values(table).map(([code, means]) => ({
  code,
  means,
}));

export const exitCode = (ending: Ending): number => table[ending][0];
