import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { describeError, type Log } from '../log.ts';
import { ownerOnly } from './durable-file.ts';
import type { LockOutcome } from './lock-outcome.ts';
import { isHeldOnWindows, lockOnWindows } from './windows-lock.ts';

const lockFileName = 'agent.lock';
/** `started`: what the system says of when this process began, so that a later one with its number is told apart. */
const holder = z.object({ pid: z.int().positive(), started: z.string().nullable(), uptime: z.number() });
type Holder = z.infer<typeof holder>;

/**
 * One agent a folder. A process that was killed leaves its lock behind; it counts no longer once that process is gone.
 * A folder that can't be written to needs no lock: nothing can be spoilt there.
 */
export function lockFolder(folder: string, log: Log): LockOutcome {
  const path = join(folder, lockFileName);
  if (process.platform === 'win32') return lockOnWindows(path, log);
  const own = join(folder, `${lockFileName}.${randomUUID()}`);
  try {
    writeFileSync(own, JSON.stringify(thisProcess()), { mode: ownerOnly });
    return take(path, own);
  } catch (error) {
    log.warn(`The folder of the agent could not be locked: ${describeError(error)}`);
    return { ok: true, release: () => undefined };
  } finally {
    rmSync(own, { force: true });
  }
}

/** Whether an agent works in this folder. */
export function isFolderHeld(folder: string): boolean {
  const path = join(folder, lockFileName);
  if (process.platform === 'win32') return isHeldOnWindows(path);
  const held = readHolder(path);
  return held !== null && isAlive(held);
}

/** link(2) fails where the name exists: of two that try, one gets it. */
function take(path: string, own: string): LockOutcome {
  for (;;) {
    try {
      linkSync(own, path);
      return { ok: true, release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = readHolder(path);
    if (held !== null && isAlive(held)) return { ok: false, pid: held.pid };
    moveAway(path);
  }
}

/** A rename takes the name away once; whoever comes second finds nothing and tries to link again. */
function moveAway(path: string): void {
  const stale = `${path}.${randomUUID()}`;
  try {
    renameSync(path, stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(stale);
  // Another one may have taken the lock between our look and our rename: it gets it back.
  if (moved !== null && isAlive(moved)) linkSync(stale, path);
  rmSync(stale, { force: true });
}

function thisProcess(): Holder {
  return { pid: process.pid, started: startOf(process.pid), uptime: uptime() };
}

function isAlive(held: Holder): boolean {
  if (held.uptime > uptime()) return false;
  try {
    process.kill(held.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return held.started === startOf(held.pid);
}

/** Field 22 of /proc/pid/stat (proc(5)); the name before it may hold spaces and brackets. Null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
