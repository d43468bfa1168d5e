import { expect, test } from 'vitest';
import { type ReportingCircumstances, reportingState } from '../../../src/agent/reporting/reporting-state.ts';

const at = '2026-11-02T08:00:00.000Z';
const idle = { keyTrouble: null, state: { state: 'idle' }, refusal: null } as const;
const halted = { state: 'halted', reason: 'device-revoked', detail: 'This device was revoked.' } as const;
const distrusted = { state: 'distrusted', reason: 'wrong-pin', detail: 'Another certificate.' } as const;

function told(connection: ReportingCircumstances['connection'], waiting: number, lastSentAt: string | null) {
  return reportingState({ connection, joining: null, waiting, lastSentAt });
}

test('a device that never enrolled says so, whatever lies in its outbox', () => {
  expect(told(null, 3, at)).toEqual({ state: 'not-enrolled' });
});

test('a device that asks to join by file says since when, and does so over a key that is gone, not over a working one', () => {
  const joining = { since: at };
  const asks = (connection: ReportingCircumstances['connection']) =>
    reportingState({ connection, joining, waiting: 0, lastSentAt: at });
  const lost = { ...idle, keyTrouble: { reason: 'lost', detail: '' } } as const;
  expect([null, lost].map(asks)).toEqual(Array(2).fill({ state: 'joining', since: at }));
  expect(asks(idle).state).toBe('up-to-date');
});

test('a key that can not be used outweighs what the reporter does', () => {
  const connection = {
    ...idle,
    state: halted,
    keyTrouble: { reason: 'unreadable', detail: 'The key is gone.' },
  } as const;
  expect(told(connection, 1, at)).toEqual({
    state: 'refused',
    waiting: 1,
    reason: 'key-unusable',
    detail: 'The key is gone.',
  });
});

test('a key that the chip has lost has words of its own', () => {
  const connection = {
    ...idle,
    keyTrouble: { reason: 'lost', detail: 'NCryptOpenKey: 0x80090016' },
  } as const;
  expect(told(connection, 2, at)).toEqual({ state: 'key-lost', waiting: 2 });
});

test.each([
  [halted, { ...halted, state: 'refused', waiting: 2 }],
  [distrusted, { ...distrusted, waiting: 2 }],
  [{ state: 'waiting' } as const, { state: 'offline', waiting: 2, lastSentAt: at }],
  [{ state: 'sending' } as const, { state: 'sending', waiting: 2 }],
  [{ state: 'idle' } as const, { state: 'sending', waiting: 2 }],
])('a reporter that is %j is told as %j', (state, expected) => {
  expect(told({ ...idle, state }, 2, at)).toEqual(expected);
});

test('a refused report is told once nothing waits behind it', () => {
  const refusal = { reason: 'too-large', detail: 'The report is too large.' };
  const connection = { ...idle, refusal };
  expect(told(connection, 0, at)).toMatchObject({ state: 'refused', ...refusal });
  expect(told(connection, 1, at)).toMatchObject({ state: 'sending' });
});

test('up to date is only what has had an acknowledgement', () => {
  expect(told(idle, 0, at)).toEqual({ state: 'up-to-date', lastSentAt: at });
  expect(told(idle, 0, null)).toEqual({ state: 'sending', waiting: 0 });
});
