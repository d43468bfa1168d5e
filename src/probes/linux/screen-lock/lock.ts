import type { Lock, UnreadLock } from '../../first-lock.ts';
import type { RunningKnownDesktop } from '../desktop.ts';
import { noSetting } from '../gsettings/setting.ts';
import type { LinuxSystem } from '../system.ts';

/** What the readers of the desktops are given. */
export interface DesktopSession {
  readonly system: LinuxSystem;
  readonly desktop: RunningKnownDesktop;
  readonly signal: AbortSignal;
}

export type ReadLock = (session: DesktopSession) => Promise<Lock | UnreadLock>;

/** None of the programs that would lock runs: whatever is set, nothing would happen, so nothing is said. */
export function notRunning(...programs: readonly string[]): UnreadLock {
  const names = programs.join(', ');
  return noSetting('locker-not-running', names, `not running: ${names}`);
}

export function minutes(count: number): number {
  return count * 60;
}
