/** A report as the file that its command writes. */
import type { File } from './answers.ts';
import type { FileFormat } from './questions.ts';

/** The version grows as that of the command does: it is the same schema. */
export const fileOf = (command: string, as: FileFormat, csv: () => string, json: () => object): File => ({
  is: 'file',
  name: `hopscope-${command}.${as}`,
  text: as === 'csv' ? csv() : `${JSON.stringify({ schema: `hopscope/${command}/1`, ...json() }, null, 2)}\n`,
});
