import { spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { busWatcher } from '../../../src/probes/linux/bus-signals.ts';
import { busCaller } from '../../../src/probes/linux/message-bus.ts';
import { linuxPresence } from '../../../src/probes/linux/presence.ts';
import type { Presence } from '../../../src/probes/presence.ts';
import { machine } from './machine.ts';
import { startBus } from './private-bus.ts';

type Service = 'mutter' | 'gnome-saver' | 'mate-saver' | 'plasma' | 'logind' | 'gnome-session';

export interface PresenceDesktop {
  readonly presence: Presence;
  /** What the bus' programs are asked by the agent. */
  readonly env: Readonly<Record<string, string>>;
  /** Changes what the stand-ins say; resolves when it is so, and told. */
  say(command: string): Promise<void>;
}

/** A desktop of which only the bus is there, with these programs on it. Session and system bus are the same one. */
export async function presenceDesktop(
  services: readonly Service[],
  env: Readonly<Record<string, string>> = {},
): Promise<PresenceDesktop> {
  const bus = await startBus();
  const script = new URL('presence-desktop.py', import.meta.url).pathname;
  const child = spawn('/usr/bin/python3', [script, ...services], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...bus.env },
  });
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  });
  const lines = createInterface({ input: child.stdout });
  await nextLine(lines);
  const buses = { ...bus.env, DBUS_SYSTEM_BUS_ADDRESS: bus.address };
  const given = machine({ env, programs: ['gnome-shell'] });
  const system = { ...given, root: '/', home: given.root, callBus: busCaller(() => buses) };
  return {
    presence: linuxPresence(
      system,
      busWatcher(() => buses),
    ),
    env: buses,
    say: async (command) => {
      child.stdin.write(`${command}\n`);
      await nextLine(lines);
    },
  };
}

function nextLine(lines: Interface): Promise<string> {
  return new Promise((resolve) => {
    lines.once('line', resolve);
  });
}
