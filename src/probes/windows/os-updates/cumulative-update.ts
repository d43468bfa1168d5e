import { type Answer, answer } from '../answer.ts';
import { fromFileTime } from '../file-time.ts';
import type { Registry } from '../system.ts';

export const packagesKey =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages';
/** CbsPackageState (cbsapi.h): what is installed and in force; one that waits for a restart has another. */
const installed = 112;
const highPart = 32n;

/**
 * When the cumulative update of this revision was installed, by Windows' own record of its packages. Unlike the dates of
 * Windows Update and of `Win32_QuickFixEngineering` it knows nothing of antivirus signatures, nor of languages.
 * @returns `undefined` where none of that revision is recorded as installed.
 */
export async function readInstallTime(
  registry: Registry,
  revision: number,
): Promise<Answer<Date | undefined>> {
  const names = await registry.subkeys('HKLM', packagesKey);
  if (!names.ok) return names;
  const own = (names.value ?? []).filter((name) => revisionOf(name) === revision);
  const times: number[] = [];
  for (const name of own) {
    const found = await registry.values('HKLM', `${packagesKey}\\${name}`);
    if (!found.ok) return found;
    const time = found.value === undefined ? undefined : timeIn(found.value);
    if (time !== undefined) times.push(time);
  }
  return answer(times.length === 0 ? undefined : new Date(Math.max(...times)));
}

/** `Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.9457.1.0` */
function revisionOf(name: string): number | undefined {
  const found = /^Package_for_RollupFix~[^~]*~[^~]*~~\d+\.(\d+)\./i.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
}

function timeIn(values: Readonly<Record<string, unknown>>): number | undefined {
  const { CurrentState: state, InstallTimeHigh: high, InstallTimeLow: low } = values;
  if (state !== installed || typeof high !== 'number' || typeof low !== 'number') return undefined;
  return fromFileTime((BigInt(high) << highPart) | BigInt(low >>> 0));
}
