import type { Machine } from '../machine.ts';
import { windowsDesktopSession } from './desktop-session.ts';
import { thisWindows } from './native/this-windows.ts';
import { windowsPlatform } from './platform.ts';
import { windowsPresence } from './presence.ts';

/** All parts share one thread that talks to Windows. */
export function windowsMachine(): Machine {
  const windows = thisWindows();
  return {
    platform: () => windowsPlatform(windows),
    desktopSession: () => windowsDesktopSession(windows),
    presence: () => windowsPresence(windows),
    keyChip: () => null,
  };
}
