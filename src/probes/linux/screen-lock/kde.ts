import type { Lock } from '../../first-lock.ts';
import { readConfigFiles } from '../config-files.ts';
import { type NoSetting, noSetting } from '../gsettings/setting.ts';
import { cascade, type KConfigGroup } from './kconfig.ts';
import { type DesktopSession, minutes, notRunning, type ReadLock } from './lock.ts';

export const kdeLockFile = 'kscreenlockerrc';

/** KScreenLocker lives in ksmserver on X11 and in KWin on Wayland. Without either nothing locks. */
const lockers = ['ksmserver', 'kwin_wayland', 'kwin_wayland_wr'];

const lockKeys = ['Autolock', 'Timeout', 'Lock', 'LockGrace', 'RequirePassword'];

/** KDE Plasma 5 and 6: names, units and defaults of kscreenlocker, settings/kscreenlockersettings.kcfg. */
export const readKdeLock: ReadLock = async (session) => {
  const { system, desktop } = session;
  if (!lockers.some((name) => desktop.programs.has(name))) return notRunning('ksmserver', 'kwin_wayland');
  const files = await readConfigFiles(system, desktop.env, kdeLockFile);
  if (!files.ok) return files;
  const source = files.paths.at(-1) ?? kdeLockFile;
  if (files.texts.some((text) => text.includes('\0'))) return noSetting('unparsable', source, 'not a text');
  return lockOf(session, cascade(files.texts, 'Daemon'), source);
};

function lockOf(session: DesktopSession, daemon: KConfigGroup, source: string): Lock | NoSetting {
  const timeout = number(daemon, 'Timeout', 5);
  const grace = number(daemon, 'LockGrace', 5);
  if (timeout === undefined || grace === undefined)
    return noSetting('unparsable', source, 'Timeout or LockGrace');
  const { KDE_SESSION_VERSION } = session.desktop.env;
  // An integer until Plasma 6: what Plasma 5 makes of "2.5" is its own affair.
  if (KDE_SESSION_VERSION === '5' && !Number.isInteger(timeout))
    return noSetting('unparsable', source, `Timeout=${timeout} in Plasma 5`);
  return {
    ok: true,
    mechanism: 'kscreenlocker',
    // Zero minutes is how old files say never (ksldapp.cpp, configure).
    wait: flag(daemon, 'Autolock') && timeout > 0 ? minutes(timeout) : 'never',
    // Below zero the grace never ends.
    grace: grace < 0 ? 'never' : grace,
    passwordRequired: flag(daemon, 'Lock') && flag(daemon, 'RequirePassword'),
    managed: lockKeys.some((key) => daemon.locked(key)),
    source: `${source} [Daemon] Timeout`,
  };
}

/** All of them are on by default; KConfig takes any other word for true. */
function flag(daemon: KConfigGroup, key: string): boolean {
  return !['false', 'no', 'off', '0'].includes(daemon.value(key)?.toLowerCase() ?? 'true');
}

function number(daemon: KConfigGroup, key: string, unset: number): number | undefined {
  const text = daemon.value(key) ?? String(unset);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
