import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { observationFile } from '../../src/agent/observe/observation-file.ts';
import { thresholdsOf } from '../../src/agent/observe.ts';
import { createObserver, type Timers } from '../../src/observer/observer.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { busWatcher } from '../../src/probes/linux/bus-signals.ts';
import { busCaller } from '../../src/probes/linux/message-bus.ts';
import { idleOfX } from '../../src/probes/linux/presence/idle.ts';
import { linuxPresence } from '../../src/probes/linux/presence.ts';
import { type LinuxSystem, thisSystem } from '../../src/probes/linux/system.ts';
import type { Instant, Presence } from '../../src/probes/presence.ts';
import { startBareSession } from './bare-session.ts';
import { type Figure, median } from './figure.ts';

const secondsPerDay = 86_400;
const rounds = 3;
/** Looks that warm the code up: a day has hundreds. */
const warmUpSeconds = 7200;
const silentLog = { error: () => undefined, warn: () => undefined, info: () => undefined };

/**
 * A day of the observer with somebody at the computer all day, which is when it looks most often: every look, every file is
 * real, only the waiting in between is left out.
 */
export async function measureObserver(): Promise<Figure[]> {
  const session = await startBareSession();
  const folder = mkdtempSync(join(tmpdir(), 'deskward-bench-observer-'));
  const { DBUS_SESSION_BUS_ADDRESS = '' } = session.env;
  const env = { ...session.env, DBUS_SYSTEM_BUS_ADDRESS: DBUS_SESSION_BUS_ADDRESS };
  const buses = () => env;
  const system = { ...thisSystem(), env, callBus: busCaller(buses) };
  const standIns = await startStandIns(env);
  const presence = linuxPresence(system, busWatcher(buses));
  try {
    await watchFor(warmUpSeconds, presence, folder);
    const samples: { day: number; bare: number; looks: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { looks, cpuSeconds } = await watchFor(secondsPerDay, presence, folder);
      samples.push({ day: cpuSeconds, looks, bare: await askBarely(looks, system) });
    }
    const day = median(samples.map((sample) => sample.day));
    const bare = median(samples.map((sample) => sample.bare));
    const ratio = median(samples.map((sample) => sample.day / sample.bare));
    const looks = median(samples.map((sample) => sample.looks));
    return [
      {
        name: `CPU of the observer, a day (${looks} looks)`,
        value: day,
        unit: 's',
        floor: { name: 'as many questions to the X server', value: bare, ratio },
        goal: '≤ 1 s a day',
      },
    ];
  } finally {
    standIns.kill();
    session.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** logind and a locker, so that every question of a look has its answer; what they cost is not the observer's. */
async function startStandIns(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const script = 'test/probes/linux/presence-desktop.py';
  const child = spawn('/usr/bin/python3', [script, 'logind', 'mate-saver'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function watchFor(seconds: number, presence: Presence, folder: string) {
  const day = new AcceleratedDay();
  const observer = createObserver({
    presence: day.shifted(presence),
    timers: day.timers,
    thresholds: () => thresholdsOf(defaultPolicy(), 'standard'),
    store: observationFile(folder, silentLog),
    isPresenting: async () => false,
    onChange: () => undefined,
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
  const begun = process.cpuUsage();
  observer.start();
  const looks = await day.passed(seconds);
  await observer.stop();
  return { looks, cpuSeconds: cpuSecondsSince(begun) };
}

async function askBarely(times: number, system: LinuxSystem): Promise<number> {
  const begun = process.cpuUsage();
  for (let asked = 0; asked < times; asked += 1) {
    const answer = await idleOfX(system, system.env, AbortSignal.timeout(2000));
    if (answer === null) throw new Error('the X server did not say how long it has been idle');
  }
  return cpuSecondsSince(begun);
}

function cpuSecondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

/** Time that passes as soon as the observer waits for it. */
class AcceleratedDay {
  #ahead = 0;
  #next: { readonly run: () => void; readonly seconds: number } | null = null;
  #waiting: () => void = () => undefined;

  readonly timers: Timers = {
    set: (run, milliseconds) => {
      this.#next = { run, seconds: milliseconds / 1000 };
      this.#waiting();
      return this.#next;
    },
    clear: () => undefined,
  };

  /** @returns how many looks there were. */
  async passed(seconds: number): Promise<number> {
    for (let looks = 1; ; looks += 1) {
      if (this.#next === null) await new Promise<void>((resolve) => (this.#waiting = resolve));
      const { run, seconds: pause = 0 } = this.#next ?? {};
      this.#next = null;
      this.#ahead += pause;
      if (this.#ahead >= seconds) return looks;
      run?.();
    }
  }

  shifted(presence: Presence): Presence {
    const later = (at: Instant): Instant => ({
      ...at,
      awake: at.awake + this.#ahead,
      wall: at.wall + this.#ahead * 1000,
    });
    return {
      now: () => later(presence.now()),
      watch: (onEvent) => presence.watch(onEvent),
      async look(signal) {
        const look = await presence.look(signal);
        if (look.state !== 'seen') throw new Error(`nobody could be seen: ${JSON.stringify(look)}`);
        return { ...look, at: later(look.at) };
      },
    };
  }
}
