import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type Monitor, shellPresence } from '../../electron/presence.ts';
import type { Look, Presence, PresenceEvent } from '../../src/probes/presence.ts';

const never = new AbortController().signal;
const now = { awake: 5000, asleep: null, boot: null, wall: 0 };
const own: Look = { state: 'absent', reason: 'no-graphical-session' };

type IdleState = ReturnType<Monitor['getSystemIdleState']>;

/** Electron's monitor as its documentation has it, and a system with a word of its own. */
function shell(os: 'windows' | 'macos' | 'linux', state: IdleState = 'idle') {
  const monitor = new EventEmitter();
  const told: PresenceEvent[] = [];
  let ofSystem: (event: PresenceEvent) => void = () => undefined;
  const system: Presence = {
    now: () => now,
    look: async () => own,
    watch: (onEvent) => {
      ofSystem = onEvent;
      return () => {
        ofSystem = () => undefined;
      };
    },
  };
  const electron = Object.assign(monitor, {
    getSystemIdleTime: () => 431,
    getSystemIdleState: () => state,
  }) as unknown as Monitor;
  const presence = shellPresence(system, electron, os);
  const stop = presence.watch((event) => told.push(event));
  return { monitor, presence, told, stop, tellOfSystem: (event: PresenceEvent) => ofSystem(event) };
}

test.each(['windows', 'macos'] as const)('on %s Electron tells the idle time and the lock', async (os) => {
  const expected = { state: 'seen', at: now, idle: 431, source: 'Electron powerMonitor' };
  for (const [state, locked] of [
    ['locked', true],
    ['idle', false],
    ['active', false],
    ['unknown', null],
  ] as const)
    expect(await shell(os, state).presence.look(never)).toEqual({ ...expected, locked });
});

test('on Linux, where Electron is wrong under Wayland, the system tells', async () => {
  expect(await shell('linux').presence.look(never)).toEqual(own);
});

test('sleep and lock are told, by Electron and by the system, until nobody listens', () => {
  const { monitor, told, stop, tellOfSystem } = shell('linux');
  for (const name of ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'on-battery']) monitor.emit(name);
  tellOfSystem('locked');
  expect(told).toEqual(['suspending', 'resumed', 'locked', 'unlocked', 'locked']);
  stop();
  monitor.emit('suspend');
  tellOfSystem('locked');
  expect(told).toHaveLength(5);
  expect(monitor.eventNames()).toEqual([]);
});
