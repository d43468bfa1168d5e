import { resultFailure } from './failure.ts';
import { native } from './library.ts';

const coInitialize = native('ole32.dll', 'CoInitializeEx', 'int32', ['void *', 'uint32']);
const coUninitialize = native('ole32.dll', 'CoUninitialize', 'void', []);

/** COINIT (objbase.h); for the shell without OLE 1, as ShellExecuteW's page has it. */
export const multiThreaded = 0;
export const apartment = 0x2 | 0x4;
/** RPC_E_CHANGED_MODE (winerror.h): this thread has COM already, in another way, that serves as well and is not ours to end. */
const changedMode = 0x80010106;

/** Does work that needs COM on this thread. @throws Failure */
export function withCom<T>(mode: typeof multiThreaded | typeof apartment, work: () => T): T {
  const initialized = Number(coInitialize(null, mode));
  if (initialized < 0 && initialized >>> 0 !== changedMode)
    throw resultFailure('CoInitializeEx', initialized);
  try {
    return work();
  } finally {
    // S_FALSE too: every success is to be given back (CoInitializeEx).
    if (initialized >= 0) coUninitialize();
  }
}
