import { expect, test } from 'vitest';
import { SignOffWatch } from '../../electron/sign-off-watch.ts';
import type { AgentState } from '../../src/agent/agent-state.ts';

const notice = { device: 'd', person: '', reason: '', askedBy: '', askedAt: '2026-11-28T01:00:00.000Z' };
const pending = (id: string): AgentState['signOff'] => ({
  state: 'pending',
  notice: { ...notice, id },
  lastScanSentAt: null,
});
const record = { ...notice, id: 'a', confirmedBy: '', confirmedAt: notice.askedAt };

function watched(first: AgentState['signOff']) {
  const told: string[] = [];
  const watch = new SignOffWatch(() => told.push('begun'));
  watch.begin(first);
  return { told, watch };
}

test('that one has begun is told once, whatever else changes; another one again; that it is done, not here', () => {
  const { told, watch } = watched(null);
  for (const id of ['a', 'a', 'b']) watch.follow(pending(id));
  watch.follow({ state: 'wiping', record, unsent: 0 });
  watch.follow({ state: 'signed-off', record, unsent: 0 });
  expect(told).toEqual(['begun', 'begun']);
});

test('what stood there at the start is told nobody again', () => {
  const { told, watch } = watched(pending('a'));
  watch.follow(pending('a'));
  watch.follow(null);
  expect(told).toEqual([]);
});
