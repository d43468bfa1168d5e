import { expect, test } from 'vitest';
import { formatRelative } from '../../../src/ui/parts/relative-time.ts';

const now = Date.parse('2026-11-24T08:00:00Z');

test.each([
  ['2026-11-24T08:00:00Z', 'now', '现在'],
  ['2026-11-24T07:59:01Z', 'now', '现在'],
  ['2026-11-24T07:59:00Z', '1 minute ago', '1分钟前'],
  ['2026-11-24T07:00:01Z', '59 minutes ago', '59分钟前'],
  ['2026-11-24T06:30:00Z', '1 hour ago', '1小时前'],
  // Twenty-five hours ago need not be yesterday.
  ['2026-11-23T07:00:00Z', '1 day ago', '1天前'],
  ['2026-08-24T08:00:00Z', '92 days ago', '92天前'],
  ['2026-11-24T08:05:00Z', 'in 5 minutes', '5分钟后'],
])('%s is "%s", "%s"', (at, english, chinese) => {
  expect(formatRelative(at, now, 'en')).toBe(english);
  expect(formatRelative(at, now, 'zh-CN')).toBe(chinese);
});
