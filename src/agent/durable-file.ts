import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Only the user may read what the agent keeps. */
export const ownerOnly = 0o600;

/** Makes creations and renames in a folder last through a power cut (fsync(2): the file's own fsync is not enough). */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open folders for this, and its file system journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts a file in place whole: after a crash there is the old one or the new one, never half of either.
 * @throws the error of the file system; the old file is then still there.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const handle = await open(temporary, 'w', ownerOnly);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}
