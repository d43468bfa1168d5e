import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';

const fileName = 'deskward.desktop';

/** The environment variable of the XDG Base Directory Specification. */
interface ConfigHome {
  readonly XDG_CONFIG_HOME?: string | undefined;
}

/** Where the desktops look for what to start with a session (Desktop Application Autostart Specification). */
export function autostartFile(env: ConfigHome, home: string): string {
  const configured = env.XDG_CONFIG_HOME;
  const folder = configured?.startsWith('/') === true ? configured : join(home, '.config');
  return join(folder, 'autostart', fileName);
}

/** The entry of the Desktop Entry Specification, 1.5. */
export function desktopEntry(executable: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Deskward',
    'Name[zh_CN]=工位卫士',
    `Exec=${quoted(executable)}`,
    'Icon=deskward',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * Starts the agent with the session, or no longer. A user who switched it off in the desktop's own list has
 * decided; that entry is left alone.
 */
export function applyAutostart(enabled: boolean, file: string, executable: string): void {
  if (!enabled) {
    rmSync(file, { force: true });
    return;
  }
  const wanted = desktopEntry(executable);
  const present = readIfThere(file);
  if (present === wanted || isSwitchedOff(present)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wanted);
}

/** An AppImage runs from a mount that is gone tomorrow; it tells where its file lies. */
export function startWithDesktop(app: Pick<App, 'getPath'>, enabled: boolean): void {
  const { APPIMAGE } = process.env;
  const file = autostartFile(process.env, app.getPath('home'));
  applyAutostart(enabled, file, APPIMAGE ?? process.execPath);
}

/** A quoted argument: `"`, backtick, `$` and backslash escaped, then escaped once more as a string; `%` is a field code. */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replace(/\\/g, '\\\\');
  return `"${escaped.replace(/%/g, '%%')}"`;
}

function isSwitchedOff(entry: string): boolean {
  return /^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(entry);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
