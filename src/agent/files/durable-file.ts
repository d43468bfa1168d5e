import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

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
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Adds a line to a file, made when missing; resolves when the disk has it. What a crash left unfinished at the end stays a
 * line of its own. @throws the error of the file system.
 */
export async function appendLine(path: string, line: string): Promise<void> {
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, ownerOnly);
  try {
    const { size } = await handle.stat();
    const start = (await endsInLine(handle, size)) ? '' : '\n';
    await handle.write(`${start}${line}\n`, size);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
}

async function endsInLine(handle: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  return size === 0 || last.toString() === '\n';
}

/** Milliseconds until a replacement that Windows refuses is tried again, and for the last time. */
const pauses = process.platform === 'win32' ? [10, 30, 100, 300, 1000] : [];

/** On Windows a virus scanner or an indexer may have the old file open for a moment; then it can't be replaced. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (const pause of pauses) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!/^(EPERM|EACCES|EBUSY)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await setTimeout(pause);
    }
  }
  await rename(from, to);
}
