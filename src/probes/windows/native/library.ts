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
      library = koffi.load(join(systemFolder(), dll));
      loaded.set(dll, library);
    }
    return library.func(name, result, [...parameters]);
  } catch {
    throw new Failure('missing', `${dll} ${name}`);
  }
}

function systemFolder(): string {
  const { SystemRoot: root = 'C:\\Windows' } = process.env;
  return join(root, 'System32');
}

const getLastError = native('kernel32.dll', 'GetLastError', 'uint32', []);

/** Of the call before, on this thread; nothing may run in between. */
export function lastError(): number {
  return Number(getLastError());
}

/** @returns whether a BOOL, BOOLEAN, handle or pointer says "done". */
export function isDone(result: number | bigint | null): boolean {
  return result !== null && Number(result) !== 0;
}

// Resolved before it is needed: looking a function up would itself set the last error.
export function prepareLastError(): void {
  getLastError();
}
