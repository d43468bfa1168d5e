import { setImmediate as nextTurn } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { giveBackMemoryWhenSilent } from '../../electron/give-back-memory.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a scan leaves: nobody holds it, and V8 has no reason to look for it. */
function leaveSomething(): WeakRef<object> {
  return new WeakRef({ facts: new Array(1000).fill('read') });
}

test('what a scan left is given back when ten seconds were silent, not while something changes', async () => {
  const left = leaveSomething();
  const change = giveBackMemoryWhenSilent();
  change();
  vi.advanceTimersByTime(9000);
  change();
  vi.advanceTimersByTime(9000);
  await nextTurn();
  expect(left.deref()).toBeDefined();
  await nextTurn();
  vi.advanceTimersByTime(1000);
  await nextTurn();
  expect(left.deref()).toBeUndefined();
});

test('no code that runs afterwards can ask for a collection', () => {
  giveBackMemoryWhenSilent()();
  vi.advanceTimersByTime(10_000);
  expect(runInNewContext('typeof gc')).toBe('undefined');
});
