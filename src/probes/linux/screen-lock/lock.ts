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

/** The program that would lock does not run: whatever is set, nothing would happen, so nothing is said. */
export function notRunning(program: string): UnreadLock {
  return noSetting('locker-not-running', program, `${program} is not running`);
}

export function minutes(count: number): number {
  return count * 60;
}
