import { join } from 'node:path';
import type { ReadRecords } from './files/record-file.ts';
import { describeError, type Log } from './log.ts';
import { sha256 } from './outbox/canonical-json.ts';
import { OutboxFile } from './outbox/outbox-file.ts';
import {
  headOf,
  nameOf,
  noHead,
  type OutboxHead,
  parseRecord,
  type ReportRecord,
  replay,
} from './outbox/outbox-record.ts';
import { SequenceReserve } from './outbox/sequence-reserve.ts';
import { keepRefused, setAside } from './outbox/set-aside.ts';
import { WaitingPlaces } from './outbox/waiting-places.ts';

export interface OutboxOptions {
  readonly folder: string;
  readonly log: Log;
  /** Bytes of reports that wait at which no more are taken in: a year of changes is far below. */
  readonly maxBytes?: number;
  /** Bytes of acknowledged reports that may lie about before the file is written anew. */
  readonly compactAbove?: number;
}

/** `full`: the outbox has reached its size. `disk`: the file system refused. Nothing was added. */
export type AppendOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'full' | 'disk'; readonly detail: string };

export const outboxFileName = 'outbox.log';

/**
 * The reports that the endpoint has not acknowledged, in order, on disk before anything else happens to them. Every
 * trouble with the disk is an answer or a line in the log; the next call tries again.
 */
export class Outbox {
  readonly #folder: string;
  readonly #log: Log;
  readonly #maxBytes: number;
  readonly #compactAbove: number;
  readonly #reserve: SequenceReserve;
  #file: OutboxFile | null = null;
  #head: OutboxHead = noHead;
  #waiting = new WaitingPlaces();
  /** Reports that are done with, which the file may not know yet. */
  readonly #settled = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: OutboxOptions) {
    this.#folder = options.folder;
    this.#log = options.log;
    this.#maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
    this.#compactAbove = options.compactAbove ?? 64 * 1024;
    this.#reserve = new SequenceReserve(options.folder);
  }

  static async open(options: OutboxOptions): Promise<Outbox> {
    const outbox = new Outbox(options);
    await outbox.#inTurn(() => outbox.#attempt('opened', () => outbox.#load()));
    return outbox;
  }

  get head(): OutboxHead {
    return this.#head;
  }

  get waiting(): number {
    return this.#waiting.count;
  }

  /** Reports are from now on of this epoch. Those of another one that still wait are set aside: no endpoint would take them. */
  begin(device: string, epoch: number): Promise<boolean> {
    return this.#inTurn(() =>
      this.#attempt('begun anew', async () => {
        const file = await this.#opened();
        if (this.#head.device === device && this.#head.epoch === epoch) return;
        if (this.waiting > 0) await this.#setAside('unsent', await this.#texts(file));
        const sequence = this.#reserve.upTo(device, epoch);
        await this.#rewrite(file, { ...noHead, device, epoch, sequence }, []);
      }),
    );
  }

  /** Adds the report that `make` signs upon the head. Resolves when the disk has it. */
  append(make: (head: OutboxHead) => Promise<ReportRecord>): Promise<AppendOutcome> {
    return this.#inTurn(async () => {
      try {
        const file = await this.#opened();
        const { bytes } = this.#waiting;
        if (bytes >= this.#maxBytes)
          return { ok: false, reason: 'full', detail: `The outbox holds ${bytes} bytes.` } as const;
        const report = await make(this.#head);
        await this.#reserve.cover(report.device, report.epoch, report.sequence);
        const place = await this.#add(file, JSON.stringify(report), true);
        this.#head = headOf(report);
        this.#waiting.add({ epoch: report.epoch, sequence: report.sequence, ...place });
        return { ok: true } as const;
      } catch (error) {
        return { ok: false, reason: 'disk', detail: describeError(error) } as const;
      }
    });
  }

  /** @returns the oldest report that waits; null where none does, or where it can't be read now. */
  async first(): Promise<ReportRecord | null> {
    return (await this.#read(1))[0] ?? null;
  }

  /** @returns those that wait, oldest first, up to the first one that can't be read now. */
  all(): Promise<readonly ReportRecord[]> {
    return this.#read(Number.POSITIVE_INFINITY);
  }

  #read(limit: number): Promise<readonly ReportRecord[]> {
    return this.#inTurn(async () => {
      const found: ReportRecord[] = [];
      await this.#attempt('read', async () => {
        const file = await this.#opened();
        for (const place of this.#waiting.oldest(limit)) {
          const read = parseRecord(await file.read(place));
          if (read?.kind === 'report' && sha256(read.jws) === read.hash) found.push(read);
          else await this.#reload('A report in the outbox is not what was written.');
        }
      });
      return found;
    });
  }

  /** The endpoint has it. Where that can't be written down it is sent again after a restart, which does no harm. */
  acknowledge(report: Pick<ReportRecord, 'epoch' | 'sequence'>): Promise<boolean> {
    this.#settled.add(nameOf(report));
    return this.#inTurn(() => this.#attempt('shortened', () => this.#remove(report)));
  }

  /** The endpoint will never take it: kept in a file of its own with the reason. @returns false where that failed; it waits on. */
  quarantine(report: ReportRecord, reason: string): Promise<boolean> {
    return this.#inTurn(() =>
      this.#attempt('relieved of a refused report', async () => {
        await keepRefused(this.#folder, report, reason);
        this.#settled.add(nameOf(report));
        await this.#remove(report);
      }),
    );
  }

  /** Another key speaks for the reports that wait; no endpoint may have taken one of them. @returns false where the disk did not take it. */
  replaceWaiting(
    make: (reports: readonly ReportRecord[]) => Promise<readonly ReportRecord[]>,
  ): Promise<boolean> {
    return this.#inTurn(() =>
      this.#attempt('signed anew', async () => {
        const file = await this.#opened();
        const read = (await this.#texts(file)).map(parseRecord);
        const reports = await make(read.filter((record) => record?.kind === 'report'));
        const hash = reports.at(-1)?.hash ?? this.#head.hash;
        const lines = reports.map((report) => JSON.stringify(report));
        await this.#rewrite(file, { ...this.#head, hash }, lines);
      }),
    );
  }

  /** The next report must be a whole one, whatever was said last. */
  forgetDigest(): void {
    this.#head = { ...this.#head, digest: null };
  }

  /** The endpoint holds other reports under our next numbers, as after a restored backup: leave those behind. */
  skipNumbers(count: number): void {
    this.#head = { ...this.#head, sequence: this.#head.sequence + count, digest: null };
  }

  /** The endpoint has reports up to this number, which are not ours: the next one is above it. */
  passNumber(newest: number): void {
    if (newest > this.#head.sequence) this.skipNumbers(newest - this.#head.sequence);
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#file?.close();
      this.#file = null;
    });
  }

  /** One thing at a time, in the order in which it was asked for. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const run = this.#last.then(action);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #attempt(what: string, action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      this.#log.error(`The outbox could not be ${what}: ${describeError(error)}`);
      return false;
    }
  }

  async #opened(): Promise<OutboxFile> {
    if (this.#file === null) await this.#load();
    if (this.#file === null) throw new Error('The outbox is not open.');
    return this.#file;
  }

  async #load(): Promise<void> {
    const { file, read } = await OutboxFile.open(join(this.#folder, outboxFileName));
    this.#take(file, read);
    const { foreign } = replay(read.records);
    if (read.spoilt.length + foreign.length === 0) return;
    if (read.endSpoilt) this.#passLostEnd();
    this.#log.error(
      `${read.spoilt.length + foreign.length} records of the outbox were spoilt and set aside; the others go on.`,
    );
    await this.#setAside('damaged', [...read.spoilt.map((line) => line.toString('latin1')), ...foreign]);
    await this.#rewrite(file, this.#head, await this.#texts(file));
  }

  #take(file: OutboxFile, read: ReadRecords): void {
    const { head, waiting } = replay(read.records);
    this.#file = file;
    this.#head = head;
    this.#waiting = new WaitingPlaces(waiting);
    this.#forgetSettled();
  }

  #forgetSettled(): void {
    for (const name of this.#settled) this.#waiting.remove(name);
  }

  /** What stood in a spoilt last record may have been sent already; its number must not be used again. */
  #passLostEnd(): void {
    const { device, epoch, sequence } = this.#head;
    this.#head = {
      ...this.#head,
      sequence: Math.max(sequence, this.#reserve.upTo(device, epoch)),
      digest: null,
    };
  }

  async #reload(why: string): Promise<void> {
    await this.#drop();
    throw new Error(why);
  }

  async #drop(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => undefined);
  }

  async #add(file: OutboxFile, text: string, durable: boolean): Promise<{ offset: number; length: number }> {
    try {
      return await file.append(text, durable);
    } catch (error) {
      // What the file holds now is only known after reading it again.
      await this.#drop();
      throw error;
    }
  }

  async #remove(report: { readonly epoch: number; readonly sequence: number }): Promise<void> {
    this.#forgetSettled();
    const file = await this.#opened();
    const { epoch, sequence } = report;
    await this.#add(file, JSON.stringify({ kind: 'done', epoch, sequence }), false);
    this.#settled.delete(nameOf(report));
    const live = this.#waiting.bytes;
    if (file.size - live > this.#compactAbove + live)
      await this.#rewrite(file, this.#head, await this.#texts(file));
  }

  /** The head stands first and last: reports that wait would else set it back to the last of them. */
  async #rewrite(file: OutboxFile, head: OutboxHead, reports: readonly string[]): Promise<void> {
    const lines = [...reports, JSON.stringify({ kind: 'head', ...head })];
    try {
      const anew = await file.rewrite(lines);
      this.#take(anew.file, anew.read);
    } catch (error) {
      await this.#drop();
      throw error;
    }
  }

  #texts(file: OutboxFile): Promise<string[]> {
    return Promise.all(this.#waiting.all.map((place) => file.read(place)));
  }

  async #setAside(kind: 'damaged' | 'unsent', lines: readonly string[]): Promise<void> {
    const name = await setAside(this.#folder, kind, lines);
    this.#log.warn(`${lines.length} records of the outbox were set aside in ${name}.`);
  }
}
