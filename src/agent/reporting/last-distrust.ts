import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ownerOnly } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';

export const distrustFileName = 'distrust.json';
const stored = z.object({
  device: z.string(),
  epoch: z.int(),
  at: z.iso.datetime(),
  reason: z.enum(['wrong-pin', 'wrong-host', 'expired', 'downgraded']),
  detail: z.string(),
});
export type LastDistrust = z.infer<typeof stored>;

/** Why an attempt to report sent nothing, for a program beside the agent; null once a report has arrived. */
export function readDistrust(folder: string): LastDistrust | null {
  try {
    return stored.parse(JSON.parse(readFileSync(join(folder, distrustFileName), 'utf8')));
  } catch {
    return null;
  }
}

/** Only told there: where it can't be kept, nothing else suffers. */
export function keepDistrust(folder: string, distrust: LastDistrust, log: Log): void {
  try {
    writeFileSync(join(folder, distrustFileName), JSON.stringify(distrust), { mode: ownerOnly });
  } catch (error) {
    log.warn(`Why nothing was sent could not be kept: ${describeError(error)}`);
  }
}

/** @throws the error of the file system. */
export function forgetDistrust(folder: string): void {
  rmSync(join(folder, distrustFileName), { force: true });
}
