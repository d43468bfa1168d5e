import { type Seconds, toNumber } from '../../../facts/fact.ts';
import type { RunningKnownDesktop } from '../desktop.ts';
import { type NoSetting, noSetting } from '../gsettings/setting.ts';
import type { LinuxSystem } from '../system.ts';

/** What the readers of the desktops are given. */
export interface DesktopSession {
  readonly system: LinuxSystem;
  readonly desktop: RunningKnownDesktop;
  readonly signal: AbortSignal;
}

/** One thing that locks the screen, as it is set now. */
export interface Lock {
  readonly ok: true;
  readonly mechanism: string;
  readonly wait: Seconds;
  readonly grace: Seconds;
  readonly passwordRequired: boolean;
  readonly managed: boolean;
  /** Where the wait is set. */
  readonly source: string;
}

export type ReadLock = (session: DesktopSession) => Promise<Lock | NoSetting>;

/** The program that would lock does not run: whatever is set, nothing would happen, so nothing is said. */
export function notRunning(program: string): NoSetting {
  return noSetting('desktop-not-answering', program, `${program} is not running`);
}

export function minutes(count: number): number {
  return count * 60;
}

/**
 * The lock that comes first of those that can be read. One that cannot be read could only come sooner; but where all that
 * can be read never ask for a password, the unread one decides, and so nothing is said.
 */
export function firstLock(locks: readonly (Lock | NoSetting)[]): Lock | NoSetting {
  const read = locks.filter((lock) => lock.ok);
  const unread = locks.find((lock) => !lock.ok);
  const best = [...read].sort((one, other) => untilPassword(one) - untilPassword(other))[0];
  if (best === undefined) return unread ?? noSetting('missing-source', 'screen lock');
  if (unread !== undefined && untilPassword(best) === Number.POSITIVE_INFINITY) return unread;
  return best;
}

/** Seconds from the last input until the password is asked for. */
function untilPassword({ wait, grace, passwordRequired }: Lock): number {
  return passwordRequired ? toNumber(wait) + toNumber(grace) : Number.POSITIVE_INFINITY;
}
