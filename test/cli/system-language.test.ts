import { expect, test } from 'vitest';
import { systemLanguage } from '../../src/cli/system-language.ts';

test.each([
  [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
  [{ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
] as const)('on Linux with %j it is %s', (env, language) => {
  expect(systemLanguage(env, 'linux', 'zh-CN')).toBe(language);
});

test('on Windows it is that of Windows', () => {
  expect(systemLanguage({}, 'win32', 'zh-Hans-CN')).toBe('zh-CN');
  expect(systemLanguage({}, 'win32', 'de-DE')).toBe('en');
});
