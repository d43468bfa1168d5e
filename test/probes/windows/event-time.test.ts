import { expect, test } from 'vitest';
import { eventTime } from '../../../src/probes/windows/event-time.ts';

test('an event’s time is cut to what a date has; what is no event has none', () => {
  expect(eventTime("<TimeCreated SystemTime='2026-06-13T05:39:31.2640458Z'/>")).toBe(
    '2026-06-13T05:39:31.264Z',
  );
  expect(eventTime('<TimeCreated SystemTime="2026-06-13T05:39:31Z"/>')).toBe('2026-06-13T05:39:31.000Z');
  expect(eventTime('<Event/>')).toBeNull();
});
