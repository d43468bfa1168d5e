import type { Machine } from '../machine.ts';
import { windowsDesktopSession } from './desktop-session.ts';
import { windowsKeyChip } from './key-chip.ts';
import { thisWindows } from './native/this-windows.ts';
import { windowsPlatform } from './platform.ts';
import { windowsPresence } from './presence.ts';

/** All parts share what talks to Windows. */
export function windowsMachine(): Machine {
  const windows = thisWindows();
  return {
    platform: () => windowsPlatform(windows),
    desktopSession: () => windowsDesktopSession(windows),
    presence: () => windowsPresence(windows),
    keyChip: () => windowsKeyChip(windows),
  };
}
