import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './durable-file.ts';

/** A reply that the command line leaves for the agent that works in this folder. */
export const handedReplyFileName = 'handed-reply.jws';

/** @throws the error of the file system. */
export function handOver(folder: string, text: string): Promise<void> {
  return replaceFile(join(folder, handedReplyFileName), text);
}

/** Takes it away. @returns null where there is none. */
export function takeHanded(folder: string): string | null {
  const file = join(folder, handedReplyFileName);
  try {
    const text = readFileSync(file, 'latin1');
    rmSync(file);
    return text;
  } catch {
    return null;
  }
}
