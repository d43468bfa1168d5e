import { uptime } from 'node:os';
import { describe, expect, test } from 'vitest';
import { awakeClock } from '../../../src/probes/linux/awake-clock.ts';
import { linuxPresence } from '../../../src/probes/linux/presence.ts';
import type { PresenceEvent } from '../../../src/probes/presence.ts';
import { eventually } from '../../desktop/eventually.ts';
import { testOnMachine } from '../../not-run.ts';
import { machine } from './machine.ts';
import { presenceDesktop } from './presence-desktop.ts';
import { servicePrograms } from './private-bus.ts';
import { withX } from './real-x.ts';

const never = new AbortController().signal;
const programs = servicePrograms;

describe('idle time', () => {
  testOnMachine({ programs }, "is what GNOME's compositor says, under Wayland too", async () => {
    const { presence, say } = await presenceDesktop(['mutter', 'gnome-saver'], { WAYLAND_DISPLAY: 'w0' });
    await say('idle 431500');
    expect(await presence.look(never)).toMatchObject({
      state: 'seen',
      idle: 431.5,
      locked: false,
      source: 'org.gnome.Mutter.IdleMonitor, org.gnome.ScreenSaver',
    });
  });

  testOnMachine({ programs: ['/usr/bin/Xvfb'] }, 'is what a real X server counts', async () => {
    await withX(async (env) => {
      const given = machine({ env, programs: ['xfce4-session'] });
      const presence = linuxPresence({ ...given, root: '/' }, () => () => undefined);
      const first = await presence.look(never);
      const later = await eventually('a second of idle time', async () => {
        const look = await presence.look(never);
        return look.state === 'seen' && look.idle >= 1 && look;
      });
      expect(first).toMatchObject({ state: 'seen', locked: null });
      if (first.state !== 'seen') return;
      // Nobody touched it: both counts lead back to the same moment.
      expect(later.at.awake - later.idle).toBeCloseTo(first.at.awake - first.idle, 0);
      expect(first.source).toMatch(/^MIT-SCREEN-SAVER :\d+$/);
    });
  });

  testOnMachine({ programs: ['/usr/bin/Xvfb'] }, 'of an X server under Wayland is not believed', async () => {
    await withX(async (env) => {
      const given = machine({ env: { ...env, WAYLAND_DISPLAY: 'wayland-0' }, programs: ['sway'] });
      const presence = linuxPresence({ ...given, root: '/' }, () => () => undefined);
      expect(await presence.look(never)).toMatchObject({ state: 'unreadable', reason: 'idle-unreadable' });
    });
  });

  testOnMachine({ programs }, "is Plasma's own, but its 0 for ever is no answer", async () => {
    const { presence, say } = await presenceDesktop(['plasma'], { WAYLAND_DISPLAY: 'wayland-0' });
    expect(await presence.look(never)).toMatchObject({ state: 'unreadable', reason: 'idle-unreadable' });
    await say('idle 60000');
    expect(await presence.look(never)).toMatchObject({ state: 'seen', idle: 60, locked: false });
  });

  testOnMachine(
    { programs },
    "by logind's hint is at least so long; without the hint it is unknown",
    async () => {
      const { presence, say } = await presenceDesktop(['logind'], { WAYLAND_DISPLAY: 'wayland-0' });
      expect(await presence.look(never)).toMatchObject({ state: 'unreadable', reason: 'idle-unreadable' });
      await say(`hint ${presence.now().awake - 90}`);
      const look = await presence.look(never);
      expect(look).toMatchObject({ state: 'seen', source: 'logind IdleHint', locked: null });
      expect(look.state === 'seen' && look.idle).toBeGreaterThanOrEqual(90);
      expect(look.state === 'seen' && look.idle).toBeLessThan(150);
    },
  );

  testOnMachine({ programs }, 'of a session that is not in front says nothing', async () => {
    const { presence, say } = await presenceDesktop(['logind', 'mutter']);
    await say('front no');
    expect(await presence.look(never)).toMatchObject({ state: 'unreadable', reason: 'idle-unreadable' });
    await say('front yes');
    expect(await presence.look(never)).toMatchObject({ state: 'seen' });
  });

  test('without any desktop there is nobody to be idle', async () => {
    const presence = linuxPresence(machine({}), () => () => undefined);
    expect(await presence.look(never)).toEqual({ state: 'absent', reason: 'no-graphical-session' });
  });
});

describe('the lock', () => {
  const states = async (services: Parameters<typeof presenceDesktop>[0], commands: readonly string[]) => {
    const { presence, say } = await presenceDesktop(['mutter', ...services]);
    for (const command of commands) await say(command);
    const look = await presence.look(never);
    return look.state === 'seen' ? look.locked : look.state;
  };

  testOnMachine({ programs }, 'is closed by the word of logind', async () => {
    expect(await states(['logind', 'gnome-saver'], ['locked yes'])).toBe(true);
  });

  testOnMachine(
    { programs },
    'is open only by the word of a screen saver, never by the silence of logind',
    async () => {
      expect(await states(['logind', 'gnome-saver'], ['locked no'])).toBe(false);
      expect(await states(['logind'], ['locked no'])).toBe(null);
      expect(await states([], [])).toBe(null);
    },
  );

  testOnMachine({ programs }, 'of a covered screen is closed, but for the grace that GNOME has', async () => {
    expect(await states(['mate-saver', 'logind'], ['active yes'])).toBe(true);
    expect(await states(['gnome-saver'], ['active yes'])).toBe(true);
    expect(await states(['gnome-saver', 'logind'], ['active yes'])).toBe(null);
  });
});

testOnMachine({ programs }, 'sleep and lock are told as they come, once the bus is watched', async () => {
  const { presence, say } = await presenceDesktop(['logind', 'gnome-saver']);
  const told: PresenceEvent[] = [];
  const stop = presence.watch((event) => told.push(event));
  // Watching begins by itself a moment later: until the first signal is heard, it is said again.
  await eventually('the bus to be watched', async () => {
    await say('sleep yes');
    await say('active yes');
    return told.includes('suspending') && told.includes('locked');
  });
  // Each bus keeps its order: whoever has heard these has heard all that was said before.
  for (const command of ['sleep no', 'active no']) await say(command);
  await eventually('the end of both', () => told.includes('resumed') && told.includes('unlocked'));
  told.length = 0;
  for (const command of ['sleep yes', 'sleep no', 'locked yes', 'locked no', 'front yes']) await say(command);
  await eventually('four events', () => told.length >= 4);
  expect(told).toEqual(['suspending', 'resumed', 'locked', 'unlocked']);
  const witness: PresenceEvent[] = [];
  presence.watch((event) => witness.push(event));
  stop();
  await eventually('another watcher to hear it', async () => {
    await say('sleep yes');
    return witness.length > 0;
  });
  expect(told).toHaveLength(4);
});

test('the clock stands still in sleep, and tells how long that was', () => {
  const before = uptime();
  const now = awakeClock('/')();
  const sinceBoot = now.awake + (now.asleep ?? 0);
  // The kernel's file has hundredths of a second.
  expect(sinceBoot).toBeGreaterThanOrEqual(before - 0.01);
  expect(sinceBoot).toBeLessThanOrEqual(uptime() + 0.01);
  expect(now.boot).toMatch(/^[0-9a-f-]{36}$/);
  expect(awakeClock('/nonexistent')().boot).toBe(null);
});
