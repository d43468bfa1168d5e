import { expect, test } from 'vitest';
import { fromFileTime } from '../../../src/probes/windows/file-time.ts';

test('a FILETIME is read to the millisecond', () => {
  // [MS-DTYP] 2.3.3; w32tm /ntte 134378874000000000 says 2026-10-31 10:30 in China.
  expect(new Date(fromFileTime(134_378_874_000_000_000n)).toISOString()).toBe('2026-10-31T02:30:00.000Z');
  expect(fromFileTime(116_444_736_000_000_000n)).toBe(0);
});
