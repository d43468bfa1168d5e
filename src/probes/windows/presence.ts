import { release } from 'node:os';
import { ownClock } from '../own-clock.ts';
import type { Look, Presence } from '../presence.ts';
import type { Answer } from './answer.ts';
import type { DesktopState, WindowsSystem } from './system.ts';

type PresenceSystem = Pick<WindowsSystem, 'idleMilliseconds' | 'desktopState'>;

/** Whether somebody is at this Windows computer, without a window of ours that Windows could tell of locks and sleep. */
export function windowsPresence(system: PresenceSystem, version: string = release()): Presence {
  return {
    now: ownClock,
    async look() {
      const [idle, desktop] = await Promise.all([system.idleMilliseconds(), system.desktopState()]);
      return desktopLook(desktop) ?? lookOf(idle, lockOf(desktop, version));
    },
    watch: () => () => undefined,
  };
}

/** @returns a look where nobody can be in front of this session; null where somebody can. */
function desktopLook(desktop: Answer<DesktopState>): Look | null {
  if (!desktop.ok) return null;
  // Services have a session of their own, without a screen (Windows Vista and later).
  if (desktop.value.session === 0) return { state: 'absent', reason: 'no-graphical-session' };
  if (desktop.value.connection === active) return null;
  return { state: 'unreadable', reason: 'idle-unreadable', detail: 'another session is in front' };
}

function lookOf(idle: Answer<number>, lock: Lock): Look {
  if (!idle.ok) return { state: 'unreadable', reason: 'idle-unreadable', detail: idle.detail };
  const source = lock.isTold ? 'GetLastInputInfo, WTSQuerySessionInformationW' : 'GetLastInputInfo';
  return { state: 'seen', at: ownClock(), idle: idle.value / 1000, locked: lock.locked, source };
}

interface Lock {
  readonly isTold: boolean;
  readonly locked: boolean | null;
}

/** wtsapi32.h: WTSActive; WTS_SESSIONSTATE_LOCK, WTS_SESSIONSTATE_UNLOCK. */
const active = 0;
const [lockedFlag, unlockedFlag] = [0, 1];

/**
 * "Windows Server 2008 R2 and Windows 7: Due to a code defect, the usage of the WTS_SESSIONSTATE_LOCK and
 * WTS_SESSIONSTATE_UNLOCK flags is reversed" (WTSINFOEX_LEVEL1_W).
 */
function lockOf(desktop: Answer<DesktopState>, version: string): Lock {
  const flags = desktop.ok ? desktop.value.flags : null;
  if (flags !== lockedFlag && flags !== unlockedFlag) return { isTold: false, locked: null };
  const isReversed = version.startsWith('6.1.');
  return { isTold: true, locked: (flags === lockedFlag) !== isReversed };
}
