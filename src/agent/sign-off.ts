import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { signedOff, signOffNotice } from '../protocol/sign-off.ts';
import { replaceFile } from './files/durable-file.ts';
import { describeError, type Log } from './log.ts';

export const signOffFileName = 'sign-off.json';

/**
 * none ──told──▶ pending ──confirmed──▶ wiping ──everything is gone──▶ signed-off ──another enrolment──▶ none
 *   ▲──────────────┘ called off
 */
const signOff = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('pending'),
    notice: signOffNotice,
    lastScanSentAt: z.iso.datetime().nullable(),
  }),
  z.object({
    state: z.enum(['wiping', 'signed-off']),
    record: signedOff,
    unsent: z.int().nonnegative().describe('things said that had not reached IT, and went with the rest'),
  }),
]);
export type SignOff = z.infer<typeof signOff>;
export type ConfirmedSignOff = Exclude<SignOff, { state: 'pending' }>;

/** Where this device stands with its sign-off; null where nobody has begun one. A file that makes no sense counts as none. */
export function readSignOff(folder: string): SignOff | null {
  try {
    return signOff.parse(JSON.parse(readFileSync(join(folder, signOffFileName), 'utf8')));
  } catch {
    return null;
  }
}

/** Over restarts where the disk takes it, else until the agent ends: a pending one is told again, a wipe is asked for again. */
export async function keepSignOff(folder: string, now: SignOff | null, log: Log): Promise<void> {
  try {
    const path = join(folder, signOffFileName);
    if (now === null) rmSync(path, { force: true });
    else await replaceFile(path, JSON.stringify(now));
  } catch (error) {
    log.error(`Where the sign-off stands could not be kept: ${describeError(error)}`);
  }
}

/** Which device it is about. */
export function deviceOf(held: SignOff): string {
  return held.state === 'pending' ? held.notice.device : held.record.device;
}
