import type { Structure } from './structure.ts';

/** Of the union at its end the member that is read: a whole number of 32 bits. */
export const propertyVariant = {
  name: 'PROPVARIANT',
  header: 'propidl.h',
  fields: {
    vt: 'u16',
    wReserved1: 'u16',
    wReserved2: 'u16',
    wReserved3: 'u16',
    lVal: 'u32',
    // The longest members of the union have eight bytes more.
    spare: ['u64', 1],
  },
} as const satisfies Structure;
