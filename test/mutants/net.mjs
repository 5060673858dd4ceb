/** Mutants of the arithmetic, judged by its own tests alone. */
import { judgedBy } from './settings.mjs';

export default { ...judgedBy('net'), mutate: ['src/net/*.ts'] };
