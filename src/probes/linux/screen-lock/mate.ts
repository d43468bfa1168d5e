import { minutes, notRunning, type ReadLock } from './lock.ts';
import { readSettings } from './settings.ts';

/**
 * mate-session says when nobody is there, mate-screensaver starts and locks then: both have to run.
 * Minutes all of them; the screen saver takes a lock delay above 480 as 480, below 0 as 0 (mate-screensaver, gs-prefs.c).
 */
export const readMateLock: ReadLock = async (session) => {
  const { programs } = session.desktop;
  if (!programs.has('mate-session')) return notRunning('mate-session');
  if (!programs.has('mate-screensave')) return notRunning('mate-screensaver');
  const values = await readSettings(session, {
    idle: { schema: 'org.mate.session', key: 'idle-delay' },
    active: { schema: 'org.mate.screensaver', key: 'idle-activation-enabled' },
    enabled: { schema: 'org.mate.screensaver', key: 'lock-enabled' },
    delay: { schema: 'org.mate.screensaver', key: 'lock-delay' },
    forbidden: { schema: 'org.mate.lockdown', key: 'disable-lock-screen', missing: false },
  });
  if (!values.ok) return values;
  const idle = values.number('idle');
  return {
    ok: true,
    mechanism: 'mate-screensaver',
    wait: idle > 0 && values.flag('active') ? minutes(idle) : 'never',
    grace: minutes(Math.min(480, Math.max(0, values.number('delay')))),
    passwordRequired: values.flag('enabled') && !values.flag('forbidden'),
    managed: values.managed,
    source: values.source('idle'),
  };
};
