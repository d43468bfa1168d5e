import { noSetting } from '../gsettings/setting.ts';
import type { ReadLock } from './lock.ts';
import { readSettings } from './settings.ts';
import { readXScreenSaver } from './x-screen-saver.ts';

/**
 * light-locker waits for the X server's own screen saver, then `lock-after-screensaver` seconds, 0 being never
 * (apps.light-locker). The monitor going to sleep starts the screen saver too (X server, Xext/dpms.c).
 */
export const readLightLockerLock: ReadLock = async (session) => {
  const values = await readSettings(session, {
    delay: { schema: 'apps.light-locker', key: 'lock-after-screensaver' },
    late: { schema: 'apps.light-locker', key: 'late-locking', missing: false },
  });
  if (!values.ok) return values;
  const { DISPLAY } = session.desktop.env;
  const saver = await readXScreenSaver(session.system, session.desktop.env, session.signal);
  if (!saver.ok) return noSetting(saver.reason, `X server ${DISPLAY ?? ''}`.trim(), saver.detail);
  const delay = values.number('delay');
  const first = Math.min(...[saver.timeout, ...saver.monitorTimeouts].filter((timeout) => timeout > 0));
  return {
    ok: true,
    mechanism: 'light-locker',
    wait: first === Number.POSITIVE_INFINITY ? 'never' : first,
    grace: delay,
    // `late-locking` locks when the screen saver ends, which asks for the password just as well.
    passwordRequired: delay > 0,
    managed: values.managed,
    source: `X server ${DISPLAY} screen saver, apps.light-locker lock-after-screensaver`,
  };
};
