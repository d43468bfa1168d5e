import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SentReport } from '../agent-state.ts';
import { ownerOnly } from '../files/durable-file.ts';

export const lastSentFileName = 'last-sent.json';
const stored = z.object({
  device: z.string(),
  epoch: z.int(),
  sentAt: z.iso.datetime(),
  payload: z.string(),
});
export type LastSent = z.infer<typeof stored>;

/** What the user may look at: the last report that reached IT, kept over restarts. */
export function readLastSent(folder: string): LastSent | null {
  try {
    return stored.parse(JSON.parse(readFileSync(join(folder, lastSentFileName), 'utf8')));
  } catch {
    return null;
  }
}

/** Not worth a wait for the disk: the next report replaces it. @throws the error of the file system. */
export function writeLastSent(folder: string, sent: LastSent): void {
  const path = join(folder, lastSentFileName);
  // A kill in the middle would leave half of it, and the popup would say that nothing was ever sent.
  writeFileSync(`${path}.new`, JSON.stringify(sent), { mode: ownerOnly });
  renameSync(`${path}.new`, path);
}

export function asSentReport({ sentAt, payload }: LastSent): SentReport {
  return { sentAt, payload };
}
