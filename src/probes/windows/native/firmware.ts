import { win32Failure } from './failure.ts';
import { isDone, lastError, native, prepareLastError } from './library.ts';

const getFirmwareTable = native('kernel32.dll', 'GetSystemFirmwareTable', 'uint32', [
  'uint32',
  'uint32',
  'void *',
  'uint32',
]);

/** 'RSMB' as the number that the call takes (sysinfoapi.h). */
const rawSmbios = 0x52534d42;

export function readSmbios(): Uint8Array {
  prepareLastError();
  const size = getFirmwareTable(rawSmbios, 0, null, 0);
  if (!isDone(size)) throw win32Failure('GetSystemFirmwareTable', lastError());
  const memory = Buffer.alloc(Number(size));
  const written = Number(getFirmwareTable(rawSmbios, 0, memory, memory.length));
  if (written === 0 || written > memory.length) throw win32Failure('GetSystemFirmwareTable', lastError());
  return Uint8Array.from(memory.subarray(0, written));
}
