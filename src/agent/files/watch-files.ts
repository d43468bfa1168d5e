import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { systemTimers, type Timers } from '../timers.ts';

/** Milliseconds without a further event before the change is told, and the longest that a change may wait. */
const quietMs = 300;
const longestMs = 1500;

interface WatchedFolder {
  readonly watcher: FSWatcher;
  readonly inode: number;
}

/**
 * Tells of changes to these files within two seconds, once for a burst. Files may be replaced, may be missing, and so
 * may their folders: the nearest folder that exists is watched, since a replaced file takes its own watch with it. Of a
 * folder in the list, everything in it counts.
 * @returns a function that stops watching.
 */
export function watchFiles(
  files: readonly string[],
  onChange: () => void,
  timers: Timers = systemTimers,
): () => void {
  const folders = new Map<string, WatchedFolder>();
  const burst = collectBurst(onChange, timers);

  function concerns(folder: string, name: string | null): boolean {
    if (name === null || name === basename(folder) || files.includes(folder)) return true;
    return files.some((file) => nextStep(folder, file) === name);
  }

  function arm(): void {
    const wanted = new Set(files.map(nearestFolder));
    for (const [folder, { watcher, inode }] of folders)
      if (!wanted.has(folder) || inodeOf(folder) !== inode) {
        watcher.close();
        folders.delete(folder);
      }
    for (const folder of wanted) if (!folders.has(folder)) watchFolder(folder);
  }

  function watchFolder(folder: string): void {
    const inode = inodeOf(folder);
    if (inode === null) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (!concerns(folder, name)) return;
        arm();
        burst.event();
      });
      // A folder that goes away ends its watch with an error on some systems.
      watcher.on('error', () => {
        watcher.close();
        folders.delete(folder);
      });
      folders.set(folder, { watcher, inode });
    } catch {
      // Not allowed, or gone since: the hourly scan sees what this would have seen earlier.
    }
  }

  arm();
  return () => {
    burst.stop();
    for (const { watcher } of folders.values()) watcher.close();
    folders.clear();
  };
}

function nearestFolder(file: string): string {
  let folder = file;
  while (inodeOf(folder) === null && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** @returns the name in the folder that leads to the file, or undefined where none does. */
function nextStep(folder: string, file: string): string | undefined {
  const way = relative(folder, file);
  return way.startsWith('..') || join(folder, way) !== join(file) ? undefined : way.split(sep)[0];
}

function inodeOf(folder: string): number | null {
  try {
    const found = statSync(folder);
    return found.isDirectory() ? found.ino : null;
  } catch {
    return null;
  }
}

function collectBurst(tell: () => void, timers: Timers): { event(): void; stop(): void } {
  let quiet: unknown = null;
  let longest: unknown = null;
  function stop(): void {
    timers.clear(quiet);
    timers.clear(longest);
    quiet = longest = null;
  }
  function end(): void {
    stop();
    tell();
  }
  return {
    event() {
      timers.clear(quiet);
      quiet = timers.set(end, quietMs);
      longest ??= timers.set(end, longestMs);
    },
    stop,
  };
}
