import { type Answer, answer } from '../answer.ts';
import { fromFileTime } from '../file-time.ts';
import type { KeyBelow, Registry } from '../system.ts';

/** Somebody has signed in here. `lastAt`: milliseconds since 1970; null where Windows did not write it down. */
export interface Profile {
  readonly sid: string;
  readonly lastAt: number | null;
}

export const profileList = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
/** When the account's part of the registry was loaded and unloaded: two halves of a FILETIME each. */
const moments = ['LocalProfileLoadTime', 'LocalProfileUnloadTime'] as const;

/** Accounts of this computer, of a domain, and of Entra ID; services of the system have shorter SIDs. */
const ofPerson = /^S-1-(5-21|12-1)-/;
/** DefaultAccount and WDAGUtilityAccount, which Windows keeps for itself. */
const ofWindows = /^S-1-5-21-.*-50[34]$/;

/** Everybody who has a profile on this computer. */
export async function readProfiles(registry: Registry): Promise<Answer<readonly Profile[]>> {
  const names = moments.flatMap((moment) => [`${moment}High`, `${moment}Low`]);
  const found = await registry.valuesBelow('HKLM', profileList, names);
  if (!found.ok) return found;
  const people = (found.value ?? []).filter(({ key }) => ofPerson.test(key) && !ofWindows.test(key));
  return answer(people.map(profileOf));
}

function profileOf({ key, values }: KeyBelow): Profile {
  const at = moments.map((moment) => fileTimeIn(values, moment)).filter((ticks) => ticks > 0n);
  return { sid: key, lastAt: at.length === 0 ? null : Math.max(...at.map(fromFileTime)) };
}

function fileTimeIn(values: KeyBelow['values'], moment: string): bigint {
  const [high, low] = [values?.[`${moment}High`], values?.[`${moment}Low`]];
  if (typeof high !== 'number' || typeof low !== 'number') return 0n;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}
