import { expect, test } from 'vitest';
import { signOffStep } from '../../../src/ui/fleet/sign-off-step.ts';
import { fleetWords } from '../../../src/ui/fleet/words.ts';

const lastSeenAt = '2026-11-28T09:00:00.000Z';
const now = (time: string) => Date.parse(`2026-11-28T${time}Z`);
const begun = { state: 'pending', lastScan: null } as const;
const lastScan = { receivedAt: lastSeenAt, epoch: 1, sequence: 9 };

test.each(['en', 'zh-CN'] as const)(
  'in %s: until when a computer has heard of it, or that nobody can tell',
  (language) => {
    const words = fleetWords(language);
    const step = (time: string, at: string | null = lastSeenAt) =>
      signOffStep(words, begun, { lastSeenAt: at, now: now(time) });
    const latest = words.t('fleet:signOff.state.pendingUntil', { at: '2026-11-28T10:10:00.000Z' });
    expect(step('09:01:00')).toBe(latest);
    expect(step('10:10:00')).toBe(latest);
    expect(step('10:10:01')).toBe(words.t('fleet:signOff.state.pendingSilent'));
    expect(step('09:01:00', null)).toBe(words.t('fleet:signOff.state.pending'));
  },
);

test('once the last check is here, or it is over, no time is of interest', () => {
  const words = fleetWords('en');
  const heard = { lastSeenAt, now: now('09:01:00') };
  expect(signOffStep(words, { state: 'pending', lastScan }, heard)).toContain('Its last check is here');
  expect(signOffStep(words, { state: 'confirmed', lastScan: null }, heard)).toContain('Confirmed');
  expect(signOffStep(words, { state: 'cancelled', lastScan: null }, heard)).toContain('called off');
});
