import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';

const createEvent = native('kernel32.dll', 'CreateEventW', 'void *', ['void *', 'int32', 'int32', 'void *']);
const setEvent = native('kernel32.dll', 'SetEvent', 'int32', ['void *']);
const closeHandle = native('kernel32.dll', 'CloseHandle', 'int32', ['void *']);
const waitForMultipleObjects = native('kernel32.dll', 'WaitForMultipleObjects', 'uint32', [
  'uint32',
  'void *',
  'int32',
  'uint32',
]);

/** synchapi.h; MAXIMUM_WAIT_OBJECTS is the most that one wait takes. */
export const forever = 0xffff_ffff;
export const mostEvents = 64;
const timedOut = 258;

/** An event that stays signalled until its waiter has woken (auto-reset). */
export function newEvent(): bigint {
  prepareLastError();
  const handle = createEvent(null, 0, 0, null);
  if (!isDone(handle)) throw win32Failure('CreateEventW', lastError());
  return BigInt(handle ?? 0);
}

/** From any thread of this process. */
export function signalEvent(event: bigint): void {
  prepareLastError();
  if (!isDone(setEvent(event))) throw win32Failure('SetEvent', lastError());
}

export function closeEvent(event: bigint): void {
  closeHandle(event);
}

/** Blocks this thread. @returns the place of the event that was signalled; `undefined` after `timeoutMs`. */
export function waitForOne(events: readonly bigint[], timeoutMs: number): number | undefined {
  prepareLastError();
  const handles = Buffer.alloc(events.length * 8);
  for (const [index, event] of events.entries()) handles.writeBigUInt64LE(event, index * 8);
  const result = Number(waitForMultipleObjects(events.length, handles, 0, timeoutMs));
  if (result === timedOut) return undefined;
  if (result >= events.length) throw win32Failure('WaitForMultipleObjects', lastError());
  return result;
}
