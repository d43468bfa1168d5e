import { expect, onTestFinished } from 'vitest';
import { createObserver, type Observer, type Thresholds } from '../../src/observer/observer.ts';
import { busWatcher } from '../../src/probes/linux/bus-signals.ts';
import { busCaller } from '../../src/probes/linux/message-bus.ts';
import { linuxPresence } from '../../src/probes/linux/presence.ts';
import { thisSystem } from '../../src/probes/linux/system.ts';
import type { Presence } from '../../src/probes/presence.ts';
import { Desktop } from '../desktop/desktop.ts';
import { eventually } from '../desktop/eventually.ts';
import { testOnMachine } from '../not-run.ts';
import { MemoryStore } from './watched-desk.ts';

const locker = '/usr/bin/mate-screensaver';
const needs = {
  root: true,
  programs: ['/usr/bin/Xvfb', '/usr/bin/xfce4-panel', '/usr/bin/xdotool', locker],
};

/** Seconds: short, so that a test sees them pass. */
const thresholds: Thresholds = { unlockedSeconds: 3, awakeSeconds: 6 };

/** A real X server with a real pointer and, where a test starts it, a real locker; the real observer looks at it. */
async function watchedDesktop() {
  const desktop = await Desktop.start({ user: 'nobody', currentDesktop: 'MATE' });
  onTestFinished(() => desktop.close());
  const buses = () => desktop.env;
  const system = { ...thisSystem(), env: desktop.env, callBus: busCaller(buses) };
  const presence = linuxPresence(system, busWatcher(buses));
  desktop.start('locker', locker, ['--no-daemon']);
  await eventually('the locker', async () => (await look(presence)).locked === false);
  const touch = () => desktop.run('/usr/bin/xdotool', 'mousemove_relative', '--sync', '3', '2');
  await touch();
  return { desktop, presence, observer: watchWith(presence), touch };
}

type Watched = Awaited<ReturnType<typeof watchedDesktop>>;

function watchWith(presence: Presence): Observer {
  const observer = createObserver({
    presence,
    isPresenting: async () => false,
    thresholds: () => thresholds,
    store: new MemoryStore(),
    onChange: () => undefined,
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
  observer.start();
  onTestFinished(() => observer.stop());
  return observer;
}

/** By itself the observer looks every two minutes; whatever the system tells makes it look at once. */
async function spellsOf({ desktop, observer }: Watched, told: 'lock' | 'unlock') {
  await desktop.power(told);
  const reading = await observer.probe.read(AbortSignal.timeout(4000));
  if (reading.state !== 'known') throw new Error(JSON.stringify(reading));
  return reading.value.spells;
}

async function look(presence: Presence) {
  const seen = await presence.look(AbortSignal.timeout(4000));
  if (seen.state !== 'seen') throw new Error(JSON.stringify(seen));
  return seen;
}

testOnMachine(needs, 'a locker that does not lock is a missed lock, until somebody comes back', async () => {
  const watched = await watchedDesktop();
  const open = await eventually('a spell beyond both limits', async () =>
    (await spellsOf(watched, 'unlock')).find(
      ({ ongoing, seconds }) => ongoing && seconds > thresholds.awakeSeconds,
    ),
  );
  expect(open.unlockedSeconds).toBe(open.seconds);
  expect(open.source).toMatch(/MIT-SCREEN-SAVER.*org\.mate\.ScreenSaver/);

  await watched.touch();
  const ended = await eventually('its end', async () =>
    (await spellsOf(watched, 'unlock')).find(({ ongoing }) => !ongoing),
  );
  expect(ended.startedAt).toBe(open.startedAt);
  expect(ended.seconds).toBeGreaterThanOrEqual(open.seconds);
});

testOnMachine(needs, 'a locker that locks ends the open part of a spell, not the spell', async () => {
  const watched = await watchedDesktop();
  await watched.desktop.run('/usr/bin/mate-screensaver-command', '--lock');
  await eventually('the lock', async () => (await look(watched.presence)).locked === true);
  const spell = await eventually('a spell with a locked part, beyond the second limit', async () =>
    (await spellsOf(watched, 'lock')).find(
      ({ seconds, unlockedSeconds }) =>
        unlockedSeconds !== null && unlockedSeconds < seconds && seconds > thresholds.awakeSeconds,
    ),
  );
  expect(spell.ongoing).toBe(true);
});
