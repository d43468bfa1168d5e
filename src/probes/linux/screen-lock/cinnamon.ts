import { nameHasOwner } from '../message-bus.ts';
import { type DesktopSession, notRunning, type ReadLock } from './lock.ts';
import { readSettings } from './settings.ts';

/** cinnamon-screensaver locks, on the word of cinnamon-session. Seconds; 0 is never (cinnamon-desktop's schemas). */
export const readCinnamonLock: ReadLock = async (session) => {
  if (!(await isLockerRunning(session))) return notRunning('cinnamon-screensaver');
  const values = await readSettings(session, {
    idle: { schema: 'org.cinnamon.desktop.session', key: 'idle-delay' },
    active: { schema: 'org.cinnamon.desktop.screensaver', key: 'idle-activation-enabled', missing: true },
    enabled: { schema: 'org.cinnamon.desktop.screensaver', key: 'lock-enabled' },
    delay: { schema: 'org.cinnamon.desktop.screensaver', key: 'lock-delay' },
    forbidden: { schema: 'org.cinnamon.desktop.lockdown', key: 'disable-lock-screen', missing: false },
  });
  if (!values.ok) return values;
  const idle = values.number('idle');
  return {
    ok: true,
    mechanism: 'cinnamon-screensaver',
    wait: idle > 0 && values.flag('active') ? idle : 'never',
    grace: values.number('delay'),
    passwordRequired: values.flag('enabled') && !values.flag('forbidden'),
    managed: values.managed,
    source: values.source('idle'),
  };
};

/** A Python program: where it could not rename itself the kernel knows it as python3, so its name on the bus counts too. */
async function isLockerRunning({ system, desktop, signal }: DesktopSession): Promise<boolean> {
  if (desktop.programs.has('cinnamon-screen')) return true;
  return (await nameHasOwner(system.callBus, 'session', 'org.cinnamon.ScreenSaver', signal)) === 'yes';
}
