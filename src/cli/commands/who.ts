/** `hopscope who`: whose something is, what uses it, and what would break if it went. */
import { Estate } from '../../findings/estate.ts';
import { interfacesOf, ownersNamed, type Who, whoIs } from '../../findings/who.ts';
import { isKind, kinds, refsOf } from '../../kinds/index.ts';
import { formatAddress, parseAddress } from '../../net/index.ts';
import { buildNetwork, type Entity, entityOf, type Ref } from '../../reach/index.ts';
import { find, namesakes } from '../../report/resource.ts';
import { whoJson, whoText } from '../../report/who.ts';
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { Failure, misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { notFound } from '../not-found.ts';
import { styleFor } from '../screen.ts';
import { openSnapshot } from '../stores.ts';

export default command({
  about:
    'From the snapshot alone: no call is made. Of a network interface: whose it is, by what AWS lists and by the marks that its ' +
    'services leave. What would break is asked of the network as it would be without the thing: subnets that lose their way out, ' +
    'what the internet reaches no longer, routes that become black holes, groups, references, targets and public addresses that ' +
    'are lost. Of an instance, load balancer or gateway, its network interfaces go with it. ' +
    'Ends with 4 when something that may use it could not be seen.',
  flags: {
    all: { about: 'Do not shorten lists' },
    'allow-partial': { about: 'End with 0 even when something could not be seen' },
  },
  args: [{ name: 'id|name|address', about: 'A resource by its id or name, or whoever has an IP address' }],
  examples: [
    { line: 'hopscope who 10.21.0.47 --snapshot sample', about: 'Whose address is this?' },
    { line: 'hopscope who bastion --snapshot sample', about: 'What goes by this name, and what hangs on it?' },
    { line: 'hopscope who sg-0a1b2c3d4e5f60718', about: 'What wears this group, whose rules name it?' },
    { line: 'hopscope who nat-0a1b2c3d4e5f60718 --json', about: 'Who loses the way out with this gateway?' },
  ],
  async run(context, { args: [what = ''], flags }) {
    const snapshot = await openSnapshot(context, flags);
    const estate = new Estate(buildNetwork(snapshot));
    const { stdout } = context;
    const found = meant(estate, snapshot, what);
    const style = styleFor(stdout, context, flags);
    const resources = found.flatMap(({ resource }) => resource ?? []);
    const byName = found.length > 1 && found.some(({ subject }) => subject.id !== what);
    if (byName && !flags.json && resources.length > 1) {
      stdout.write(namesakes(what, resources, style));
      return exitCode('yes');
    }
    const answers: Who[] = found.map(({ subject, resource }) => whoIs(estate, subject, resource?.parent));
    if (flags.json) {
      const matches = answers.map((who) => whoJson(estate.network, who));
      printJson(stdout, 'who', { snapshot: snapshot.manifest.id, matches });
    } else stdout.write(answers.map((who) => whoText(estate.network, who, flags.all, style)).join('\n'));
    const partial = answers.some(({ known, unseen }) => !known || unseen.length > 0);
    return exitCode(partial && !flags['allow-partial'] ? 'unknown' : 'yes');
  },
});

interface Found {
  readonly subject: Entity | Ref;
  /** Absent: the snapshot only names it. */
  readonly resource?: Resource;
}

/** What a word means: an id before a name, an address before what services are called by. Throws where it means nothing. */
function meant(estate: Estate, snapshot: Snapshot, what: string): Found[] {
  const address = parseAddress(what);
  if (address !== undefined) return atAddress(estate, snapshot, what);
  const listed = find(snapshot, what).flatMap(([first]) => (first ? [{ subject: ownView(estate, first), resource: first }] : []));
  if (listed.length > 0) return listed;
  const owned = ownersNamed(estate, what).flatMap((owner) => interfacesOf(estate, owner));
  if (owned.length > 0) return owned.map(({ id }) => found(estate, snapshot, id));
  const strangers = namedBySomething(snapshot, what);
  if (strangers.length > 0) return strangers;
  throw notFound(snapshot.manifest, what, 'id, name or address', false);
}

const found = (estate: Estate, snapshot: Snapshot, id: string): Found => {
  const resource = find(snapshot, id)[0]![0]!;
  return { subject: ownView(estate, resource), resource };
};

/** As the owner sees it. */
const ownView = (estate: Estate, resource: Resource): Entity =>
  estate.network.entity(resource.kind, resource.id) ?? entityOf(resource);

function atAddress(estate: Estate, snapshot: Snapshot, typed: string): Found[] {
  const { network } = estate;
  const address = parseAddress(typed)!;
  const shown = network.publicAddresses.get(address)?.owner;
  const nat = network.natAddresses.get(address)?.gateway;
  const owners = [...network.ownersOf(address), ...(shown ? [shown] : [])];
  const ids = owners.length > 0 ? owners.map(({ id }) => id) : nat ? [nat.id] : [];
  if (ids.length > 0) return [...new Set(ids)].map((id) => found(estate, snapshot, id));
  const text = formatAddress(address);
  const elastic = snapshot.resources('elastic-ip').filter(({ data }) => data.PublicIp === text);
  if (elastic.length > 0) return elastic.slice(0, 1).map((resource) => ({ subject: ownView(estate, resource), resource }));
  const around = [...network.subnets.values()].filter((subnet) => subnet.holds(address)).map(({ id }) => id);
  if (around.length === 0) throw notFound(snapshot.manifest, text, 'id, name or address', false);
  const unseen = [...network.subnets.values()].some(
    (subnet) => around.includes(subnet.id) && network.coverage.missing('network-interface', subnet),
  );
  const message = `No network interface that was seen has ${text}. It lies in ${around.join(', ')}.`;
  throw unseen ? new Failure('unknown', message, '`hopscope show` says what could not be seen.') : misuse(message);
}

/** Ids that resources name and the snapshot does not hold, of each kind that they are named as. */
function namedBySomething(snapshot: Snapshot, id: string): Found[] {
  const places = new Map<string, Ref>();
  for (const row of kinds.filter(({ refs }) => refs)) {
    for (const resource of snapshot.resources(row.kind)) {
      for (const ref of refsOf(row, resource)) {
        if (ref.id !== id || !isKind(ref.kind) || places.has(ref.kind)) continue;
        places.set(ref.kind, { kind: ref.kind, id, account: resource.account, region: resource.region });
      }
    }
  }
  return [...places.values()].map((subject) => ({ subject }));
}
