import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../presence.ts';

/**
 * Node's high-resolution time is CLOCK_MONOTONIC, which stands still in sleep; the uptime is CLOCK_BOOTTIME, which does
 * not (clock_gettime(2); libuv, uv_uptime). Their difference is the time asleep, whether or not anybody told of it.
 */
export function awakeClock(root: string): () => Instant {
  const boot = bootId(root);
  return () => {
    const awake = Number(process.hrtime.bigint()) / 1e9;
    return { awake, asleep: uptime() - awake, boot, wall: Date.now() };
  };
}

/** One name for each start of the kernel (proc(5), /proc/sys/kernel/random/boot_id). */
function bootId(root: string): string | null {
  try {
    return readFileSync(join(root, 'proc/sys/kernel/random/boot_id'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
