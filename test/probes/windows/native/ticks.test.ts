import { expect, test } from 'vitest';
import { ticksBetween } from '../../../../src/probes/windows/native/ticks.ts';

test.each([
  [1000, 61_000, 60_000],
  [5, 5, 0],
  // The clock began anew in between.
  [0xffff_ff00, 0x100, 0x200],
  [0x7fff_ffff, 0x8000_0001, 2],
])('from %i to %i is %i ms', (from, to, milliseconds) => {
  expect(ticksBetween(from, to)).toBe(milliseconds);
});
