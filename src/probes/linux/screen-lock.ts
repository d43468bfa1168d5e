import { absent, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import { lockReading } from '../lock-reading.ts';
import type { Probe } from '../probe.ts';
import { configPaths } from './config-files.ts';
import { type DesktopName, detectDesktop, type RunningKnownDesktop } from './desktop.ts';
import { readCinnamonLock } from './screen-lock/cinnamon.ts';
import { readDeepinLock } from './screen-lock/deepin.ts';
import { readBudgieLock, readFlashbackLock, readGnomeLock } from './screen-lock/gnome.ts';
import { kdeLockFile, readKdeLock } from './screen-lock/kde.ts';
import type { ReadLock } from './screen-lock/lock.ts';
import { readMateLock } from './screen-lock/mate.ts';
import { readUkuiLock } from './screen-lock/ukui.ts';
import { readXfceLock } from './screen-lock/xfce.ts';
import { xfceLockChannel } from './screen-lock/xfce4-screensaver.ts';
import { xfconfFile } from './screen-lock/xfconf.ts';
import type { LinuxSystem } from './system.ts';

type ScreenLockReading = Reading<FactValue<'screen-lock'>>;

const readers: Readonly<Record<DesktopName, ReadLock>> = {
  GNOME: readGnomeLock,
  'GNOME Flashback': readFlashbackLock,
  Budgie: readBudgieLock,
  'KDE Plasma': readKdeLock,
  XFCE: readXfceLock,
  MATE: readMateLock,
  Cinnamon: readCinnamonLock,
  UKUI: readUkuiLock,
  Deepin: readDeepinLock,
};

/** Reads the lock of the desktop that runs now; a desktop whose locker does not run gives no value, whatever is set. */
export function screenLockProbe(system: LinuxSystem): Probe<'screen-lock'> {
  return {
    fact: 'screen-lock',
    budgetMs: 2000,
    async read(signal) {
      const desktop = await detectDesktop(system);
      if (desktop.kind === 'none') return absent('no-graphical-session', '/proc');
      if (desktop.kind === 'hidden') return unknown('denied', '/proc', 'running programs are not shown');
      if (desktop.kind === 'unsupported')
        return unknown('unsupported-desktop', 'XDG_CURRENT_DESKTOP, /proc', desktop.name);
      return readDesktop(system, desktop, signal);
    },
  };
}

async function readDesktop(
  system: LinuxSystem,
  desktop: RunningKnownDesktop,
  signal: AbortSignal,
): Promise<ScreenLockReading> {
  const lock = await readers[desktop.name]({ system, desktop, signal });
  return lockReading(desktop.name, lock);
}

/** Files whose change can change what this probe reads; folders of files that are replaced whole are watched by their names. */
export function screenLockWatchedFiles({ env, home }: LinuxSystem): string[] {
  const { XDG_CONFIG_HOME } = env;
  return [
    `${XDG_CONFIG_HOME || `${home}/.config`}/dconf/user`,
    '/etc/dconf/db/local',
    ...configPaths({ home }, env, kdeLockFile),
    ...configPaths({ home }, env, xfconfFile(xfceLockChannel)),
    `${home}/.xscreensaver`,
  ];
}
