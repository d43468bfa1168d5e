import fc from 'fast-check';
import { expect, test } from 'vitest';
import { popupFile } from '../../electron/app-protocol.ts';

test.each([
  ['app://popup/index.html', 'index.html', 'text/html; charset=utf-8'],
  ['app://popup/main.js', 'main.js', 'text/javascript; charset=utf-8'],
  ['app://popup/main.css', 'main.css', 'text/css; charset=utf-8'],
])('%s is served', (url, name, mediaType) => {
  expect(popupFile(url)).toEqual({ name, mediaType });
});

test.each([
  'app://popup/',
  'app://popup/../electron/main.js',
  'app://popup/..%2felectron%2fmain.js',
  'app://popup/%2e%2e/main.js',
  'app://popup/..\\main.js',
  'app://popup//etc/passwd',
  'app://popup/sub/main.js',
  'app://popup/.hidden.js',
  'app://popup/main.js/../x.html',
  'app://popup/main.js?x=1',
  'app://popup/main.js.map',
  'app://popup/settings.json',
  'app://other/index.html',
  'app://popup:80/index.html',
  'app://user@popup/index.html',
  'file:///etc/passwd',
  'https://popup/index.html',
])('%s is not', (url) => {
  expect(popupFile(url)).toBe(null);
});

test('no name that leaves the folder is ever served', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.string(), (path, tail) => {
      const file = popupFile(`app://popup${path}${tail}`);
      expect(file === null || /^[a-z0-9-]+\.(html|js|css)$/.test(file.name)).toBe(true);
    }),
  );
});
