import { expect, test } from 'vitest';
import { findForbiddenSwitch } from '../../electron/command-line.ts';

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-port',
  '--remote-debugging-pipe',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--no-sandbox',
  '--disable-web-security',
  '-remote-debugging-port=1',
])('%s is refused', (argument) => {
  expect(findForbiddenSwitch(['--lang=zh-CN', argument])).toBe(argument);
});

test('what desktops and installers pass is accepted', () => {
  expect(findForbiddenSwitch(['--lang=zh-CN', '--user-data-dir=/x', '--ozone-platform=wayland', 'x'])).toBe(
    undefined,
  );
});
