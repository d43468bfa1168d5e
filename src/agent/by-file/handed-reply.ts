import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../files/durable-file.ts';
import type { Log } from '../log.ts';
import type { ReplyOutcome } from './take-reply.ts';

/** A reply that the command line leaves for the agent that works in this folder. */
export const handedReplyFileName = 'handed-reply.jws';

/** @throws the error of the file system. */
export function handOver(folder: string, text: string): Promise<void> {
  return replaceFile(join(folder, handedReplyFileName), text);
}

/** Takes in what lies there; an agent that ended may not have taken it. */
export async function takeInHanded(
  folder: string,
  take: (text: string) => Promise<ReplyOutcome>,
  log: Log,
): Promise<void> {
  const text = takeHanded(folder);
  if (text === null) return;
  const outcome = await take(text);
  if (outcome.ok) log.info(`A reply was taken in: ${JSON.stringify(outcome)}`);
  else log.error(`A reply was not taken in (${outcome.reason}).`);
}

/** Takes it away. @returns null where there is none. */
function takeHanded(folder: string): string | null {
  const file = join(folder, handedReplyFileName);
  try {
    const text = readFileSync(file, 'latin1');
    rmSync(file);
    return text;
  } catch {
    return null;
  }
}
