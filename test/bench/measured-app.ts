import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BareSession } from './bare-session.ts';

/** An Electron app that is measured, and the environment it gets beyond the session's. */
export interface MeasuredApp {
  readonly name: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `nobody` on Debian: Chromium's sandbox refuses root. */
export const benchUser = 65534;

// This module runs from dist/bench/.
const root = fileURLToPath(new URL('../..', import.meta.url));
const floorFolder = join(root, 'test/bench/floor');
const icon = join(root, 'dist/assets/app-icon-64.png');

/** The switches of electron/command-line.ts, for a floor that saves as much. */
const sameSwitches = JSON.stringify([
  ['disable-hardware-acceleration'],
  ['disable-software-rasterizer'],
  ['enable-features', 'NetworkServiceInProcess2'],
]);

export const agentApp: MeasuredApp = { name: 'agent', folder: root, env: {} };
export const floorApp: MeasuredApp = {
  name: 'empty tray app',
  folder: floorFolder,
  env: { FLOOR_ICON: icon },
};
export const savingFloorApp: MeasuredApp = {
  name: 'empty tray app, same switches',
  folder: floorFolder,
  env: { FLOOR_ICON: icon, FLOOR_SWITCHES: sameSwitches, FLOOR_V8: '--optimize-for-size' },
};

/** Starts the app as an ordinary user with the full sandbox, its whole life under `home`. */
export function startApp(
  session: BareSession,
  runtime: string,
  app: MeasuredApp,
  home: string,
  switches: readonly string[] = [],
): ChildProcess {
  const env = {
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    NO_AT_BRIDGE: '1',
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_RUNTIME_DIR: home,
    DESKWARD_HOME: join(home, 'deskward'),
    ...session.env,
    ...app.env,
  };
  const asUser = [`--reuid=${benchUser}`, `--regid=${benchUser}`, '--clear-groups'];
  const electron = [join(runtime, 'electron'), `--user-data-dir=${home}/profile`, ...switches, app.folder];
  return spawn('/usr/bin/setpriv', [...asUser, ...electron], { env, stdio: 'ignore' });
}

export async function endApp(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}
