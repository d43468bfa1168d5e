import koffi from 'koffi';
import { resultFailure } from './failure.ts';
import { guidBytes } from './guid.ts';
import { native } from './library.ts';
import { outPointer } from './memory.ts';

const coCreateInstance = native('ole32.dll', 'CoCreateInstance', 'int32', [
  'void *',
  'void *',
  'uint32',
  'void *',
  'void *',
]);
/** CLSCTX_INPROC_SERVER (wtypesbase.h). */
const inProcess = 1;

const takesNothing = koffi.proto('uint32 __stdcall DeskwardTakesNothing(void *self)');
/** The third method of every object, after QueryInterface and AddRef (unknwn.h). */
const releaseSlot = 2;
const pointerSize = 8;

/** A new object of a class, by an interface of its own; to be given back by the caller. GUIDs without braces. @throws Failure */
export function createObject(classId: string, interfaceId: string): bigint {
  const object = outPointer();
  const result = Number(
    coCreateInstance(guidBytes(classId), null, inProcess, guidBytes(interfaceId), object.memory),
  );
  if (result < 0 || object.value() === 0n) throw resultFailure('CoCreateInstance', result);
  return object.value();
}

/** The address of a method: the object begins with the address of its table. */
export function method(self: bigint, slot: number): bigint {
  const table = BigInt(koffi.decode.uint64(self));
  return BigInt(koffi.decode.uint64(table + BigInt(slot * pointerSize)));
}

/** The object is given back whatever happens to the work. */
export function releasing<T>(self: bigint, work: (self: bigint) => T): T {
  try {
    return work(self);
  } finally {
    koffi.call(method(self, releaseSlot), takesNothing, self);
  }
}
