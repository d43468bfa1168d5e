import * as z from 'zod';
import { type FoundRecord, readRecords } from '../files/record-file.ts';

/** Where the chain stands: whose it is, the last report made, and what that one said and when. */
const headFields = {
  device: z.string(),
  epoch: z.int().nonnegative(),
  sequence: z.int().nonnegative(),
  hash: z.string().nullable(),
  digest: z.string().nullable(),
  at: z.string().nullable(),
};

const record = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('head'), ...headFields }),
  z.object({ kind: z.literal('report'), ...headFields, jws: z.string() }),
  z.object({ kind: z.literal('done'), epoch: z.int(), sequence: z.int() }),
]);
export type OutboxRecord = z.infer<typeof record>;
export type ReportRecord = Extract<OutboxRecord, { kind: 'report' }>;
export type OutboxHead = Omit<Extract<OutboxRecord, { kind: 'head' }>, 'kind'>;

/** Where a report that waits lies in the file; its bytes stay on the disk until they are needed. */
export interface Place {
  readonly epoch: number;
  readonly sequence: number;
  readonly offset: number;
  readonly length: number;
}

export interface Replayed {
  readonly head: OutboxHead;
  readonly waiting: Place[];
  /** Lines whole by their CRC that are no record of this version. */
  readonly foreign: readonly string[];
}

export const noHead: OutboxHead = { device: '', epoch: 0, sequence: 0, hash: null, digest: null, at: null };

export function parseRecord(text: string): OutboxRecord | null {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What the file says, line by line, ends in. */
export function replay(found: readonly FoundRecord[]): Replayed {
  let head = noHead;
  const waiting = new Map<string, Place>();
  const foreign: string[] = [];
  for (const { text, offset, length } of found) {
    const read = parseRecord(text);
    if (read === null) foreign.push(text);
    else if (read.kind === 'done') waiting.delete(nameOf(read));
    else {
      head = headOf(read);
      if (read.kind === 'report')
        waiting.set(nameOf(read), { epoch: read.epoch, sequence: read.sequence, offset, length });
    }
  }
  return { head, waiting: [...waiting.values()], foreign };
}

/** @returns the last report made and those that wait in these bytes of an outbox, which an agent may be writing. */
export function readOutbox(bytes: Buffer): { head: OutboxHead; reports: readonly ReportRecord[] } {
  const { head, waiting } = replay(readRecords(bytes).records);
  const reports = waiting.flatMap(({ offset, length }) => {
    const read = parseRecord(bytes.toString('utf8', offset, offset + length));
    return read?.kind === 'report' ? [read] : [];
  });
  return { head, reports };
}

/** @returns how many reports wait in these bytes of an outbox, which an agent may be writing. */
export function countWaiting(bytes: Buffer): number {
  return replay(readRecords(bytes).records).waiting.length;
}

export function headOf({ device, epoch, sequence, hash, digest, at }: OutboxHead): OutboxHead {
  return { device, epoch, sequence, hash, digest, at };
}

export function nameOf({ epoch, sequence }: { epoch: number; sequence: number }): string {
  return `${epoch}/${sequence}`;
}
