import type { Structure } from './structure.ts';

/** Of the union at its end the member that is read: a date. */
export const variant = {
  name: 'VARIANT',
  header: 'oaidl.h',
  fields: {
    vt: 'u16',
    wReserved1: 'u16',
    wReserved2: 'u16',
    wReserved3: 'u16',
    date: 'f64',
    // The longest member of the union is two pointers.
    spare: ['u64', 1],
  },
} as const satisfies Structure;
