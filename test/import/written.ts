/** What the AWS CLI would have printed, from a snapshot: the import, inverted. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { membersOf } from '../../src/import/conform.ts';
import { fileNameOf } from '../../src/import/names.ts';
import { answerSchema } from '../../src/import/schemas.ts';
import { pointsOf } from '../../src/kinds/answer.ts';
import { type Kind, kindNamed, usualKinds } from '../../src/kinds/index.ts';
import { gapsFor, type Place, type Resource, type Snapshot } from '../../src/snapshot/snapshot.ts';

/** Text by path. What the snapshot could not see has no file. */
type Files = Map<string, string>;

export async function writtenFrom(snapshot: Snapshot): Promise<Files> {
  const files: Files = new Map();
  for (const { account, partition, arn } of snapshot.manifest.accounts) {
    files.set(`${account}/global/get-caller-identity.json`, JSON.stringify({ UserId: partition, Account: account, Arn: arn }));
  }
  for (const place of snapshot.manifest.places) {
    const here = usualKinds.filter((row) => (row.scope === 'global') === (place.region === 'global'));
    for (const row of here) {
      if (gapsFor(snapshot.manifest, row.kind, place).length) continue;
      const resources = snapshot.resources(row.kind, place);
      for (const key of keysOf(snapshot, row, place)) {
        const own = key === undefined ? resources : resources.filter(({ parent }) => parent === key);
        files.set(`${place.account}/${place.region}/${fileNameOf(row, key)}`, printed(await answerOf(row, own)));
      }
    }
  }
  return files;
}

function keysOf(snapshot: Snapshot, row: Kind, place: Place): (string | undefined)[] {
  const { over } = row.call;
  if (!over) return [undefined];
  const parent = over.kind ? kindNamed(over.kind) : undefined;
  const at = parent?.scope === 'global' ? { ...place, region: 'global' } : place;
  const items = parent && snapshot.resources(parent.kind, at).map(({ data }) => data);
  return pointsOf(row, parent?.owner, items, place).map(({ key }) => key);
}

async function answerOf({ call: { service, operation, items, within } }: Kind, resources: readonly Resource[]): Promise<object> {
  if (items === '.') return resources[0]!.data;
  const list = resources.map(({ data }) => {
    if (!within) return data;
    const { [within.as]: outer, ...item } = data;
    return { ...outer, [within.list]: [item] };
  });
  const schema = await answerSchema(service, operation);
  const isList = schema ? membersOf(schema).get(items)!.isListSchema() : !structures.has(operation);
  return { [items]: isList ? list : list[0] };
}

/** Operations without a schema that answer with one structure, not a list. */
const structures = new Set([
  ...['GetCoreNetwork', 'GetCoreNetworkPolicy', 'GetVpcAttachment', 'GetConnectAttachment', 'GetSiteToSiteVpnAttachment'],
  ...['GetTransitGatewayRouteTableAttachment', 'GetDirectConnectGatewayAttachment', 'GetTransitGatewayPeering', 'GetConnectPeer'],
]);

/** As the AWS CLI writes it: indented, with an offset in every time. */
const printed = (answer: object): string =>
  `${JSON.stringify(answer, null, 4).replace(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z"/g, '"$1+00:00"')}\n`;

/** Writes a snapshot as a folder of answers, and says which files it has. */
export async function writeAnswers(snapshot: Snapshot, dir: string): Promise<Files> {
  const files = await writtenFrom(snapshot);
  for (const { account, region } of snapshot.manifest.places) mkdirSync(join(dir, account, region), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(dir, path), text);
  return files;
}
