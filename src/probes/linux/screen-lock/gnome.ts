import type { Lock } from '../../first-lock.ts';
import { type NoSetting, noSetting } from '../gsettings/setting.ts';
import { nameHasOwner } from '../message-bus.ts';
import { type DesktopSession, notRunning, type ReadLock } from './lock.ts';
import { readSettings } from './settings.ts';

/**
 * GNOME Shell locks by itself, but builds its lock screen only where GDM is there to open it again (gnome-shell,
 * js/ui/main.js and js/misc/loginManager.js, canLock). With another display manager it never locks, whatever is set.
 */
export const readGnomeLock: ReadLock = async (session) => {
  if (!session.desktop.programs.has('gnome-shell')) return notRunning('gnome-shell');
  const [shield, displayManager] = await Promise.all([
    hasOwner(session, 'session', 'org.gnome.Shell.ScreenShield'),
    hasOwner(session, 'system', 'org.gnome.DisplayManager'),
  ]);
  const lock = await readGnomeSettings(session, 'gnome-shell');
  // Shells before 40 have a lock screen without that name on the bus.
  if (!lock.ok || shield === 'yes' || displayManager === 'yes') return lock;
  if (displayManager === 'unknown')
    return noSetting('desktop-not-answering', 'D-Bus org.gnome.DisplayManager');
  return {
    ...lock,
    mechanism: 'gnome-shell without GDM',
    wait: 'never',
    source: 'D-Bus org.gnome.DisplayManager',
  };
};

/** GNOME Flashback locks by itself, since 3.38 without another program. */
export const readFlashbackLock: ReadLock = async (session) =>
  session.desktop.programs.has('gnome-flashback')
    ? readGnomeSettings(session, 'gnome-flashback')
    : notRunning('gnome-flashback');

/** Budgie reads GNOME's settings and lets one of GNOME's old screen savers lock; the names are cut by the kernel. */
export const readBudgieLock: ReadLock = async (session) => {
  const { programs } = session.desktop;
  if (programs.has('budgie-screensa')) return readGnomeSettings(session, 'budgie-screensaver');
  if (programs.has('gnome-screensav')) return readGnomeSettings(session, 'gnome-screensaver');
  return notRunning('budgie-screensaver');
};

/** Seconds all of them; 0 is never (gsettings-desktop-schemas). `idle-activation-enabled` is deprecated and not looked at. */
async function readGnomeSettings(session: DesktopSession, mechanism: string): Promise<Lock | NoSetting> {
  const values = await readSettings(session, {
    idle: { schema: 'org.gnome.desktop.session', key: 'idle-delay' },
    enabled: { schema: 'org.gnome.desktop.screensaver', key: 'lock-enabled' },
    delay: { schema: 'org.gnome.desktop.screensaver', key: 'lock-delay' },
    forbidden: { schema: 'org.gnome.desktop.lockdown', key: 'disable-lock-screen', missing: false },
  });
  if (!values.ok) return values;
  const idle = values.number('idle');
  return {
    ok: true,
    mechanism,
    wait: idle === 0 ? 'never' : idle,
    grace: values.number('delay'),
    passwordRequired: values.flag('enabled') && !values.flag('forbidden'),
    managed: values.managed,
    source: values.source('idle'),
  };
}

function hasOwner({ system, signal }: DesktopSession, bus: 'session' | 'system', name: string) {
  return nameHasOwner(system.callBus, bus, name, signal);
}
