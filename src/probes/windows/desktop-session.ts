import type { DesktopSession } from '../desktop-session.ts';
import type { WindowsSystem } from './system.ts';

/**
 * QUERY_USER_NOTIFICATION_STATE (shellapi.h): a full-screen program, a full-screen game, presentation mode, and the quiet
 * hour of a new account. Not among them: 1, nobody is there to see it; 5, come in; 7, an app of the Store is in front.
 */
const busy: readonly number[] = [2, 3, 4, 6];

export function windowsDesktopSession(
  system: Pick<WindowsSystem, 'userNotificationState' | 'processNames'>,
): DesktopSession {
  return {
    async isPresenting() {
      const state = await system.userNotificationState();
      return state.ok && busy.includes(state.value);
    },
    /** The taskbar is the Explorer's. */
    async hasTrayHost() {
      const names = await system.processNames();
      if (!names.ok) return 'unknown';
      return names.value.some((name) => name.toLowerCase() === 'explorer.exe') ? 'yes' : 'no';
    },
  };
}
