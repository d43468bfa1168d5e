import { expect, test } from 'vitest';
import {
  createTranslator,
  formatDate,
  formatDateTime,
  formatDuration,
  formatList,
  formatSpan,
  preferredLanguage,
} from '../../../src/ui/locales/translate.ts';

test.each([
  [300, '5 minutes', '5分钟'],
  [60, '1 minute', '1分钟'],
  [90, '90 seconds', '90秒钟'],
  [1.5, '1.5 seconds', '1.5秒钟'],
  [1, '1 second', '1秒钟'],
  [0, '0 seconds', '0秒钟'],
  [3600, '60 minutes', '60分钟'],
])('%d seconds are "%s", "%s"', (seconds, english, chinese) => {
  expect(formatDuration(seconds, 'en')).toBe(english);
  expect(formatDuration(seconds, 'zh-CN')).toBe(chinese);
});

test.each([
  ['P2M', '2 months', '2个月'],
  ['P1M', '1 month', '1个月'],
  ['P10D', '10 days', '10天'],
])('%s is "%s", "%s"', (span, english, chinese) => {
  expect(formatSpan(span, 'en')).toBe(english);
  expect(formatSpan(span, 'zh-CN')).toBe(chinese);
});

test('a plain day stays that day in every time zone', () => {
  expect(formatDate('2026-11-24', 'en')).toBe('November 24, 2026');
  expect(formatDate('2026-11-24', 'zh-CN')).toBe('2026年11月24日');
});

test('an instant is told with its time of day', () => {
  const local = new Date(2026, 10, 24, 14, 5).toISOString();
  expect(formatDateTime(local, 'en')).toMatch(/Nov 24, 2026, 2:05\sPM/);
  expect(formatDateTime(local, 'zh-CN')).toBe('2026年11月24日 14:05');
});

test('a list reads as a sentence does', () => {
  expect(formatList(['a', 'b', 'c'], 'en')).toBe('a, b, and c');
  expect(formatList(['甲', '乙', '丙'], 'zh-CN')).toBe('甲、乙和丙');
  expect(formatList('a', 'en')).toBe('a');
});

test.each([
  [['zh-HK', 'en'], 'zh-CN'],
  [['zh'], 'zh-CN'],
  [['fr-FR', 'zh-CN', 'en'], 'zh-CN'],
  [['en-GB', 'zh-CN'], 'en'],
  [['de-DE'], 'en'],
  [[], 'en'],
])('of %j Deskward speaks %s', (systemLanguages, spoken) => {
  expect(preferredLanguage(systemLanguages)).toBe(spoken);
});

const translator = createTranslator('en', {
  area: {
    wait: 'Locks after {{wait, duration}}',
    things_one: 'one',
    things_other: '{{count, number}} things',
    deep: { x: 'y' },
  },
});

test('the steps of a list take values, too', () => {
  const words = createTranslator('en', {
    rules: { steps: ['Set it to {{wait, duration}}.', 'Say {{what}}.'] },
  });
  expect(words.list('rules:steps', { wait: 180, what: '$t(rules:steps)' })).toEqual([
    'Set it to 3 minutes.',
    'Say $t(rules:steps).',
  ]);
});

test('a sentence takes its values by their formats', () => {
  expect(translator.t('area:wait', { wait: 300 })).toBe('Locks after 5 minutes');
  expect(translator.t('area:things', { count: 1 })).toBe('one');
  expect(translator.t('area:things', { count: 12_345 })).toBe('12,345 things');
});

test.each([
  ['area:wait', {}],
  ['area:wait', { wait: null }],
  ['area:wait', { wait: Number.NaN }],
  ['area:wait', { wait: '300' }],
  ['area:things', {}],
  ['area:deep', {}],
  ['area:nothing', {}],
])('%s with %j cannot be said', (key, values) => {
  expect(translator.say(key, values)).toBeNull();
});
