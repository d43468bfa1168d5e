import type { DesktopState } from '../system.ts';
import { Failure, win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { outNumber, outPointer, sizeOf, structureAt } from './memory.ts';
import { sessionInfo } from './structures.ts';

const querySession = native('wtsapi32.dll', 'WTSQuerySessionInformationW', 'int32', [
  'void *',
  'uint32',
  'uint32',
  'void *',
  'void *',
]);
const freeMemory = native('wtsapi32.dll', 'WTSFreeMemory', 'void', ['void *']);

/** wtsapi32.h: WTS_CURRENT_SESSION, WTSSessionInfoEx. */
const currentSession = 0xffff_ffff;
const sessionInfoClass = 25;
/** "This value must be 1" (WTSINFOEXW). */
const onlyLevel = 1;

/** The session that this program runs in. */
export function readDesktopState(): DesktopState {
  prepareLastError();
  const [told, length] = [outPointer(), outNumber()];
  const done = querySession(null, currentSession, sessionInfoClass, told.memory, length.memory);
  if (!isDone(done)) throw win32Failure('WTSQuerySessionInformationW', lastError());
  if (told.value() === 0n) throw win32Failure('WTSQuerySessionInformationW', 0);
  try {
    if (length.value() < sizeOf(sessionInfo)) throw new Failure('failed', 'WTSINFOEXW is cut short');
    return stateAt(told.value());
  } finally {
    freeMemory(told.value());
  }
}

function stateAt(address: bigint): DesktopState {
  const info = structureAt(sessionInfo, address);
  if (info.number('Level') !== onlyLevel)
    throw new Failure('not-supported', `WTSINFOEXW of level ${info.number('Level')}`);
  const said = info.within('Data', sessionInfo.fields.Data);
  return {
    session: said.number('SessionId'),
    connection: said.number('SessionState'),
    flags: said.number('SessionFlags'),
  };
}
