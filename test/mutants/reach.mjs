/** Mutants of the engine's filters and routes, judged by the scenarios. */
import { judgedBy } from './settings.mjs';

export default {
  ...judgedBy('reach'),
  mutate: [
    'src/reach/walk/{acls,groups,scope}.ts',
    'src/reach/network/{network-acl,prefix-list,route-table,security-group}.ts',
    'src/reach/hops/{edge,route,subnet}.ts',
  ],
};
