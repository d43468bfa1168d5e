import { closeSync, constants, openSync, readFileSync, writeFileSync } from 'node:fs';
import { describeError, type Log } from '../log.ts';
import { ownerOnly } from './durable-file.ts';
import type { LockOutcome } from './lock-outcome.ts';

// libuv's uv/win.h: nobody else may open the file until this handle is closed. Node hands it on, though it has no name for it.
const exclusive = 0x10000000;

/** How often it is tried, and the milliseconds between: `deskward status` has the file open for a moment. */
const tries = 5;
const pauseMs = 20;

/**
 * Windows keeps the lock with the process and ends it with the process, however that ends. A process number tells little
 * there: it is soon given to another one, and fast startup carries the system's uptime over a shutdown.
 */
export function lockOnWindows(path: string, log: Log): LockOutcome {
  const flags = constants.O_RDWR | constants.O_CREAT | exclusive;
  for (let left = tries; ; left -= 1) {
    try {
      const file = openSync(path, flags, ownerOnly);
      writePid(path);
      return { ok: true, release: () => closeSync(file) };
    } catch (error) {
      if (!isHeld(error)) {
        log.warn(`The folder of the agent could not be locked: ${describeError(error)}`);
        return { ok: true, release: () => undefined };
      }
    }
    if (left === 1) return { ok: false, pid: readPid(path) };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

export function isHeldOnWindows(path: string): boolean {
  try {
    closeSync(openSync(path, 'r'));
    return false;
  } catch (error) {
    return isHeld(error);
  }
}

/** ERROR_SHARING_VIOLATION */
function isHeld(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EBUSY';
}

/** In a file of its own, for what is locked can't be read; for the person who asks who it is, and nothing more. */
function pidFile(path: string): string {
  return `${path}.pid`;
}

function writePid(path: string): void {
  try {
    writeFileSync(pidFile(path), String(process.pid), { mode: ownerOnly });
  } catch {
    // The lock holds all the same.
  }
}

function readPid(path: string): number | null {
  try {
    return Number(readFileSync(pidFile(path), 'utf8')) || null;
  } catch {
    return null;
  }
}
