import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type MessageBus, sessionBus } from '@homebridge/dbus-native';

/** What the library has and its own declarations leave out. */
declare module '@homebridge/dbus-native' {
  interface MessageBus {
    requestName(name: string, flags: number, callback: (error: Error | undefined) => void): void;
    exportInterface(object: object, path: string, description: object): void;
  }
  interface BusConnection {
    end(): void;
  }
  export function sessionBus(options: { busAddress: string }): MessageBus;
}

/** A screen and a bus, and nothing that maps GTK: another program's shared pages would flatter ours. */
export interface BareSession {
  readonly env: Readonly<Record<string, string>>;
  /** Resolves with the bus name of the next tray icon that is registered. */
  nextTray(): Promise<string>;
  /** A click on a tray icon. */
  activate(tray: string): void;
  end(): void;
}

const watcher = 'org.kde.StatusNotifierWatcher';

export async function startBareSession(): Promise<BareSession> {
  const folder = mkdtempSync(join(tmpdir(), 'deskward-bench-'));
  chmodSync(folder, 0o755);
  const screen = await startScreen();
  const bus = await startBus(folder);
  const waiting: ((tray: string) => void)[] = [];
  const connection = sessionBus({ busAddress: bus.address });
  await ownWatcher(connection, (tray) => {
    for (const resolve of waiting.splice(0)) resolve(tray);
  });
  return {
    env: { DISPLAY: screen.display, DBUS_SESSION_BUS_ADDRESS: bus.address },
    nextTray: () => new Promise((resolve) => waiting.push(resolve)),
    activate: (tray) => clickOn(connection, tray),
    end() {
      connection.connection.end();
      screen.process.kill();
      bus.process.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startScreen(): Promise<{ process: ChildProcess; display: string }> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('/usr/bin/Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { process: child, display: `:${await firstLine(child.stdio[3] as Readable)}` };
}

/** A bus of its own that lets every user in: the measured app doesn't run as root. */
async function startBus(folder: string): Promise<{ process: ChildProcess; address: string }> {
  const config = join(folder, 'bus.conf');
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:path=${folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>`,
  );
  const args = [`--config-file=${config}`, '--nofork', '--nopidfile', '--nosyslog', '--print-address=3'];
  const child = spawn('/usr/bin/dbus-daemon', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { process: child, address: await firstLine(child.stdio[3] as Readable) };
}

async function firstLine(stream: Readable): Promise<string> {
  const [line] = (await once(createInterface(stream), 'line')) as [string];
  return line;
}

/** The panel's side of a tray, reduced to taking registrations. */
function ownWatcher(bus: MessageBus, registered: (tray: string) => void): Promise<void> {
  const state = {
    IsStatusNotifierHostRegistered: true,
    ProtocolVersion: 0,
    RegisteredStatusNotifierItems: [] as string[],
    RegisterStatusNotifierItem: (tray: string) => registered(tray),
  };
  bus.exportInterface(state, '/StatusNotifierWatcher', {
    name: watcher,
    methods: { RegisterStatusNotifierItem: ['s', '', ['service'], []] },
    properties: {
      IsStatusNotifierHostRegistered: 'b',
      ProtocolVersion: 'i',
      RegisteredStatusNotifierItems: 'as',
    },
    signals: {},
  });
  return new Promise((resolve, reject) => {
    bus.requestName(watcher, 0, (error) => (error ? reject(error) : resolve()));
  });
}

function clickOn(bus: MessageBus, tray: string): void {
  bus.invoke(
    {
      destination: tray,
      path: '/StatusNotifierItem',
      interface: 'org.kde.StatusNotifierItem',
      member: 'Activate',
      signature: 'ii',
      body: [0, 0],
    },
    () => undefined,
  );
}
