/** How conditions are typed in the explorer: as they stand, where the command line has flags. */
import type { Wording } from '../../report/read-where.ts';

export const asTyped: Wording = { where: '', by: ':segments ' };
