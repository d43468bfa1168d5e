import { win32Failure } from './failure.ts';
import { native } from './library.ts';
import { outPointer } from './memory.ts';

const netApiBufferFree = native('netapi32.dll', 'NetApiBufferFree', 'uint32', ['void *']);

/**
 * What a Net… function allocates, read and given back. `call` gets the memory for the pointer and returns the status;
 * `read` gets the status and the buffer, 0n where there is none.
 */
export function withNetBuffer<T>(
  call: (memory: Buffer) => number,
  read: (status: number, buffer: bigint) => T,
): T {
  const buffer = outPointer();
  const status = call(buffer.memory);
  try {
    return read(status, buffer.value());
  } finally {
    if (buffer.value() !== 0n) netApiBufferFree(buffer.value());
  }
}

/** @throws Failure for a status that is not success, and for success that brings nothing. */
export function expectBuffer(call: string, status: number, buffer: bigint): void {
  if (status !== 0 || buffer === 0n) throw win32Failure(call, status);
}
