/** Cloud WAN: a global network, its core network with segments and edges, policy, attachments, routes. Told as Network Manager's JSON. */
import type { CoreNetwork as CoreNetworkItem, NetworkRoute } from '@aws-sdk/client-networkmanager';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import type { Account } from './account.ts';
import { idOf, momentOf } from './names.ts';
import type { Subnet } from './subnet.ts';
import { type Tags, type Target, Thing, tagList } from './thing.ts';
import type { Vpc } from './vpc.ts';
import { seconds, WanAttachment } from './wan-attachments.ts';

interface Segment {
  name: string;
  /** Attachments of these segments know its routes, and it knows theirs. */
  shares?: readonly string[];
  acceptance?: boolean;
  isolated?: boolean;
  /** It is shared with all the others, whichever they may be. */
  open?: boolean;
}

/** What is not a VPC and tells the core network its blocks. */
interface Joined {
  id: string;
  segment: string;
  edge: string;
  type: 'connect' | 'site-to-site-vpn' | 'transit-gateway-route-table' | 'direct-connect-gateway';
  resource: string;
  blocks: readonly string[];
}

export interface CoreNetworkSpec {
  description: string;
  asns: string;
  /** Region → its ASN and the block inside of it. */
  edges: Readonly<Record<string, { asn: number; inside: string }>>;
  segments: readonly Segment[];
  /** Network function groups of the policy that no action leads through. */
  functions?: readonly string[];
  /** Where newer policy versions exist that nobody has put to work: how far LATEST is ahead of LIVE. */
  ahead?: number;
  /** When AWS last looked at the routes. */
  seen: Date;
  tags?: Tags;
}

export class CoreNetwork extends Thing implements Target {
  readonly account: Account;
  readonly id: string;
  readonly globalId: string;
  readonly spec: CoreNetworkSpec;
  readonly attachments: WanAttachment[] = [];
  readonly #joined: Joined[] = [];
  seen: Date;
  /** The number of the policy that is at work. */
  live = 3;

  constructor(account: Account, name: string, spec: CoreNetworkSpec) {
    super({ ...account.spec.tags, Name: name, ...spec.tags });
    this.account = account;
    this.id = idOf('core-network', account.id, name);
    this.globalId = idOf('global-network', account.id, name);
    this.spec = spec;
    this.seen = spec.seen;
    account.add(this);
  }

  get arn(): string {
    return `arn:aws:networkmanager::${this.account.id}:core-network/${this.id}`;
  }

  target() {
    return { CoreNetworkArn: this.arn };
  }

  attach(name: string, vpc: Vpc, subnets: readonly Subnet[], segment: string, pending = false): WanAttachment {
    const attachment = new WanAttachment(this, name, { vpc, subnets, segment, pending });
    this.attachments.push(attachment);
    return attachment;
  }

  /** Routes of an attachment that is described elsewhere. */
  hear(joined: Joined): void {
    this.#joined.push(joined);
  }

  *resources(): Iterable<Resource> {
    const made = seconds(momentOf(this.id));
    const { description } = this.spec;
    yield this.account.resource('global-network', this.globalId, {
      GlobalNetworkId: this.globalId,
      GlobalNetworkArn: `arn:aws:networkmanager::${this.account.id}:global-network/${this.globalId}`,
      Description: description,
      CreatedAt: made,
      State: 'AVAILABLE',
      Tags: tagList(this.tags),
    });
    yield this.account.resource('core-network', this.id, {
      CoreNetworkId: this.id,
      CoreNetworkArn: this.arn,
      GlobalNetworkId: this.globalId,
      OwnerAccountId: this.account.id,
      State: 'AVAILABLE',
      Description: description,
      Tags: tagList(this.tags),
    });
    yield this.account.resource('core-network-detail', this.id, { ...this.#detail(), CreatedAt: made + 840 }, this.id);
    const reading = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${this.account.id}:root` },
      Action: ['networkmanager:GetCoreNetwork', 'networkmanager:GetCoreNetworkPolicy'],
      Resource: this.arn,
    };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [reading] });
    yield this.account.resource('core-network-resource-policy', this.id, { PolicyDocument }, this.id);
    yield* this.#policies();
    for (const attachment of this.attachments) if (!attachment.gone) yield* attachment.resources();
    for (const { name } of this.spec.segments) for (const edge of Object.keys(this.spec.edges)) yield this.#table(name, edge);
  }

  #detail(): Omit<CoreNetworkItem, 'CreatedAt'> {
    const { edges, segments, description } = this.spec;
    return {
      GlobalNetworkId: this.globalId,
      CoreNetworkId: this.id,
      CoreNetworkArn: this.arn,
      Description: description,
      State: 'AVAILABLE',
      Segments: segments.map(({ name }) => ({
        Name: name,
        EdgeLocations: Object.keys(edges),
        SharedSegments: this.#sharedWith(name),
      })),
      Edges: Object.entries(edges).map(([EdgeLocation, { asn, inside }]) => ({
        EdgeLocation,
        Asn: asn,
        InsideCidrBlocks: [inside],
      })),
      Tags: tagList(this.tags),
    };
  }

  *#policies(): Iterable<Resource> {
    const { ahead = 0 } = this.spec;
    for (const [alias, version] of [['LIVE', this.live] as const, ['LATEST', this.live + ahead] as const]) {
      const key = `${this.id}/${alias}`;
      const policy = {
        CoreNetworkId: this.id,
        PolicyVersionId: version,
        Alias: alias,
        Description: version === this.live ? 'Segments by env tag' : 'Share sites with dev',
        CreatedAt: seconds(momentOf(this.id, String(version))),
        ChangeSetState: version === this.live ? 'EXECUTION_SUCCEEDED' : 'READY_TO_EXECUTE',
        PolicyErrors: [],
        PolicyDocument: JSON.stringify(this.#document(version)),
      };
      yield this.account.resource('core-network-policy', key, policy, key);
    }
    for (const version of new Set([this.live, this.live + ahead])) {
      const data = {
        CoreNetworkId: this.id,
        PolicyVersionId: version,
        Alias: version === this.live ? 'LIVE' : 'LATEST',
        CreatedAt: seconds(momentOf(this.id, String(version))),
        ChangeSetState: version === this.live ? 'EXECUTION_SUCCEEDED' : 'READY_TO_EXECUTE',
      };
      yield this.account.resource('core-network-policy-version', `${this.id}/${version}`, data, this.id);
    }
    if (ahead) yield this.#change(`${this.id}/${this.live + ahead}`);
  }

  /** What putting the newest version to work would change. */
  #change(version: string): Resource {
    const [last] = this.spec.segments.filter(({ open }) => !open).slice(-1);
    const change = { Type: 'SEGMENT_ACTIONS_CONFIGURATION', Action: 'MODIFY', IdentifierPath: `SEGMENT_ACTIONS/${last?.name}` };
    return this.account.resource(
      'core-network-change-set',
      `${version}/${change.Type}/${change.Action}/${change.IdentifierPath}`,
      change,
      version,
    );
  }

  #document(version: number): object {
    const { asns, edges, segments, functions = [] } = this.spec;
    const shared = segments.flatMap(({ name, shares = [], open }) =>
      open || shares.length
        ? [{ action: 'share', mode: 'attachment-route', segment: name, 'share-with': open ? '*' : [...shares] }]
        : [],
    );
    // What the newest version wants and the one at work does not do.
    const [last] = segments.filter(({ open }) => !open).slice(-1);
    const wanted = { action: 'share', mode: 'attachment-route', segment: last?.name, 'share-with': '*' };
    return {
      version: '2021.12',
      'core-network-configuration': {
        'vpn-ecmp-support': true,
        'asn-ranges': [asns],
        'edge-locations': Object.entries(edges).map(([location, { asn }]) => ({ location, asn })),
      },
      segments: segments.map(({ name, acceptance = false, isolated = false }) => ({
        name,
        'require-attachment-acceptance': acceptance,
        'isolate-attachments': isolated,
      })),
      ...(functions.length > 0 && {
        'network-function-groups': functions.map((name) => ({ name, 'require-attachment-acceptance': true })),
      }),
      'segment-actions': version === this.live ? shared : [...shared, wanted],
      'attachment-policies': segments.map(({ name }, index) => ({
        'rule-number': (index + 1) * 100,
        'condition-logic': 'or',
        conditions: [{ type: 'tag-value', operator: 'equals', key: 'segment', value: name }],
        action: { 'association-method': 'constant', segment: name },
      })),
    };
  }

  /** The segments whose routes a segment knows besides its own. */
  #sharedWith(name: string): string[] {
    const { segments } = this.spec;
    const own = segments.find((segment) => segment.name === name);
    const open = segments.filter((segment) => segment.open && segment.name !== name).map((segment) => segment.name);
    const others = own?.open ? segments.filter((segment) => segment.name !== name).map((segment) => segment.name) : [];
    return [...new Set([...(own?.shares ?? []), ...open, ...others])];
  }

  /** All the routes of one segment at one edge. */
  #table(segment: string, edge: string): Resource {
    const heard = new Set([segment, ...this.#sharedWith(segment)]);
    const sources = this.attachments.filter((each) => !each.gone && !each.pending && heard.has(each.spec.segment));
    const routes = sources.flatMap((each) =>
      each.spec.vpc.cidrs.map(
        (DestinationCidrBlock): NetworkRoute => ({
          DestinationCidrBlock,
          Destinations: [
            {
              CoreNetworkAttachmentId: each.id,
              SegmentName: each.spec.segment,
              EdgeLocation: each.spec.vpc.region.name,
              ResourceType: 'vpc',
              ResourceId: each.spec.vpc.id,
            },
          ],
          State: 'ACTIVE',
          Type: 'PROPAGATED',
        }),
      ),
    );
    const told = this.#joined
      .filter((each) => heard.has(each.segment))
      .flatMap((each) =>
        each.blocks.map(
          (DestinationCidrBlock): NetworkRoute => ({
            DestinationCidrBlock,
            Destinations: [
              {
                CoreNetworkAttachmentId: each.id,
                SegmentName: each.segment,
                EdgeLocation: each.edge,
                ResourceType: each.type,
                ResourceId: each.resource,
              },
            ],
            State: 'ACTIVE',
            Type: 'PROPAGATED',
          }),
        ),
      );
    const key = `${this.id}/${segment}/${edge}`;
    const answer = {
      RouteTableArn: `${this.arn}/segment/${segment}/edge/${edge}`,
      CoreNetworkSegmentEdge: { CoreNetworkId: this.id, SegmentName: segment, EdgeLocation: edge },
      RouteTableType: 'CORE_NETWORK_SEGMENT',
      RouteTableTimestamp: seconds(this.seen),
      NetworkRoutes: [...routes, ...told],
    };
    return this.account.resource('core-network-route-table', key, answer, key);
  }
}
