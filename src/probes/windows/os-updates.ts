import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import type { Answer } from './answer.ts';
import { budgetMs } from './budget.ts';
import { packagesKey, readInstallTime } from './os-updates/cumulative-update.ts';
import { findRelease } from './os-updates/known-releases.ts';
import { nextPatchTuesday } from './os-updates/patch-tuesday.ts';
import { readNumber } from './registry-value.ts';
import type { WindowsSystem } from './system.ts';

const dayInMs = 86_400_000;
const versionKey = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/**
 * Until when this Windows lacked nothing. Its monthly updates are cumulative: with the one that is in force it has all
 * before it, and until the next second Tuesday there is none after it.
 */
export function osUpdatesProbe(
  system: WindowsSystem,
  now: () => Date = () => new Date(),
): Probe<'os-updates'> {
  return { fact: 'os-updates', budgetMs, read: () => read(system, now()) };
}

async function read({ registry }: WindowsSystem, now: Date): Promise<Reading<FactValue<'os-updates'>>> {
  const [build, revision] = await Promise.all([
    readNumber(registry, { hive: 'HKLM', key: versionKey, name: 'CurrentBuild' }),
    readNumber(registry, { hive: 'HKLM', key: versionKey, name: 'UBR' }),
  ]);
  for (const number of [build, revision])
    if (!number.ok) return unknown(number.reason, number.source, number.detail);
  if (!build.ok || !revision.ok || build.value === undefined || revision.value === undefined)
    return unknown('missing-source', `HKLM\\${versionKey}`, 'CurrentBuild or UBR is not there');
  const version = `${build.value}.${revision.value}`;
  const current = currentAt(
    findRelease(build.value, revision.value),
    await readInstallTime(registry, revision.value),
    now,
  );
  if (current === undefined)
    return unknown('missing-source', `HKLM\\${packagesKey}`, `no record of ${version} there`);
  const { at, bound, source } = current;
  return known(
    { currentAt: notAfter(now, at).toISOString(), bound, missing: null, restartSince: null, version },
    `${version}; ${source}`,
  );
}

/** What will be current until next month is current now. */
function notAfter(now: Date, at: Date): Date {
  return at > now ? now : at;
}

interface Current {
  readonly at: Date;
  readonly bound: 'exact' | 'at-least';
  readonly source: string;
}

/** Who installs an old update today has a new record of it: what the list knows to be missing counts first. */
function currentAt(
  { missingSince, newest }: ReturnType<typeof findRelease>,
  installed: Answer<Date | undefined>,
  now: Date,
): Current | undefined {
  const told = installed.ok ? installed.value : undefined;
  // A record from the future is a clock's mistake, and no record.
  const record = told !== undefined && told.getTime() < now.getTime() + dayInMs ? told : undefined;
  const byRecord = record && nextPatchTuesday(record);
  if (missingSince !== undefined) {
    const at = new Date(missingSince);
    if (byRecord === undefined || at < byRecord)
      return { at, bound: 'exact', source: `what came out on ${missingSince} is not installed` };
  }
  if (byRecord !== undefined && record !== undefined)
    return { at: byRecord, bound: 'exact', source: `installed ${record.toISOString().slice(0, 10)}` };
  if (newest === undefined) return undefined;
  const at = nextPatchTuesday(new Date(`${newest}T23:00:00Z`));
  return { at, bound: 'at-least', source: `has at least what came out on ${newest}` };
}
