/** A scan without AWS: what there is to read is a snapshot, and the test says what is read when. */
import { kindNamed } from '../../src/kinds/index.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import type { Gap, Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import type { Again } from '../../src/snapshot/taken-over.ts';
import type { Answer } from '../../src/tui/desk/answers.ts';
import { Following } from '../../src/tui/desk/following.ts';
import { Live } from '../../src/tui/desk/live.ts';
import type { News, Scanning } from '../../src/tui/desk/news.ts';
import { type Question, slow, surveyed } from '../../src/tui/desk/questions.ts';
import { Room } from './room.ts';
import { Walk } from './walk.ts';

const KEY = new Uint8Array(32).fill(1);

const plan: Answer = { is: 'sheet', sections: [{ lines: [{ row: [{ text: 'At least 3 calls for an account' }] }] }] };
const credentials: Answer = {
  is: 'credentials',
  list: [
    { about: 'environment: keys AKIA…7QXA', works: true },
    { profile: 'audit', about: 'account 111122223333 as Auditor', works: true },
  ],
  region: 'eu-central-1',
  store: '/home/ada/snapshots',
};

/** Answers of whatever is shown: of the snapshot before, or of the scan's own tree. */
class ScanRoom extends Room {
  following: Following | undefined;

  override answer(question: Question): Promise<Answer> {
    if (question.ask === 'credentials') return Promise.resolve(credentials);
    if (question.ask === 'plan') return Promise.resolve(plan);
    const desk = this.following?.desk;
    return desk && !slow.has(question.ask) && !surveyed.has(question.ask) ? desk.answer(question) : super.answer(question);
  }
}

export class Scan {
  readonly walk: Walk;
  readonly #room: ScanRoom;
  readonly #before: Snapshot | undefined;
  readonly #aws: Snapshot;
  #live: Live | undefined;

  private constructor(walk: Walk, room: ScanRoom, before: Snapshot | undefined, aws: Snapshot) {
    [this.walk, this.#room, this.#before, this.#aws] = [walk, room, before, aws];
  }

  /** `before`: what is shown when the scan begins; `aws`: what there is to read. */
  static async of(before: Snapshot | undefined, aws: Snapshot, columns = 100, rows = 30): Promise<Scan> {
    const room = new ScanRoom(before ?? aws);
    const walk = new Walk(room, columns, rows);
    const scan = new Scan(walk, room, before, aws);
    if (before) await scan.#hear(...room.first);
    return scan;
  }

  async #hear(...news: readonly News[]): Promise<void> {
    await this.walk.hear(...news.map((one) => ({ type: 'news', news: one }) as const));
  }

  /** Who scans has signed in. */
  async begins(again?: Again): Promise<this> {
    this.#live = new Live(new Date('2026-11-23T02:00:00Z'), this.#before, again);
    this.#room.following = new Following(this.#live, this.#before, async () => []);
    const { accounts, places, kinds } = this.#aws.manifest;
    const isMeant = ({ region }: { region: string }): boolean => again?.regions?.includes(region) ?? true;
    this.#live.hear({ is: 'begun', accounts, places: places.filter(isMeant), kinds: [...(again?.kinds ?? kinds)] });
    await this.says({ is: 'running', readings: this.#live.readings() });
    return this;
  }

  says(scan: Scanning): Promise<void> {
    return this.#hear({ news: 'scan', scan });
  }

  /** What is read in a Region, of these kinds; without any of all. Then the tree grows. */
  async reads(region: string, ...kinds: readonly string[]): Promise<this> {
    const live = this.#live!;
    for (const { account } of this.#aws.manifest.accounts)
      for (const kind of kinds.length > 0 ? kinds : this.#aws.manifest.kinds) {
        const place = { account, region };
        const found = this.#aws.resources(kind, place) as Resource[];
        if (found.length > 0) live.sealed(await sealShard(place, kindNamed(kind), found, KEY));
        for (const gap of this.#aws.manifest.gaps.filter((one) => one.kind === kind && one.region === region))
          live.hear({ is: 'gap', gap: gap as Gap });
        live.hear({ is: 'read', kind, ...place });
      }
    await this.says({ is: 'running', readings: live.readings() });
    await this.#hear(this.#room.following!.next());
    return this;
  }

  async ends(): Promise<this> {
    await this.#hear(this.#room.following!.next(this.#aws.manifest));
    const { id, gaps } = this.#aws.manifest;
    await this.says({ is: 'done', snapshot: id, gaps: gaps.length, warnings: [] });
    return this;
  }

  async abandoned(): Promise<this> {
    this.#room.following = undefined;
    await this.says({ is: 'abandoned' });
    return this;
  }
}
