import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, sizeOf } from './memory.ts';
import { lastInputInfo } from './structures.ts';
import { ticksBetween } from './ticks.ts';

const getLastInputInfo = native('user32.dll', 'GetLastInputInfo', 'int32', ['void *']);
const getTickCount = native('kernel32.dll', 'GetTickCount', 'uint32', []);

/** Milliseconds since the last input in this session (GetLastInputInfo: "this function is not system-wide"). */
export function readIdleTime(): number {
  prepareLastError();
  const memory = Buffer.alloc(sizeOf(lastInputInfo));
  const info = new Fields(lastInputInfo, memory);
  memory.writeUInt32LE(memory.length, info.offsetOf('cbSize'));
  if (!isDone(getLastInputInfo(memory))) throw win32Failure('GetLastInputInfo', lastError());
  return ticksBetween(info.number('dwTime'), Number(getTickCount()));
}
