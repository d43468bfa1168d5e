import type { Answer } from '../answer.ts';
import type { UpdateDates, WindowsSystem } from '../system.ts';
import type { WindowsVersion } from './version.ts';

/** Milliseconds for which an answer holds: Windows Update's service, which asking starts, is to rest in between. */
const askAgainAfterMs = 6 * 3_600_000;

/** Asks Windows Update for its dates a few times a day, and at once when something has changed the version of Windows. */
export function windowsUpdate(
  system: Pick<WindowsSystem, 'updateDates'>,
  now: () => Date,
): (version: WindowsVersion) => Promise<Answer<UpdateDates>> {
  let told: {
    readonly at: number;
    readonly version: WindowsVersion;
    readonly answer: Answer<UpdateDates>;
  } | null = null;
  return async (version) => {
    const at = now().getTime();
    const age = told === null ? Number.NaN : at - told.at;
    if (told !== null && isSame(told.version, version) && age >= 0 && age < askAgainAfterMs)
      return told.answer;
    const answer = await system.updateDates();
    told = { at, version, answer };
    return answer;
  };
}

function isSame(one: WindowsVersion, other: WindowsVersion): boolean {
  return one.build === other.build && one.revision === other.revision;
}
