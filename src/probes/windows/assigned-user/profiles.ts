import { type Answer, answer } from '../answer.ts';
import { fromFileTime } from '../file-time.ts';
import type { KeyBelow, Registry } from '../system.ts';

/**
 * Somebody has signed in here. `lastAt`: milliseconds since 1970; null where Windows did not write it down.
 * `isLoaded`: it is in use, as from the sign-in until everything that runs for the account has ended.
 */
export interface Profile {
  readonly sid: string;
  readonly lastAt: number | null;
  readonly isLoaded: boolean;
}

export const profileList = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
/** When the account's part of the registry was loaded and unloaded: two halves of a FILETIME each. */
const moments = ['LocalProfileLoadTime', 'LocalProfileUnloadTime'] as const;

/** Accounts of this computer, of a domain, and of Entra ID; services of the system have shorter SIDs. */
const ofPerson = /^S-1-(5-21|12-1)-/;
/** DefaultAccount and WDAGUtilityAccount, which Windows keeps for itself. */
const ofWindows = /^S-1-5-21-.*-50[34]$/;

/** Everybody who has a profile on this computer. The registries of those in use lie side by side in HKEY_USERS. */
export async function readProfiles(registry: Registry): Promise<Answer<readonly Profile[]>> {
  const names = moments.flatMap((moment) => [`${moment}High`, `${moment}Low`]);
  const [found, inUse] = await Promise.all([
    registry.valuesBelow('HKLM', profileList, names),
    registry.subkeys('HKU', ''),
  ]);
  if (!found.ok) return found;
  if (!inUse.ok) return inUse;
  const loaded = new Set(inUse.value);
  const people = (found.value ?? []).filter(({ key }) => ofPerson.test(key) && !ofWindows.test(key));
  return answer(people.map((profile) => profileOf(profile, loaded.has(profile.key))));
}

function profileOf({ key, values }: KeyBelow, isThere: boolean): Profile {
  const [loadedAt = 0n, unloadedAt = 0n] = moments.map((moment) => fileTimeIn(values, moment));
  const latest = loadedAt > unloadedAt ? loadedAt : unloadedAt;
  return {
    sid: key,
    lastAt: latest > 0n ? fromFileTime(latest) : null,
    // A program that holds on to it can keep it there after the person has gone.
    isLoaded: isThere && loadedAt > 0n && loadedAt >= unloadedAt,
  };
}

function fileTimeIn(values: KeyBelow['values'], moment: string): bigint {
  const [high, low] = [values?.[`${moment}High`], values?.[`${moment}Low`]];
  if (typeof high !== 'number' || typeof low !== 'number') return 0n;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
