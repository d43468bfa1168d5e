import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Trigger, triggers } from '../../../src/agent/agent-state.ts';
import type { OutboxHead } from '../../../src/agent/outbox/outbox-record.ts';
import { dueReport } from '../../../src/agent/reporting/report.ts';
import { reportPause } from '../../../src/agent/reporting/report-pause.ts';
import { longestSilenceSeconds } from '../../../src/protocol/report.ts';
import '../../properties.ts';

const digest = 'the same as before';
const head: OutboxHead = { device: 'd', epoch: 1, sequence: 1, hash: 'h', digest, at: null };
const hours = 24;

/** Seconds at which an unchanged device speaks, of a day that begins with a report. */
function reportsOf(scans: readonly { readonly at: number; readonly trigger: Trigger }[]): number[] {
  const spoken = [0];
  for (const { at, trigger } of scans.toSorted((one, other) => one.at - other.at)) {
    const last = { ...head, at: isoOf(spoken.at(-1) ?? 0) };
    if (dueReport(last, 0, { digest }, new Date(isoOf(at)), reportPause([trigger], false)) !== null)
      spoken.push(at);
  }
  return spoken;
}

function isoOf(second: number): string {
  return new Date(Date.UTC(2026, 10, 28) + second * 1000).toISOString();
}

const unasked = triggers.filter((trigger) => !['user', 'sign-off', 'schedule'].includes(trigger));
const anyScans = fc.array(
  fc.record({ at: fc.integer({ min: 1, max: hours * 3600 }), trigger: fc.constantFrom(...unasked) }),
  { maxLength: 200 },
);
/** The second of the hour at which a device scans; see schedule.ts. A busy computer is up to a minute late. */
const anyHours = fc.tuple(fc.nat(3599), fc.array(fc.nat(60), { minLength: hours, maxLength: hours }));

test('whatever else happens, an unchanged device is silent no longer than IT is told, and speaks about once an hour', () => {
  fc.assert(
    fc.property(anyScans, anyHours, (others, [second, late]) => {
      const hourly = late.map((by, hour) => ({
        at: hour * 3600 + second + by,
        trigger: 'schedule' as const,
      }));
      const end = hourly.at(-1)?.at ?? 0;
      const spoken = reportsOf([...others, ...hourly]).filter((at) => at <= end);
      const gaps = spoken.slice(1).map((at, index) => at - (spoken[index] ?? 0));
      // The hour's own scan may be that minute late.
      expect(Math.max(...gaps)).toBeLessThanOrEqual(longestSilenceSeconds + 60);
      expect(spoken.length).toBeLessThanOrEqual(hours + 2);
    }),
  );
});

test('who asks is answered at once, but for the moment after a report', () => {
  const user = (at: number) => ({ at, trigger: 'user' as const });
  expect(reportsOf([user(1), user(3), user(4), user(6)])).toEqual([0, 3, 6]);
});

test('while a sign-off is open nobody keeps IT waiting', () => {
  expect(triggers.map((trigger) => reportPause([trigger], true)).every((pause) => pause <= 60)).toBe(true);
});
