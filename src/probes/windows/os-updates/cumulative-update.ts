import { type Answer, answer } from '../answer.ts';
import { fromFileTime } from '../file-time.ts';
import type { Registry } from '../system.ts';

export const packagesKey =
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages';
/** CbsPackageState (cbsapi.h): what is installed and in force, and what is once the computer has restarted. */
const installed = 112;
const installPending = 96;
const highPart = 32n;

export interface CumulativeUpdates {
  /** When the one in force was installed; `undefined` where none of its revision is recorded as installed. */
  readonly installedAt: Date | undefined;
  /** A newer one is on the computer and waits for a restart. */
  readonly newerWaits: boolean;
}

/**
 * Windows' own record of its packages. Unlike the dates of Windows Update and of `Win32_QuickFixEngineering` it knows
 * nothing of antivirus signatures, nor of languages.
 */
export async function readCumulativeUpdates(
  registry: Registry,
  revision: number,
): Promise<Answer<CumulativeUpdates>> {
  const names = await registry.subkeys('HKLM', packagesKey);
  if (!names.ok) return names;
  const times: number[] = [];
  let newerWaits = false;
  for (const name of names.value ?? []) {
    const its = revisionOf(name);
    if (its === undefined || its < revision) continue;
    const found = await registry.values('HKLM', `${packagesKey}\\${name}`);
    if (!found.ok) return found;
    const { CurrentState: state, ...values } = found.value ?? {};
    const time = timeIn(values);
    if (its === revision && state === installed && time !== undefined) times.push(time);
    if (its > revision && state === installPending) newerWaits = true;
  }
  const installedAt = times.length === 0 ? undefined : new Date(Math.max(...times));
  return answer({ installedAt, newerWaits });
}

/** `Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.9457.1.0` */
function revisionOf(name: string): number | undefined {
  const found = /^Package_for_RollupFix~[^~]*~[^~]*~~\d+\.(\d+)\./i.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
}

function timeIn(values: Readonly<Record<string, unknown>>): number | undefined {
  const { InstallTimeHigh: high, InstallTimeLow: low } = values;
  if (typeof high !== 'number' || typeof low !== 'number') return undefined;
  return fromFileTime((BigInt(high) << highPart) | BigInt(low >>> 0));
}
