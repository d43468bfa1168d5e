import { expect, test } from 'vitest';
import { type AttentionDeps, callAttention } from '../../electron/attention.ts';
import { failureText } from '../../electron/notification-text.ts';
import { shellWords } from '../../electron/words.ts';
import { antivirusFails, screenLockFails } from '../ui/popup/sample-state.ts';

function recording(presenting: boolean) {
  const done: string[] = [];
  const deps: AttentionDeps = {
    isPresenting: async () => presenting,
    openPopup: () => done.push('popup'),
    notify: (failures) => done.push(`notification: ${failures.length}`),
  };
  return { done, deps };
}

test('failures that come together are one notification and one popup', async () => {
  const { done, deps } = recording(false);
  await callAttention([screenLockFails, antivirusFails], deps);
  expect(done).toEqual(['notification: 2', 'popup']);
});

test('what only advises calls nobody', async () => {
  const { done, deps } = recording(false);
  const advised = { ...screenLockFails, severity: 'advised' } as const;
  await callAttention([advised], deps);
  expect(done).toEqual([]);
  await callAttention([advised, antivirusFails], deps);
  expect(done).toEqual(['notification: 1', 'popup']);
});

test('no window opens over a presentation', async () => {
  const { done, deps } = recording(true);
  await callAttention([screenLockFails], deps);
  expect(done).toEqual(['notification: 1']);
});

test('nothing new, nothing told', async () => {
  const { done, deps } = recording(false);
  await callAttention([], deps);
  expect(done).toEqual([]);
});

test('the notification names what failed', () => {
  const text = failureText([screenLockFails, antivirusFails], shellWords('zh-CN'));
  expect(text.title).toBe('有 2 项需要处理');
  expect(text.body).toContain('自动锁屏和杀毒软件');
});
