import type { Lock, UnreadLock } from '../../first-lock.ts';
import { type Place, readNumber } from '../registry-value.ts';
import type { Registry } from '../system.ts';

/** "Interactive logon: Machine inactivity limit": seconds, 0 is off (Security policy settings reference). */
export const inactivityLimit: Place = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
  name: 'InactivityTimeoutSecs',
};

const deviceLock = 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\DeviceLock';
/** Policy CSP DeviceLock: minutes, 0 is off. */
export const maxInactivity: Place = {
  hive: 'HKLM',
  key: deviceLock,
  name: 'MaxInactivityTimeDeviceLock',
};
/** Policy CSP DeviceLock: 0 is enabled, 1 (the default) disabled; without it the limits below it have no effect. */
const passwordEnabled: Place = { hive: 'HKLM', key: deviceLock, name: 'DevicePasswordEnabled' };

export async function readInactivityLimit(registry: Registry): Promise<Lock | UnreadLock> {
  const limit = await readNumber(registry, inactivityLimit);
  return limit.ok ? limitLock('machine inactivity limit', limit.value ?? 0, limit.source) : limit;
}

/** What a management service such as Intune has set. */
export async function readManagedLimit(registry: Registry): Promise<Lock | UnreadLock> {
  const limit = await readNumber(registry, maxInactivity);
  if (!limit.ok) return limit;
  const enabled = await readNumber(registry, passwordEnabled);
  if (!enabled.ok) return limit.value ? enabled : limitLock('device management', 0, limit.source);
  const minutes = enabled.value === 0 ? (limit.value ?? 0) : 0;
  return limitLock('device management', minutes * 60, limit.source);
}

/** Both limits lock at once; only an administrator sets them. */
function limitLock(mechanism: string, seconds: number, source: string): Lock {
  const isOn = seconds > 0;
  return {
    ok: true,
    mechanism,
    wait: isOn ? seconds : 'never',
    grace: 0,
    passwordRequired: isOn,
    managed: isOn,
    source,
  };
}
