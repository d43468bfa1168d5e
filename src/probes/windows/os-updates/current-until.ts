import type { KnownRelease } from './known-releases.ts';
import { nextPatchTuesday } from './patch-tuesday.ts';

export interface CurrentUntil {
  readonly at: Date;
  readonly bound: 'exact' | 'at-least';
  /** Says it as the source does, in no language. */
  readonly source: string;
}

/**
 * Until when a Windows lacked nothing: with a cumulative update, until the next second Tuesday. Who installs an old update
 * today has a new record of it: what the list knows to be missing counts first.
 * @param installedAt by Windows' record of packages.
 */
export function currentUntil(
  { missing, newest }: KnownRelease,
  installedAt: Date | undefined,
): CurrentUntil | undefined {
  const byRecord = installedAt && nextPatchTuesday(installedAt);
  if (missing !== undefined) {
    const at = new Date(missing.day);
    if (byRecord === undefined || at < byRecord)
      return { at, bound: 'exact', source: `< ${missing.revision} ${missing.day}` };
  }
  if (byRecord !== undefined && installedAt !== undefined)
    return {
      at: byRecord,
      bound: 'exact',
      source: `Package_for_RollupFix ${installedAt.toISOString().slice(0, 10)}`,
    };
  if (newest === undefined) return undefined;
  const at = nextPatchTuesday(new Date(`${newest.day}T23:00:00Z`));
  return { at, bound: 'at-least', source: `>= ${newest.revision} ${newest.day}` };
}
