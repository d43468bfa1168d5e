import { join } from 'node:path';
import koffi from 'koffi';
import { Failure } from './failure.ts';

/** Of a C declaration: a pointer is an address, or memory of ours that the callee reads or fills. */
export type CType = 'void' | 'int32' | 'uint32' | 'uint8' | 'void *' | 'str16';
export type Argument = number | bigint | string | Buffer | null;
export type Callable = (...args: Argument[]) => number | bigint | null;

const loaded = new Map<string, ReturnType<typeof koffi.load>>();

/**
 * A function of a system DLL, looked up at its first call. From System32 and nowhere else: a DLL of the same name beside
 * the program must not be taken for it.
 * @throws Failure at a call, `missing`, where this Windows has no such DLL or function.
 */
export function native(dll: string, name: string, result: CType, parameters: readonly CType[]): Callable {
  let found: Callable | undefined;
  return (...args) => {
    found ??= lookUp(dll, name, result, parameters);
    return found(...args);
  };
}

function lookUp(dll: string, name: string, result: CType, parameters: readonly CType[]): Callable {
  try {
    let library = loaded.get(dll);
    if (library === undefined) {
      const file = join(systemFolder(), dll);
      library = koffi.load(file);
      loaded.set(dll, library);
      keepLoaded(file);
    }
    return library.func(name, result, [...parameters]);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('missing', `${dll} ${name}`);
  }
}

// Without a folder: every process has this one already, and a name that is loaded is not looked for (LoadLibraryW).
const kernel = koffi.load('kernel32.dll');
const getSystemDirectory = kernel.func('GetSystemDirectoryW', 'uint32', ['void *', 'uint32']);
const getModuleHandle = kernel.func('GetModuleHandleExW', 'int32', ['uint32', 'str16', 'void *']);
const longestPath = 260;
/** GET_MODULE_HANDLE_EX_FLAG_PIN (libloaderapi.h). */
const pin = 1;

let folder: string | undefined;

/** Asked of Windows: SystemRoot in the environment is what this user, or who started us, wrote there. */
function systemFolder(): string {
  if (folder !== undefined) return folder;
  const memory = Buffer.alloc(longestPath * 2);
  const length = Number(getSystemDirectory(memory, longestPath));
  if (length === 0 || length >= longestPath) throw new Failure('failed', 'GetSystemDirectoryW');
  folder = memory.toString('utf16le', 0, length * 2);
  return folder;
}

/** Our thread comes and goes; a thread that COM or the shell started for it may still run in the library. */
function keepLoaded(file: string): void {
  getModuleHandle(pin, file, Buffer.alloc(8));
}

const getLastError = native('kernel32.dll', 'GetLastError', 'uint32', []);
const setLastError = native('kernel32.dll', 'SetLastError', 'void', ['uint32']);

/** Of the call before, on this thread. koffi keeps it from what the engine does in between (its interp.cc). */
export function lastError(): number {
  return Number(getLastError());
}

/** @returns whether a BOOL, BOOLEAN, handle or pointer says "done". */
export function isDone(result: number | bigint | null): boolean {
  return result !== null && Number(result) !== 0;
}

/** To be called before a call whose error is wanted: one that fails without a word must not be given an older one's error. */
export function prepareLastError(): void {
  // Looked up before it is needed: that would itself set the last error.
  getLastError();
  setLastError(0);
}
