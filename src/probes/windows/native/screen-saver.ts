import { answer } from '../answer.ts';
import type { ScreenSaver } from '../system.ts';
import { answered, win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { untouched } from './memory.ts';

const systemParametersInfo = native('user32.dll', 'SystemParametersInfoW', 'int32', [
  'uint32',
  'uint32',
  'void *',
  'uint32',
]);

/** winuser.h */
const spi = { active: 0x10, timeout: 0x0e, secure: 0x76 } as const;

export function readScreenSaver(): ScreenSaver {
  return {
    active: booleanOf(spi.active),
    secure: booleanOf(spi.secure),
    timeoutSeconds: answered(() => parameter(spi.timeout)),
  };
}

function booleanOf(action: number): ScreenSaver['active'] {
  const told = answered(() => parameter(action));
  return told.ok ? answer(told.value !== 0) : told;
}

function parameter(action: number): number {
  prepareLastError();
  const memory = Buffer.alloc(4);
  memory.writeUInt32LE(untouched);
  const done = isDone(systemParametersInfo(action, 0, memory, 0));
  const name = `SystemParametersInfoW 0x${action.toString(16)}`;
  if (!done) throw win32Failure(name, lastError());
  const value = memory.readUInt32LE();
  if (value === untouched) throw win32Failure(name, 0);
  return value;
}
