/** `--where` of the commands that tell who reaches whom. */
import { contactKeys, segmentKeys } from '../report/contact-where.ts';

export const whereFlag = {
  value: 'KEY=VALUE',
  many: true,
  about: `Only what has this value: ${contactKeys.join(', ')} or tag:KEY; * stands for anything`,
} as const;

export const segmentWhereFlag = {
  ...whereFlag,
  about: `Only what has this value: ${segmentKeys.join(', ')}; * stands for anything`,
} as const;
