import { firstLock } from '../../first-lock.ts';
import { noSetting } from '../gsettings/setting.ts';
import { readLightLockerLock } from './light-locker.ts';
import { notRunning, type ReadLock } from './lock.ts';
import { readXfce4ScreensaverLock } from './xfce4-screensaver.ts';
import { readXscreensaverLock } from './xscreensaver.ts';

/** XFCE has no locker of its own: whichever runs locks. Names as the kernel cuts them. */
const lockers: readonly (readonly [program: string, read: ReadLock])[] = [
  ['xfce4-screensav', readXfce4ScreensaverLock],
  ['light-locker', readLightLockerLock],
  ['xscreensaver', readXscreensaverLock],
];

/** Started by the user's own hand, configured on their command lines. */
const unreadLockers = [
  'xss-lock',
  'xautolock',
  'swayidle',
  'mate-screensave',
  'gnome-screensav',
  'cinnamon-screen',
];

export const readXfceLock: ReadLock = async (session) => {
  const { programs } = session.desktop;
  const running = lockers.filter(([program]) => programs.has(program));
  const locks = await Promise.all(running.map(([, read]) => read(session)));
  const unread = unreadLockers
    .filter((program) => programs.has(program))
    .map((program) => noSetting('unsupported-desktop', program, `${program} locks here`));
  if (locks.length + unread.length === 0)
    return notRunning('xfce4-screensaver', 'light-locker', 'xscreensaver');
  return firstLock([...locks, ...unread]);
};
