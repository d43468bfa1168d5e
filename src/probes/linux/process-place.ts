import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Process } from './processes.ts';

/**
 * Whether a running program belongs to this machine, or to a container on it, which /proc shows as well.
 * `unclear`: it is half inside, as with `docker run --pid=host`, or may not be looked at.
 */
export type Place = 'here' | 'container' | 'unclear';

/**
 * A program of this machine is numbered by this machine alone and sees this machine's own root. Both files are open to
 * everybody, unlike /proc/PID/ns and /proc/PID/root (proc(5)). `root` is `/` or a captured machine's folder.
 */
export function placeOf(root: string, pid: number): Place {
  const numbered = isNumberedHereOnly(root, pid);
  const rooted = hasOurRoot(root, pid);
  if (numbered === true && rooted === true) return 'here';
  return numbered === false && rooted === false ? 'container' : 'unclear';
}

/** A program that belongs to this machine, or may. */
export interface PlacedProcess {
  readonly process: Process;
  readonly place: Exclude<Place, 'container'>;
}

/** @returns the first that belongs to this machine, else the first that may; undefined where all are in containers. */
export function nearestOf(root: string, processes: readonly Process[]): PlacedProcess | undefined {
  let doubtful: PlacedProcess | undefined;
  for (const process of processes) {
    const place = placeOf(root, process.pid);
    if (place === 'here') return { process, place };
    if (place === 'unclear') doubtful ??= { process, place };
  }
  return doubtful;
}

/** @returns undefined where it cannot be told. */
export function hasOurRoot(root: string, pid: number): boolean | undefined {
  const ours = rootOf(root, 'self');
  const theirs = rootOf(root, pid);
  return ours === undefined || ours === notMounted || theirs === undefined ? undefined : ours === theirs;
}

/** `NSpid:` has one number for each PID namespace that the program is in, from the reader's inwards (Linux 4.1). */
function isNumberedHereOnly(root: string, pid: number): boolean | undefined {
  const numbers = /^NSpid:\s*(.+)$/m.exec(read(root, `${pid}/status`) ?? '')?.[1];
  return numbers === undefined ? undefined : !/\s/.test(numbers.trim());
}

const notMounted = 'not a mount';

/**
 * The file system at `/` and the folder of it that is mounted there: a service with mounts of its own (systemd's
 * PrivateTmp=) keeps them, a container has others, and in a chroot nothing is mounted at `/`.
 */
function rootOf(root: string, pid: number | 'self'): string | undefined {
  const table = read(root, `${pid}/mountinfo`);
  if (table === undefined) return undefined;
  // ID, parent ID, major:minor, root, mount point; of several at one point the last is on top.
  const mounted = [...table.matchAll(/^\d+ \d+ (\d+:\d+ \S+) \/ /gm)].at(-1);
  return mounted?.[1] ?? notMounted;
}

function read(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, 'proc', path), 'utf8');
  } catch {
    return undefined; // It ended meanwhile, or is hidden.
  }
}
