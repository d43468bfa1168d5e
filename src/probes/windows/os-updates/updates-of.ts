import { known, type Reading, unknown } from '../../../facts/fact.ts';
import type { FactValue } from '../../../facts/registry.ts';
import { packagesKey } from './cumulative-update.ts';
import { type CurrentUntil, currentUntil } from './current-until.ts';
import type { Evidence } from './evidence.ts';
import { findRelease } from './known-releases.ts';
import { nextPatchTuesday } from './patch-tuesday.ts';

type Updates = FactValue<'os-updates'>;

const dayInMs = 86_400_000;

/** The fact that the evidence makes, at a moment. */
export function updatesOf(evidence: Evidence, now: Date): Reading<Updates> {
  const { build, revision } = evidence.version;
  const version = `${build}.${revision}`;
  const installedAt = notAhead(evidence.record.ok ? evidence.record.value.installedAt : undefined, now);
  const current = currentUntil(findRelease(build, revision), installedAt);
  const lacking = lackSince(evidence.lastInstallation, current, now);
  if (current === undefined && lacking === undefined)
    return unknown('missing-source', `HKLM\\${packagesKey}`, version);
  const value = {
    currentAt: current === undefined ? null : lastCurrent(current, installedAt, now).toISOString(),
    bound: current?.bound ?? 'at-least',
    missing: null,
    version,
    ...(lacking !== undefined && { lacksSince: lacking.toISOString() }),
    ...besideIt(evidence, now),
  };
  return known(value, sourceOf(evidence, version, current));
}

/** A time from the future is a clock's mistake, and no record. */
function notAhead(at: Date | undefined, now: Date): Date | undefined {
  return at !== undefined && at.getTime() < now.getTime() + dayInMs ? at : undefined;
}

/**
 * What will be current until next month was so when today began, or since it was installed: all day the same, and not
 * another report at each scan.
 */
function lastCurrent({ at }: CurrentUntil, installedAt: Date | undefined, now: Date): Date {
  if (at <= now) return at;
  const today = now.getTime() - (now.getTime() % dayInMs);
  return new Date(Math.min(now.getTime(), Math.max(today, installedAt?.getTime() ?? 0)));
}

/** What came out after anything was last installed is missing. Where more than that is known to be there, a date is wrong. */
function lackSince(
  lastInstallation: Date | undefined,
  current: CurrentUntil | undefined,
  now: Date,
): Date | undefined {
  if (lastInstallation === undefined || current?.bound === 'exact') return undefined;
  const since = nextPatchTuesday(lastInstallation);
  return since > now || (current !== undefined && since < current.at) ? undefined : since;
}

type BesideIt = Pick<Updates, 'restartSince' | 'lookedAt' | 'pausedUntil'>;

/** What says nothing of which updates there are, and much of why. */
function besideIt({ windowsUpdate, restartSince, pausedUntil }: Evidence, now: Date): BesideIt {
  const searchedAt = windowsUpdate.ok ? windowsUpdate.value.searchedAt : undefined;
  const lookedAt = notAhead(searchedAt === undefined ? undefined : new Date(searchedAt), now);
  const isPaused = pausedUntil !== undefined && pausedUntil > now.getTime();
  return {
    restartSince:
      restartSince === undefined ? null : new Date(Math.min(restartSince, now.getTime())).toISOString(),
    ...(lookedAt !== undefined && { lookedAt: lookedAt.toISOString() }),
    ...(isPaused && { pausedUntil: new Date(pausedUntil).toISOString() }),
  };
}

function sourceOf(
  { lastInstallation, windowsUpdate }: Evidence,
  version: string,
  current: CurrentUntil | undefined,
): string {
  const told =
    current?.source ?? `Component Based Servicing\\Packages ${lastInstallation?.toISOString().slice(0, 10)}`;
  return `${version}; ${told}${untoldBy(windowsUpdate)}`;
}

function untoldBy(told: Evidence['windowsUpdate']): string {
  if (told.ok) return '';
  const why = told.reason === 'timed-out' ? told.reason : told.detail;
  return `; Microsoft.Update.AutoUpdate ${why}`;
}
