import type { Machine } from '../machine.ts';
import { unseenPresence } from '../unseen-presence.ts';
import { macosDesktopSession } from './desktop-session.ts';
import { macosPlatform } from './platform.ts';
import { thisMac } from './system.ts';

export function macosMachine(): Machine {
  const mac = thisMac();
  return {
    platform: () => macosPlatform(mac),
    desktopSession: () => macosDesktopSession(mac),
    presence: unseenPresence,
    keyChip: () => null,
  };
}
