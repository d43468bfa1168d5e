import { firstLock, type Lock, type UnreadLock } from '../first-lock.ts';
import { lockReading } from '../lock-reading.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { readNumber } from './registry-value.ts';
import { readInactivityLimit, readManagedLimit } from './screen-lock/limits.ts';
import { readPowerLock } from './screen-lock/power.ts';
import { readScreenSaverLock } from './screen-lock/screen-saver.ts';
import type { WindowsSystem } from './system.ts';

/** "Remove Lock Computer" (Group policy, Ctrl+Alt+Del Options): then nothing locks, whatever is set. */
export const lockingForbidden = {
  hive: 'HKCU',
  key: 'Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
  name: 'DisableLockWorkstation',
} as const;

/** Reads everything that locks a Windows desktop by itself; the one that comes first counts. */
export function screenLockProbe(system: WindowsSystem): Probe<'screen-lock'> {
  return {
    fact: 'screen-lock',
    budgetMs,
    read: async () => lockReading('Windows', await readLock(system)),
  };
}

async function readLock(system: WindowsSystem): Promise<Lock | UnreadLock> {
  const forbidden = await readNumber(system.registry, lockingForbidden);
  if (!forbidden.ok) return forbidden;
  if (forbidden.value) return noLock(forbidden.source);
  const limit = await readInactivityLimit(system.registry);
  const alwaysLocks = limit.ok && limit.wait !== 'never';
  const others = await Promise.all([
    readScreenSaverLock(system, alwaysLocks),
    readPowerLock(system, alwaysLocks),
    readManagedLimit(system.registry),
  ]);
  return firstLock([limit, ...others]);
}

function noLock(source: string): Lock {
  return {
    ok: true,
    mechanism: 'locking is switched off',
    wait: 'never',
    grace: 0,
    passwordRequired: false,
    managed: true,
    source,
  };
}
