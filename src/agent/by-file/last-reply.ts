import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { replaceFile } from '../files/durable-file.ts';
import { describeError, type Log } from '../log.ts';
import type { Enrolment } from '../settings.ts';

export const lastReplyFileName = 'last-reply.json';
const stored = z.object({ device: z.string(), epoch: z.int(), at: z.iso.datetime() });

/** When the endpoint wrote the newest reply that this enrolment has taken in from a file (ISO, its clock); null: none yet. */
export function readLastReply(folder: string, enrolment: Enrolment | null): string | null {
  try {
    const { device, epoch, at } = stored.parse(
      JSON.parse(readFileSync(join(folder, lastReplyFileName), 'utf8')),
    );
    return device === enrolment?.device && epoch === enrolment.epoch ? at : null;
  } catch {
    return null;
  }
}

/** Written last, so that a reply which a crash cut short can be taken in again. */
export async function keepLastReply(
  folder: string,
  { device, epoch, at }: z.infer<typeof stored>,
  log: Log,
): Promise<void> {
  try {
    await replaceFile(join(folder, lastReplyFileName), JSON.stringify({ device, epoch, at }));
  } catch (error) {
    log.error(`Which reply was taken in last could not be kept: ${describeError(error)}`);
  }
}
