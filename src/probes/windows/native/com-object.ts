import koffi from 'koffi';

const takesNothing = koffi.proto('uint32 __stdcall DeskwardTakesNothing(void *self)');
/** The third method of every object, after QueryInterface and AddRef (unknwn.h). */
const releaseSlot = 2;
const pointerSize = 8;

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
