import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onLateTrayHost } from '../../electron/tray-host.ts';

type Answer = 'yes' | 'no' | 'unknown';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched(answers: readonly Answer[]) {
  const left = [...answers];
  const came = vi.fn();
  const stop = onLateTrayHost({ hasTrayHost: async () => left.shift() ?? 'no' }, came);
  return { came, stop };
}

test('a panel that was there first needs no second icon, and no timer', async () => {
  const { came } = watched(['yes']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(came).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a panel that comes late gets the icon anew, once', async () => {
  const { came } = watched(['no', 'no', 'yes', 'yes']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(came).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('a desktop that does not tell is left alone, and one without a panel is not asked for ever', async () => {
  const silent = watched(['unknown']);
  const without = watched([]);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(silent.came).not.toHaveBeenCalled();
  expect(without.came).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('stopped is stopped', async () => {
  const { came, stop } = watched(['no', 'yes']);
  await vi.advanceTimersByTimeAsync(100);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(came).not.toHaveBeenCalled();
});
