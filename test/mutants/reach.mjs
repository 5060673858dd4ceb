/** Mutants of the engine's filters and routes, judged by the scenarios. */
import { judgedBy } from './settings.mjs';

export default {
  ...judgedBy('reach'),
  mutate: [
    'src/reach/{acls,groups,network-acl,prefix-list,route-table,scope,security-group}.ts',
    'src/reach/hops/{edge,route,subnet}.ts',
  ],
};
