import { minutes, type ReadLock } from './lock.ts';
import { readXfconf } from './xfconf.ts';

export const xfceLockChannel = 'xfce4-screensaver';

const keys = {
  saver: '/saver/enabled',
  active: '/saver/idle-activation/enabled',
  delay: '/saver/idle-activation/delay',
  lock: '/lock/enabled',
  lockWithSaver: '/lock/saver-activation/enabled',
  lockDelay: '/lock/saver-activation/delay',
} as const;

/** Names, minutes, defaults and bounds of xfce4-screensaver (src/gs-prefs.h, src/gs-prefs.c). */
export const readXfce4ScreensaverLock: ReadLock = async ({ system, desktop }) => {
  const channel = await readXfconf(system, desktop.env, xfceLockChannel);
  if (!channel.ok) return channel;
  const on = (key: keyof typeof keys) => channel.flag(keys[key]) ?? true;
  const delay = channel.number(keys.delay) ?? 5;
  return {
    ok: true,
    mechanism: 'xfce4-screensaver',
    // Below one minute it takes ten.
    wait: on('saver') && on('active') ? minutes(delay < 1 ? 10 : Math.min(480, delay)) : 'never',
    grace: minutes(Math.min(480, Math.max(0, channel.number(keys.lockDelay) ?? 0))),
    passwordRequired: on('lock') && on('lockWithSaver'),
    managed: Object.values(keys).some((key) => channel.locked(key)),
    source: `${channel.source} ${keys.delay}`,
  };
};
