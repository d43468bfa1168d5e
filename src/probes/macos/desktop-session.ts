import type { DesktopSession } from '../desktop-session.ts';
import type { MacSystem } from './system.ts';

/** The menu bar is part of macOS: an icon always has its place. */
export function macosDesktopSession(system: Pick<MacSystem, 'run'>): DesktopSession {
  return {
    async isPresenting() {
      const result = await system.run('/usr/bin/pmset', ['-g', 'assertions'], { timeoutMs: 1000 });
      return result.ok && keepsDisplayAwake(result.stdout);
    },
    hasTrayHost: async () => 'yes',
  };
}

/** A film, a presentation or a call keeps the display from going dark (IOPMLib.h, kIOPMAssertPreventUserIdleDisplaySleep). */
export function keepsDisplayAwake(output: string): boolean {
  return /^\s*PreventUserIdleDisplaySleep\s+1\s*$/m.test(output);
}
