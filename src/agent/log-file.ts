import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of each file that are looked at. */
const tailBytes = 128 * 1024;
const longestLine = 2000;
const mostLines = 600;

/** Where the agent with a face writes its log, in its folder. */
export function logFile(folder: string): string {
  return join(folder, 'logs', 'agent.log');
}

/** @returns the last lines of the log, oldest first; over a change of files, too. None where there is no log. */
export async function readLogTail(folder: string): Promise<readonly string[]> {
  const current = logFile(folder);
  const before = current.replace(/\.log$/, '.old.log');
  const lines = [...(await tailOf(before)), ...(await tailOf(current))];
  return lines.slice(-mostLines).map((line) => line.slice(0, longestLine));
}

async function tailOf(path: string): Promise<readonly string[]> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - tailBytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
      // The first one is a part of a line.
      return (start > 0 ? lines.slice(1) : lines).filter(Boolean);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? [] : [`(${path} could not be read: ${code})`];
  }
}
