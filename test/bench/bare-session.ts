import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageBus, sessionBus } from '@homebridge/dbus-native';
import { startBus, startScreen } from '../desktop/display.ts';

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
  const bus = await startBus(folder, false);
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
