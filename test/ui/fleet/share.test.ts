import { expect, test } from 'vitest';
import { formatShare } from '../../../src/ui/fleet/share.ts';

test.each([
  [0, 0, '0%'],
  [0, 30, '0%'],
  [12, 30, '40%'],
  [1, 3, '33%'],
  [30, 30, '100%'],
  [1, 200, '0.5%'],
  [199, 200, '99.5%'],
  [1, 100_000, '<0.1%'],
  [99_999, 100_000, '>99.9%'],
])('%d of %d is %s: never 0%% of something, never 100%% of less than all', (part, whole, said) => {
  expect(formatShare(part, whole, 'en')).toBe(said);
  expect(formatShare(part, whole, 'zh-CN')).toBe(said);
});
