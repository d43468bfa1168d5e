import type { Seconds } from '../../../facts/fact.ts';
import type { UnreadLock } from '../../first-lock.ts';
import { readNumber } from '../registry-value.ts';
import type { WindowsSystem } from '../system.ts';
import { unknownReason } from '../unread.ts';

/** "If you've been away, when should Windows require you to sign in again?": seconds; "every time" where it is not set. */
const delayLock = { hive: 'HKCU', key: 'Control Panel\\Desktop', name: 'DelayLockInterval' } as const;
const never = 0xffff_ffff;

/** "Allow users to select when a password is required when resuming from connected standby". */
export const delayLockPolicy = {
  hive: 'HKLM',
  key: 'SOFTWARE\\Policies\\Microsoft\\Windows\\System',
  name: 'AllowDomainDelayLock',
} as const;

type DelayLock = { readonly ok: true; readonly grace: Seconds; readonly managed: boolean };

/**
 * With Modern Standby: how long after the display went off the password is asked for. In a domain it is asked for at
 * once, whatever the user has chosen, unless the policy allows a delay.
 */
export async function readDelayLock(system: WindowsSystem): Promise<DelayLock | UnreadLock> {
  const delay = await readNumber(system.registry, delayLock);
  if (!delay.ok) return delay;
  const seconds = (delay.value ?? 0) >>> 0;
  const chosen: Seconds = seconds === never ? 'never' : seconds;
  if (chosen === 0) return { ok: true, grace: 0, managed: false };
  const policy = await readNumber(system.registry, delayLockPolicy);
  if (!policy.ok) return policy;
  if (policy.value === 1) return { ok: true, grace: chosen, managed: false };
  const joined = await system.domainJoined();
  if (!joined.ok)
    return {
      ok: false,
      reason: unknownReason(joined.reason),
      source: 'NetGetJoinInformation',
      detail: joined.detail,
    };
  if (!joined.value) return { ok: true, grace: chosen, managed: false };
  return { ok: true, grace: 0, managed: policy.value === 0 };
}
