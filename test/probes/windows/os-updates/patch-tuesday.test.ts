import { expect, test } from 'vitest';
import { nextPatchTuesday } from '../../../../src/probes/windows/os-updates/patch-tuesday.ts';

test.each([
  ['2026-11-01T00:00:00Z', '2026-11-10'],
  ['2026-11-10T17:59:00Z', '2026-11-10'],
  ['2026-11-10T18:00:00Z', '2026-12-08'],
  ['2026-12-31T23:00:00Z', '2027-01-12'],
  // A month that begins with a Tuesday, and one that begins with a Wednesday.
  ['2026-09-01T00:00:00Z', '2026-09-08'],
  ['2026-07-01T00:00:00Z', '2026-07-14'],
])('after %s the next monthly updates come on %s', (after, day) => {
  expect(nextPatchTuesday(new Date(after)).toISOString().slice(0, 10)).toBe(day);
});
