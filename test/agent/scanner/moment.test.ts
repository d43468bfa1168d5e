import { expect, test } from 'vitest';
import { momentOf } from '../../../src/agent/scanner/moment.ts';

test('the day is the one on this computer’s own calendar', () => {
  const evening = new Date(2026, 10, 24, 23, 59, 59);
  expect(momentOf(evening).today).toBe('2026-11-24');
  expect(momentOf(new Date(2026, 0, 1, 0, 0, 1)).today).toBe('2026-01-01');
  expect(momentOf(evening).at).toBe(evening.toISOString());
});
