import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Reader } from '../../../src/ui/fleet/reader.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('after a rest a change is read at once', async () => {
  const read = vi.fn(async () => undefined);
  new Reader(read, () => true).want();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(1);
});

test('a storm of changes is read once a second, and its last change is read within one', async () => {
  const read = vi.fn(async () => undefined);
  const reader = new Reader(read, () => true);
  for (let ms = 0; ms < 5000; ms += 10) {
    reader.want();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(read.mock.calls.length).toBeLessThanOrEqual(6);
  const before = read.mock.calls.length;
  reader.want();
  await vi.advanceTimersByTimeAsync(1000);
  expect(read.mock.calls.length).toBe(before + 1);
});

test('nothing is read twice at a time; a change that comes meanwhile is read afterwards', async () => {
  let finish = (): void => undefined;
  const read = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  const reader = new Reader(read, () => true);
  reader.want();
  await vi.advanceTimersByTimeAsync(0);
  reader.want();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(read).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(1000);
  expect(read).toHaveBeenCalledTimes(2);
});

test('nothing is read for a page that nobody sees; it is read when somebody looks', async () => {
  const read = vi.fn(async () => undefined);
  let isSeen = false;
  const reader = new Reader(read, () => isSeen);
  reader.want();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).not.toHaveBeenCalled();
  isSeen = true;
  reader.seen();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(1);
  reader.seen();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).toHaveBeenCalledTimes(1);
});

test('what was wanted is forgotten when the reader is stopped', async () => {
  const read = vi.fn(async () => undefined);
  const reader = new Reader(read, () => true);
  reader.want();
  reader.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read).not.toHaveBeenCalled();
});
