import { fromFileTime } from '../file-time.ts';
import type { Registry } from '../system.ts';

/** Windows Update makes it when what it installed wants a restart; it is gone after the restart. */
export const restartRequiredKey =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired';
/** The same of the servicing that all packages go through, whoever installs them: optional features make it, too. */
export const restartPendingKey =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending';

/**
 * Since when updates wait for a restart. Each update that comes on top writes the key anew, so it may have been longer,
 * and never shorter.
 * @param newerWaits whether an update of Windows itself is known to wait.
 * @returns milliseconds since 1970; `undefined` where none waits, or where that can't be told.
 */
export async function readRestartSince(registry: Registry, newerWaits: boolean): Promise<number | undefined> {
  const keys = newerWaits ? [restartRequiredKey, restartPendingKey] : [restartRequiredKey];
  for (const key of keys) {
    const written = await registry.writeTime('HKLM', key);
    if (written.ok && written.value !== undefined) return fromFileTime(written.value);
  }
  return undefined;
}
