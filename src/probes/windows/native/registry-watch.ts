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
function arm({ hive, key }: WatchedKey): Watch | undefined {
  const armed = answered(() => {
    const found = nearest({ hive, key });
    if (found === undefined) return undefined;
    const event = newEvent();
    const subtree = found.isWhole ? 1 : 0;
    const filter = found.isWhole ? namesAndValues : names;
    const code = Number(notifyChange(found.handle, subtree, filter, event, 1));
    if (code === 0) return { event, handle: found.handle };
    close(found.handle);
    closeEvent(event);
    throw win32Failure('RegNotifyChangeKeyValue', code);
  });
  return armed.ok ? armed.value : undefined;
}

/** The key, or the nearest above it that exists. */
function nearest({ hive, key }: WatchedKey): { handle: bigint; isWhole: boolean } | undefined {
  const parts = key.split('\\');
  for (let length = parts.length; length > 0; length -= 1) {
    const handle = open(hive, parts.slice(0, length).join('\\'));
    if (handle !== undefined) return { handle, isWhole: length === parts.length };
  }
  return undefined;
}

function disarm(watch: Watch | undefined): void {
  if (watch === undefined) return;
  // Closing the key ends the notification, and signals the event.
  close(watch.handle);
  closeEvent(watch.event);
}
