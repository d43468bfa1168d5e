import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupTrace } from '../facts/backup.ts';

/** What a place that the policy names tells of backups. `finishedAt`: milliseconds since 1970; null where none ever was. */
export type BackupPlace =
  | {
      readonly found: 'backup';
      readonly tool: BackupTrace['tool'];
      readonly finishedAt: number | null;
      readonly exact: boolean;
    }
  | { readonly found: 'nothing' }
  | { readonly found: 'unread'; readonly detail: string };

/** Places that have not answered yet: on a disk or a server that died one may never. */
const asked = new Map<string, Promise<BackupPlace>>();

/**
 * A folder is a restic or a Borg repository, or nothing that could be told. One look at a time: each that waits holds one
 * of the four threads on which this program reads any file (libuv, "Thread pool work scheduling").
 */
export function lookAtBackupPlace(path: string): Promise<BackupPlace> {
  const waiting = asked.get(path);
  if (waiting !== undefined) return waiting;
  const look = lookAt(path).finally(() => asked.delete(path));
  asked.set(path, look);
  return look;
}

async function lookAt(path: string): Promise<BackupPlace> {
  try {
    const place = await stat(path).catch(unlessMissing);
    if (place === undefined) return { found: 'nothing' };
    return await lookAtRepository(path);
  } catch (error) {
    return { found: 'unread', detail: String(error) };
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

/** Named by its hash; one that is being written, and what a file server leaves beside it, has another name. */
const snapshot = /^[0-9a-f]{64}$/;

async function lookAtRepository(path: string): Promise<BackupPlace> {
  const names = new Set(await readdir(path));
  // restic's "Repository Layout": a snapshot is a file of its own, written when its backup is complete.
  if (['config', 'snapshots', 'keys'].every((name) => names.has(name)))
    return {
      found: 'backup',
      tool: 'restic',
      finishedAt: await newestIn(join(path, 'snapshots'), snapshot),
      exact: true,
    };
  if (names.has('config') && names.has('data') && (await isBorg(join(path, 'config'))))
    return {
      found: 'backup',
      tool: 'borg',
      finishedAt: await newestSegment(join(path, 'data')),
      exact: false,
    };
  return { found: 'unread', detail: `${path} is neither a restic nor a Borg repository` };
}

async function isBorg(config: string): Promise<boolean> {
  return /^\[repository\]/m.test(await readFile(config, 'utf8'));
}

/**
 * Borg's "Data structures": data/<n>/<segment>. Archives and their dates are encrypted, and making a repository, pruning
 * and compacting write segments, too: no backup is later than the newest, and there may be none.
 */
async function newestSegment(data: string): Promise<number | null> {
  const folders = await Promise.all((await readdir(data)).map((name) => newestIn(join(data, name))));
  const times = folders.filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times);
}

async function newestIn(folder: string, wanted = /./): Promise<number | null> {
  const names = (await readdir(folder)).filter((name) => wanted.test(name));
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs));
  return times.length === 0 ? null : Math.max(...times);
}
