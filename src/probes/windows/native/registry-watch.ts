import type { WatchedKey } from '../system.ts';
import { answered, win32Failure } from './failure.ts';
import { native } from './library.ts';
import { close, open } from './registry.ts';
import { closeEvent, forever, mostEvents, newEvent, waitForOne } from './wait.ts';

const notifyChange = native('advapi32.dll', 'RegNotifyChangeKeyValue', 'int32', [
  'void *',
  'int32',
  'uint32',
  'void *',
  'int32',
]);

/** winnt.h: REG_NOTIFY_CHANGE_NAME, REG_NOTIFY_CHANGE_LAST_SET. */
const names = 1;
const namesAndValues = 1 | 4;

/** Milliseconds without a further change before it is told, and the longest that a change may wait. */
const quietMs = 300;
const longestMs = 1500;

interface Watch {
  readonly event: bigint;
  readonly handle: bigint;
}

/**
 * Blocks this thread until `stop` is signalled, and tells of changes in and below these keys, once for a burst. For a key
 * that is not there, the coming of the next key on the way to it counts.
 */
export function watchRegistry(keys: readonly WatchedKey[], stop: bigint, tell: () => void): void {
  // One place is the stop's.
  const watches = keys.slice(0, mostEvents - 1).map((key) => ({ key, watch: arm(key) }));
  let since: number | undefined;
  for (;;) {
    const armed = watches.filter(({ watch }) => watch !== undefined);
    const events = [stop, ...armed.map(({ watch }) => watch?.event ?? 0n)];
    const woken = waitForOne(events, since === undefined ? forever : quietMs);
    if (woken === 0) break;
    const changed = woken === undefined ? undefined : armed[woken - 1];
    if (changed !== undefined) {
      since ??= performance.now();
      disarm(changed.watch);
      changed.watch = arm(changed.key);
    }
    if (since !== undefined && (woken === undefined || performance.now() - since > longestMs)) {
      since = undefined;
      tell();
    }
  }
  for (const { watch } of watches) disarm(watch);
}

/** @returns `undefined` where this key can't be watched: the scan on schedule sees what it would have told. */
function arm(key: WatchedKey): Watch | undefined {
  const armed = answered(() => {
    for (;;) {
      const found = nearest(key);
      if (found === undefined) return undefined;
      const watch = notified(found);
      // A key that came between the look and the watch has told nobody.
      if (found.depth === nearestDepth(key)) return watch;
      disarm(watch);
    }
  });
  return armed.ok ? armed.value : undefined;
}

interface Found {
  readonly handle: bigint;
  /** How many parts of the way there are. */
  readonly depth: number;
  readonly isWhole: boolean;
}

/** @throws Failure; the key is closed then. */
function notified({ handle, isWhole }: Found): Watch {
  try {
    const event = newEvent();
    const code = Number(notifyChange(handle, isWhole ? 1 : 0, isWhole ? namesAndValues : names, event, 1));
    if (code === 0) return { event, handle };
    closeEvent(event);
    throw win32Failure('RegNotifyChangeKeyValue', code);
  } catch (error) {
    close(handle);
    throw error;
  }
}

/** The key, or the nearest above it that exists. */
function nearest({ hive, key }: WatchedKey): Found | undefined {
  const parts = key.split('\\');
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const handle = open(hive, parts.slice(0, depth).join('\\'));
    if (handle !== undefined) return { handle, depth, isWhole: depth === parts.length };
  }
  return undefined;
}

function nearestDepth(key: WatchedKey): number {
  const found = nearest(key);
  if (found === undefined) return 0;
  close(found.handle);
  return found.depth;
}

function disarm(watch: Watch | undefined): void {
  if (watch === undefined) return;
  // Closing the key ends the notification, and signals the event.
  close(watch.handle);
  closeEvent(watch.event);
}
