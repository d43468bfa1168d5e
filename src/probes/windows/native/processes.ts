import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';
import { Fields, sizeOf } from './memory.ts';
import { processEntry } from './structures.ts';

const createSnapshot = native('kernel32.dll', 'CreateToolhelp32Snapshot', 'void *', ['uint32', 'uint32']);
const firstProcess = native('kernel32.dll', 'Process32FirstW', 'int32', ['void *', 'void *']);
const nextProcess = native('kernel32.dll', 'Process32NextW', 'int32', ['void *', 'void *']);
const closeHandle = native('kernel32.dll', 'CloseHandle', 'int32', ['void *']);

/** TH32CS_SNAPPROCESS (tlhelp32.h). */
const processes = 2;
const invalidHandle = 0xffff_ffff_ffff_ffffn;
const noMoreFiles = 18;

/** File names of the running programs. */
export function readProcessNames(): string[] {
  prepareLastError();
  const snapshot = BigInt.asUintN(64, BigInt(createSnapshot(processes, 0) ?? invalidHandle));
  if (snapshot === invalidHandle) throw win32Failure('CreateToolhelp32Snapshot', lastError());
  try {
    return namesIn(snapshot);
  } finally {
    closeHandle(snapshot);
  }
}

function namesIn(snapshot: bigint): string[] {
  const memory = Buffer.alloc(sizeOf(processEntry));
  const entry = new Fields(processEntry, memory);
  const names: string[] = [];
  for (let next = firstProcess; ; next = nextProcess) {
    memory.fill(0);
    memory.writeUInt32LE(memory.length, entry.offsetOf('dwSize'));
    if (!isDone(next(snapshot, memory))) break;
    const name = memory.toString('utf16le', entry.offsetOf('szExeFile'));
    names.push(name.slice(0, name.indexOf('\0')));
  }
  const code = lastError();
  // This process runs: a list without anything is no answer.
  if (code !== noMoreFiles || names.length === 0) throw win32Failure('Process32NextW', code);
  return names;
}
