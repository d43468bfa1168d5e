import { bringDebianPackages } from '../bring.mjs';
import { electronRuntime } from '../electron-runtime.mjs';
import { root } from '../paths.mjs';
import { CannotGoOn, say } from '../say.mjs';

/** Whether there is a desktop to show a tray icon on. Windows and macOS always have one. */
export function findDisplay() {
  if (process.platform !== 'linux') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (DISPLAY || WAYLAND_DISPLAY) return true;
  say('no display here: the agent runs without its face');
  return false;
}

/** Brings what Electron needs. Throws `CannotGoOn` where it can't be had. */
export async function bringDesktop() {
  const { missing, command } = await bringDebianPackages(`${root}/tools/desktop-packages.txt`);
  if (missing.length > 0)
    throw new CannotGoOn(`the tray agent needs packages that are not here; as root: ${command}`);
  return electronRuntime();
}
