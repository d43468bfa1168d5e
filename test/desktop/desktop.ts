import { type ChildProcess, type ChildProcessByStdio, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { busConfiguration, writeDesktopSettings } from './desktop-settings.ts';
import { eventually } from './eventually.ts';
import { HelperClient } from './helper-client.ts';
import { endMarked, markName } from './marked-processes.ts';
import { giveTo } from './ownership.ts';
import { asUser, findUser, type SessionUser } from './session-user.ts';
import { Tray } from './tray.ts';

export interface DesktopOptions {
  /** An existing user; another than ourselves only as root. */
  readonly user: string;
  /** XDG_CURRENT_DESKTOP: whose settings the agent is to believe. The panel and window manager stay Xfce's. */
  readonly currentDesktop: string;
  readonly language?: string;
  /** Programs of that desktop that can't run here, and by which others know that it runs. */
  readonly standIns?: readonly StandIn[];
}

/** A process of this name that does nothing, and the owner of a name on the session bus. */
export interface StandIn {
  readonly program: string;
  readonly busName: string;
}

export interface Notification {
  readonly app: string;
  readonly title: string;
  readonly body: string;
  /** `default`: a click on the notification; where a desktop shows it as a button, it has a label. */
  readonly actions: readonly string[];
}

export interface DesktopWindow {
  readonly title: string;
  readonly class: string;
  readonly pid: number;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly inTaskList: boolean;
  readonly active: boolean;
}

export type Environment = Readonly<Record<string, string>>;

/**
 * A whole desktop of its own on a virtual screen: X server, session bus, system bus with a stand-in login1, window
 * manager, background, panel with a tray, notifications. Every process of it ends with `close`.
 */
export class Desktop {
  readonly user: SessionUser;
  readonly folder: string;
  /** What a program of this session finds in its environment; nothing of the tester's own session. */
  readonly env: Environment;
  readonly tray: Tray;
  readonly #helper: HelperClient;
  readonly #mark: string;

  private constructor(place: Place, env: Environment, helper: HelperClient) {
    this.user = place.user;
    this.folder = place.folder;
    this.env = env;
    this.#mark = place.mark;
    this.#helper = helper;
    this.tray = new Tray(helper);
  }

  static async start(options: DesktopOptions): Promise<Desktop> {
    const place = makePlace(options);
    try {
      const env = await startServers(place, environment(place, options));
      const helper = await startHelper(place, env);
      await startShell(place, env, helper);
      for (const standIn of options.standIns ?? []) await startStandIn(place, env, helper, standIn);
      return new Desktop(place, env, helper);
    } catch (error) {
      await endMarked(place.mark);
      throw new Error(`the desktop did not come up (its logs: ${place.folder}/log)`, { cause: error });
    }
  }

  /** Starts a program as the session's user. Its output goes to `log/NAME.txt` of the session's folder. */
  start(name: string, file: string, args: readonly string[], env: Environment = {}): ChildProcess {
    return launch(this, name, file, args, { ...this.env, ...env });
  }

  /** Runs a program as the session's user to its end. Throws when it fails. @returns what it wrote to stdout. */
  async run(file: string, ...args: string[]): Promise<string> {
    const [command, words] = asUser(this.user, file, args);
    const child = spawn(command, words, {
      env: this.env,
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${err}`);
    return out;
  }

  async screenshot(file: string): Promise<void> {
    const taken = join(this.folder, 'screen.png');
    await this.#helper.ask('screenshot', { file: taken });
    copyFileSync(taken, file);
  }

  windows(): Promise<readonly DesktopWindow[]> {
    return this.#helper.ask('windows');
  }

  /** Every notification that was sent in this session, oldest first. */
  notifications(): Promise<readonly Notification[]> {
    return this.#helper.ask('notifications');
  }

  /** What login1 would tell the session. */
  power(what: 'suspend' | 'resume' | 'lock' | 'unlock'): Promise<void> {
    return this.#helper.ask('power', { what });
  }

  async close(): Promise<void> {
    await endMarked(this.#mark);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly user: SessionUser;
  readonly folder: string;
  readonly mark: string;
}

function makePlace(options: DesktopOptions): Place {
  const user = findUser(options.user);
  const folder = mkdtempSync(join(tmpdir(), 'deskward-desktop-'));
  for (const name of ['home', 'run', 'config', 'data', 'cache', 'state', 'log'])
    mkdirSync(join(folder, name));
  writeDesktopSettings(join(folder, 'config'));
  for (const type of ['session', 'system'] as const) {
    writeFileSync(join(folder, 'run', `${type}.conf`), busConfiguration(type, socketOf(folder, type)));
  }
  giveTo(user, folder);
  return { user, folder, mark: randomUUID() };
}

function socketOf(folder: string, type: 'session' | 'system'): string {
  return join(folder, 'run', `${type}-bus`);
}

function environment({ user, folder, mark }: Place, options: DesktopOptions): Record<string, string> {
  const language = options.language ?? 'C.UTF-8';
  const desktop = options.currentDesktop.split(':').at(-1)?.toLowerCase() ?? '';
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    USER: user.name,
    LOGNAME: user.name,
    HOME: join(folder, 'home'),
    LANG: language,
    LC_ALL: 'C.UTF-8',
    LANGUAGE: language,
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CURRENT_DESKTOP: options.currentDesktop,
    XDG_SESSION_DESKTOP: desktop,
    XDG_SESSION_TYPE: 'x11',
    XDG_SESSION_ID: '1',
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socketOf(folder, 'session')}`,
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socketOf(folder, 'system')}`,
    // No accessibility bus and no virtual file systems: both would only start more programs.
    NO_AT_BRIDGE: '1',
    GIO_USE_VFS: 'local',
    [markName]: mark,
  };
}

/** The screen and both buses. @returns the environment, now with the display that the X server chose. */
async function startServers(place: Place, env: Record<string, string>): Promise<Environment> {
  const screen = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset', '-displayfd', '3'];
  const server = launch(place, 'xvfb', '/usr/bin/Xvfb', screen, env, ['ignore', 'log', 'log', 'pipe']);
  for (const type of ['session', 'system'] as const) {
    const config = `--config-file=${join(place.folder, 'run', `${type}.conf`)}`;
    launch(
      place,
      `${type}-bus`,
      '/usr/bin/dbus-daemon',
      [config, '--nofork', '--nopidfile', '--nosyslog'],
      env,
    );
  }
  const display = await firstLine(server, server.stdio[3] as Readable);
  for (const type of ['session', 'system'] as const) {
    await eventually(`the ${type} bus`, () => existsSync(socketOf(place.folder, type)));
  }
  return { ...env, DISPLAY: `:${display}` };
}

function startHelper(place: Place, env: Environment): Promise<HelperClient> {
  const script = fileURLToPath(new URL('desktop-helper.py', import.meta.url));
  const helper = launch(place, 'helper', '/usr/bin/python3', [script], env, ['pipe', 'pipe', 'log']);
  return HelperClient.start(helper as ChildProcessByStdio<Writable, Readable, null>);
}

async function startShell(place: Place, env: Environment, helper: HelperClient): Promise<void> {
  launch(place, 'xfwm4', '/usr/bin/xfwm4', ['--compositor=off'], env);
  launch(place, 'panel', '/usr/bin/xfce4-panel', ['--disable-wm-check'], env);
  launch(place, 'xfdesktop', '/usr/bin/xfdesktop', ['--disable-wm-check'], env);
  launch(place, 'notifyd', notifyDaemon(), [], env);
  for (const name of ['org.kde.StatusNotifierWatcher', 'org.freedesktop.Notifications']) {
    await eventually(name, () => helper.ask<boolean>('has-owner', { name }));
  }
  await eventually('the panel and the background on the screen', async () => {
    const shown = await helper.ask<DesktopWindow[]>('windows');
    return ['xfce4-panel', 'xfdesktop'].every((one) => shown.some((window) => isOf(window, one)));
  });
}

async function startStandIn(
  place: Place,
  env: Environment,
  helper: HelperClient,
  { program, busName }: StandIn,
) {
  const link = join(place.folder, 'run', program);
  // The kernel names a process after the file that was asked for, not after the one that a link leads to.
  symlinkSync('/usr/bin/sleep', link);
  launch(place, program, link, ['infinity'], env);
  await helper.ask('own-name', { name: busName });
}

function isOf(window: DesktopWindow, program: string): boolean {
  return window.class.toLowerCase() === program;
}

/** Debian keeps it in a folder named after the architecture. */
function notifyDaemon(): string {
  const folders = readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/xfce4/notifyd/xfce4-notifyd`);
  const found = folders.find((file) => existsSync(file));
  if (found === undefined) throw new Error('xfce4-notifyd is not installed (see test/packages.txt)');
  return found;
}

function launch(
  { user, folder }: Pick<Place, 'user' | 'folder'>,
  name: string,
  file: string,
  args: readonly string[],
  env: Environment,
  stdio: readonly ('ignore' | 'pipe' | 'log')[] = ['ignore', 'log', 'log'],
): ChildProcess {
  const log = openSync(join(folder, 'log', `${name}.txt`), 'a');
  const [command, words] = asUser(user, file, args);
  const streams: StdioOptions = stdio.map((one) => (one === 'log' ? log : one));
  return spawn(command, words, { env, cwd: folder, stdio: streams });
}

function firstLine(child: ChildProcess, stream: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (bytes) => {
      text += bytes;
      if (text.includes('\n')) resolve(text.trim());
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code} before it was ready`)));
    child.once('error', reject);
  });
}
