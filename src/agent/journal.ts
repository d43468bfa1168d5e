import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Status, statuses, type Verdict } from '../rules/verdict.ts';
import { ownerOnly, replaceFile } from './files/durable-file.ts';
import { describeError, type Log } from './log.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const message = z.object({ id: z.string(), values: z.record(z.string(), value).exactOptional() });

/** One change of one verdict. `since`: when its status became what it is. `decided`: its last status but unknown. */
const entry = z.object({
  at: z.string(),
  rule: z.string(),
  status: z.enum(statuses),
  observed: message.nullable(),
  reason: message.nullable(),
  since: z.string(),
  decided: z.enum(statuses).nullable(),
});
export type JournalEntry = z.infer<typeof entry>;

export interface JournalOptions {
  readonly folder: string;
  readonly log: Log;
  /** Bytes at which the older half is dropped. */
  readonly maxBytes?: number;
}

/** The device's own history of verdicts. A disk that fails costs history, never a verdict: it is kept in memory then. */
export interface Journal {
  /** @returns the verdicts that turned to `fail`. A spell of `unknown` between two fails is not a new one. */
  record(verdicts: readonly Verdict[]): Promise<Verdict[]>;
  /** For each rule id, when its status became what it is (ISO). */
  since(): Readonly<Record<string, string>>;
  /** Oldest first. */
  entries(): readonly JournalEntry[];
}

export const journalFileName = 'journal.jsonl';

export function openJournal({ folder, log, maxBytes = 256 * 1024 }: JournalOptions): Journal {
  const path = join(folder, journalFileName);
  const entries = readEntries(path, log);
  const latest = new Map(entries.map((line) => [line.rule, line]));
  let bytes = sizeOf(entries);

  async function write(added: readonly JournalEntry[]): Promise<void> {
    entries.push(...added);
    bytes += sizeOf(added);
    if (bytes <= maxBytes) return append(path, toLines(added));
    const kept = keepNewest(entries, maxBytes / 2);
    entries.splice(0, entries.length, ...kept);
    bytes = sizeOf(kept);
    await replaceFile(path, toLines(kept));
  }

  return {
    async record(verdicts) {
      const turned = verdicts.filter((verdict) => turnsToFail(verdict, latest.get(verdict.rule)));
      const added = verdicts.flatMap((verdict) => changeOf(verdict, latest.get(verdict.rule)) ?? []);
      for (const line of added) latest.set(line.rule, line);
      if (added.length > 0)
        await write(added).catch((error: unknown) => {
          log.error(`The journal could not be written: ${describeError(error)}`);
        });
      return turned;
    },
    since: () => Object.fromEntries([...latest.values()].map((line) => [line.rule, line.since])),
    entries: () => entries,
  };
}

function turnsToFail(verdict: Verdict, before: JournalEntry | undefined): boolean {
  return verdict.status === 'fail' && before?.decided !== 'fail';
}

function changeOf(verdict: Verdict, before: JournalEntry | undefined): JournalEntry | null {
  const sameStatus = before?.status === verdict.status;
  if (before !== undefined && sameStatus && says(before) === says(verdict)) return null;
  return {
    at: verdict.at,
    rule: verdict.rule,
    status: verdict.status,
    observed: messageOf(verdict.observed),
    reason: messageOf(verdict.reason),
    since: before !== undefined && sameStatus ? before.since : verdict.at,
    decided: decidedAfter(verdict.status, before),
  };
}

function decidedAfter(status: Status, before: JournalEntry | undefined): Status | null {
  return status === 'unknown' ? (before?.decided ?? null) : status;
}

/** Technical details of an unknown may differ in every scan; only its kind is a change. */
function says(verdict: Pick<Verdict, 'observed' | 'reason'>): string {
  return JSON.stringify([verdict.observed, verdict.reason?.id ?? null]);
}

function messageOf(said: Verdict['observed']): JournalEntry['observed'] {
  return said === null ? null : message.parse(said);
}

function append(path: string, lines: string): void {
  // Not 'a': on Windows a file that was opened to append can't be cut.
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, ownerOnly);
  const { size } = fstatSync(file);
  try {
    writeAll(file, lines, size);
    fsyncSync(file);
  } catch (error) {
    // A full disk may have taken half a line; the next one must not be glued to it.
    ftruncateSync(file, size);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** write(2) may take a part; on a full disk the next call says so. */
function writeAll(file: number, text: string, position: number): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

/** @returns what the journal says, oldest first, and touches nothing: an agent may be writing it. */
export function readJournal(folder: string): JournalEntry[] {
  return parseWhole(readText(join(folder, journalFileName)) ?? '').entries;
}

/** A line that a crash cut off is taken from the file, so that the next one stands alone. */
function readEntries(path: string, log: Log): JournalEntry[] {
  let text: string | null = null;
  try {
    text = readText(path);
  } catch (error) {
    log.error(`The journal could not be read: ${describeError(error)}`);
  }
  const { entries, bytes } = parseWhole(text ?? '');
  if (text !== null && bytes < Buffer.byteLength(text)) cutTail(path, bytes, log);
  return entries;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Lines that make no sense are left out. */
function parseWhole(text: string): { entries: JournalEntry[]; bytes: number } {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const entries = whole.split('\n').flatMap((line) => parseLine(line) ?? []);
  return { entries, bytes: Buffer.byteLength(whole) };
}

function cutTail(path: string, bytes: number, log: Log): void {
  try {
    const file = openSync(path, 'r+');
    ftruncateSync(file, bytes);
    closeSync(file);
  } catch (error) {
    log.error(`The end of the journal could not be mended: ${describeError(error)}`);
  }
}

function parseLine(line: string): JournalEntry | null {
  try {
    return entry.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The last word on each rule stays, however old: without it an old fail would look like a new one. */
function keepNewest(entries: readonly JournalEntry[], maxBytes: number): JournalEntry[] {
  const last = new Map(entries.map((line) => [line.rule, line]));
  let room = maxBytes - sizeOf([...last.values()]);
  const kept: JournalEntry[] = [];
  for (const line of [...entries].reverse()) {
    const isLast = last.get(line.rule) === line;
    if (!isLast) room -= sizeOf([line]);
    if (isLast || room >= 0) kept.push(line);
  }
  return kept.reverse();
}

function toLines(entries: readonly JournalEntry[]): string {
  return entries.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function sizeOf(entries: readonly JournalEntry[]): number {
  return Buffer.byteLength(toLines(entries));
}
