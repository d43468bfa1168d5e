import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns the first of these paths that exists below `root`; it need not be readable. */
export async function firstExisting(root: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const there = await access(join(root, path)).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
}
