import { stat } from 'node:fs/promises';

/**
 * What changes when one of these files does: inode, size, and both times in nanoseconds. `stat` needs no right to read
 * the file, so this works for /etc/shadow too. A path that is missing or out of reach takes part with its error.
 */
export async function identityOf(paths: readonly string[]): Promise<string> {
  const parts = await Promise.all(paths.map(identityOfOne));
  return parts.join(' ');
}

async function identityOfOne(path: string): Promise<string> {
  try {
    const file = await stat(path, { bigint: true });
    return `${path}:${file.dev}:${file.ino}:${file.mode}:${file.size}:${file.mtimeNs}:${file.ctimeNs}`;
  } catch (error) {
    return `${path}:${(error as NodeJS.ErrnoException).code}`;
  }
}
