import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { fromFileTime } from '../../../../src/probes/windows/file-time.ts';
import { dayOf } from '../../../../src/probes/windows/password-age/own-calendar.ts';

vi.stubEnv('TZ', 'Asia/Shanghai');
afterAll(() => vi.unstubAllEnvs());

test.each([
  ['2026-09-20T15:59:59Z', '2026-09-20'],
  ['2026-09-20T16:00:00Z', '2026-09-21'],
  ['2025-12-31T16:00:00Z', '2026-01-01'],
])('%s is %s on the calendar in China', (instant, day) => {
  expect(dayOf(Date.parse(instant))).toBe(day);
});

test('what is no date of a password is none', () => {
  const never = 0x7fff_ffff_ffff_ffffn;
  for (const ms of [fromFileTime(0n), fromFileTime(never), Number.NaN, Number.POSITIVE_INFINITY, 0])
    expect([ms, dayOf(ms)]).toEqual([ms, undefined]);
});

test('any FILETIME gives a real day or none, and never throws', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }), (ticks) => {
      const day = dayOf(fromFileTime(ticks));
      expect(day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)).toBe(true);
    }),
  );
});
