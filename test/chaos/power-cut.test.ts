import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { refusedFileName } from '../../src/agent/outbox/set-aside.ts';
import { Outbox } from '../../src/agent/outbox.ts';
import { keptLog } from '../agent/kept-log.ts';
import { sampleReport } from '../agent/sample-reports.ts';
import { ofWhole } from '../effort.ts';
import { current } from './current-disk.ts';
import { Random } from './random.ts';
import { diskRoot, SimulatedDisk } from './simulated-disk.ts';

vi.mock('node:fs/promises', async (importActual) => {
  const { promisesWithDisk } = await import('./current-disk.ts');
  return promisesWithDisk(await importActual<object>());
});
vi.mock('node:fs', async (importActual) => {
  const { fsWithDisk } = await import('./current-disk.ts');
  return fsWithDisk(await importActual<object>());
});

const powerCuts = ofWhole(10_000, 400);
const cutsOfOneDisk = 40;

/** A device and its endpoint, with one disk between them and oblivion. */
class World {
  readonly #random: Random;
  readonly disk: SimulatedDisk;
  /** By number: what `append` said is kept, and what the endpoint acknowledged. */
  readonly kept = new Map<number, string>();
  readonly atEndpoint = new Map<number, string>();
  #made = 0;

  constructor(random: Random) {
    this.#random = random;
    this.disk = new SimulatedDisk(random);
    current.disk = this.disk;
  }

  /** Works until the power goes in the middle of something. */
  async live(calls: number): Promise<void> {
    const dead = this.disk.dieAfter(calls);
    await Promise.race([dead, this.#work()]);
    this.disk.cutPower();
  }

  async open(): Promise<Outbox> {
    const outbox = await Outbox.open({ folder: diskRoot, log: keptLog(), compactAbove: 6000 });
    await outbox.begin('device-1', 1);
    return outbox;
  }

  /** Everything that is still there goes to the endpoint. */
  async drain(): Promise<void> {
    const outbox = await this.open();
    while (outbox.waiting > 0) await this.#deliver(outbox);
    await outbox.close();
  }

  /** Reports that were set aside with the reason, line by line. */
  refused(): string[] {
    try {
      const lines = this.disk.contentOf(join(diskRoot, refusedFileName)).toString('utf8').split('\n');
      return lines.flatMap((line) => textIn(line));
    } catch {
      return [];
    }
  }

  async #work(): Promise<void> {
    const outbox = await this.open();
    const undelivered = [...this.kept.keys()].filter((number) => !this.atEndpoint.has(number)).length;
    if (outbox.waiting < undelivered - this.refused().length)
      throw new Error(`${undelivered} reports were kept, ${outbox.waiting} are there`);
    for (;;) {
      if (this.#random.chance(0.6)) await this.#append(outbox);
      else await this.#deliver(outbox);
    }
  }

  async #append(outbox: Outbox): Promise<void> {
    this.#made += 1;
    const text = `${this.#made} ${'x'.repeat(this.#random.between(0, 1500))}`;
    const added = await outbox.append(async (head) => sampleReport(head, text));
    if (added.ok) this.kept.set(outbox.head.sequence, text);
  }

  async #deliver(outbox: Outbox): Promise<void> {
    const report = await outbox.first();
    if (report === null) return;
    const { sequence, jws } = report;
    // What an endpoint refuses, it refuses every time.
    if (sequence % 16 === 0) {
      await outbox.quarantine(report, 'invalid-report: as a test says');
      return;
    }
    const before = this.atEndpoint.get(sequence);
    if (before !== undefined && before !== jws)
      throw new Error(`two different reports went out under the number ${sequence}`);
    if (before === undefined && sequence < Math.max(0, ...[...this.atEndpoint.keys()].slice(-1)))
      throw new Error(`report ${sequence} came after a later one`);
    this.atEndpoint.set(sequence, jws);
    await outbox.acknowledge(report);
  }
}

function textIn(line: string): string[] {
  try {
    return [(JSON.parse(line) as { jws: string }).jws];
  } catch {
    return [];
  }
}

test(`${powerCuts} power cuts, unsynced writes lost, torn and reordered: every report that was kept arrives, once, in order`, async () => {
  const random = new Random();
  for (let cut = 0; cut < powerCuts; cut += cutsOfOneDisk) {
    const world = new World(random);
    const seen = `seed ${random.seed}, cut ${cut}`;
    for (let life = 0; life < cutsOfOneDisk; life += 1)
      await world.live(random.between(1, 120)).catch((error: unknown) => {
        throw new Error(seen, { cause: error });
      });
    await world.drain();
    const refused = new Set(world.refused());
    const lost = [...world.kept].filter(
      ([number, text]) => world.atEndpoint.get(number) !== text && !refused.has(text),
    );
    expect(lost, seen).toEqual([]);
  }
  current.disk = null;
}, 600_000);
