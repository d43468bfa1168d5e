import type { Machine } from '../machine.ts';
import { linuxDesktopSession } from './desktop-session.ts';
import { linuxPlatform } from './platform.ts';
import { linuxPresence } from './presence.ts';
import { thisSystem } from './system.ts';

export function linuxMachine(): Machine {
  const system = thisSystem();
  return {
    platform: () => linuxPlatform(system),
    desktopSession: () => linuxDesktopSession(system),
    presence: () => linuxPresence(system),
    keyChip: () => null,
  };
}
