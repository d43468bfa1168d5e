import { expect, test } from 'vitest';
import { applicationMenu } from '../../electron/application-menu.ts';

test('only macOS has a menu of the application: the one for copying', () => {
  expect(applicationMenu('linux')).toBeNull();
  expect(applicationMenu('win32')).toBeNull();
  expect(applicationMenu('darwin')).toEqual([{ role: 'editMenu' }]);
});
