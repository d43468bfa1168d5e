import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scanOnWake } from '../../electron/wake-events.ts';
import type { Trigger } from '../../src/agent/agent-state.ts';

let scans: Trigger[] = [];
let time = 0;
let online = true;
let monitor = new EventEmitter();
let stop = (): void => {};

beforeEach(() => {
  vi.useFakeTimers();
  scans = [];
  time = 1000;
  online = true;
  monitor = new EventEmitter();
  stop = scanOnWake({
    // Electron's type wants each event by name; the emitter takes any.
    powerMonitor: monitor as unknown as PowerMonitor,
    isOnline: () => online,
    scan: (trigger) => scans.push(trigger),
    now: () => time,
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('the two resume events of one waking are one scan', () => {
  monitor.emit('resume');
  time += 5;
  monitor.emit('resume');
  expect(scans).toEqual(['resume']);
});

test('the next waking is another scan, and unlocking is its own', () => {
  monitor.emit('resume');
  monitor.emit('unlock-screen');
  time += 60_000;
  monitor.emit('resume');
  expect(scans).toEqual(['resume', 'unlock', 'resume']);
});

test('a network that comes back is a scan; one that was never gone is none', () => {
  vi.advanceTimersByTime(120_000);
  expect(scans).toEqual([]);
  online = false;
  vi.advanceTimersByTime(60_000);
  online = true;
  vi.advanceTimersByTime(60_000);
  expect(scans).toEqual(['network']);
});

test('after stopping, the network is no longer watched', () => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
