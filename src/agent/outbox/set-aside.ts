import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appendLine, replaceFile } from '../files/durable-file.ts';
import type { ReportRecord } from './outbox-record.ts';

export const refusedFileName = 'refused-reports.jsonl';

/** Records that leave the outbox without having been sent, kept for IT. @returns the name of their file. */
export async function setAside(
  folder: string,
  kind: 'damaged' | 'unsent',
  lines: readonly string[],
): Promise<string> {
  const name = `outbox-${kind}-${Date.now()}.log`;
  await replaceFile(join(folder, name), lines.map((line) => `${line.trimEnd()}\n`).join(''));
  return name;
}

export async function keepRefused(folder: string, report: ReportRecord, reason: string): Promise<void> {
  const path = join(folder, refusedFileName);
  const kept = await stat(path).catch(() => null);
  // An endpoint that refuses everything must not fill the disk: two files of a megabyte at most.
  if (kept !== null && kept.size > 1024 * 1024) await rename(path, `${path}.old`);
  const { epoch, sequence, jws } = report;
  await appendLine(path, JSON.stringify({ reason, epoch, sequence, jws }));
}
