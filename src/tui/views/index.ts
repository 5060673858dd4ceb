/** Every view, by name. A new one is a file beside these, a name in `state/state.ts`, and a line here. */
import type { ViewName } from '../state/state.ts';
import { cell } from './cell.ts';
import { detail } from './detail.ts';
import { exposure, proof } from './exposure.ts';
import { findings } from './findings.ts';
import { help } from './help.ts';
import { kinds, scope, snapshots } from './lists.ts';
import { overview } from './overview.ts';
import { path } from './path.ts';
import { reach } from './reach.ts';
import { scan } from './scan.ts';
import { segments } from './segments.ts';
import { compare, coverage, finding, json, who } from './sheets.ts';
import { table } from './table.ts';
import { tree } from './tree.ts';
import type { View } from './view.ts';

export const views: Readonly<Record<ViewName, View>> = {
  tree,
  overview,
  findings,
  finding,
  exposure,
  proof,
  segments,
  cell,
  reach,
  path,
  detail,
  who,
  kinds,
  table,
  json,
  compare,
  coverage,
  scan,
  snapshots,
  scope,
  help,
};
