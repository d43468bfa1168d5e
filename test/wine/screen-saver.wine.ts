import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { setValues } from './registry.ts';

const desktop = 'HKCU\\Control Panel\\Desktop';

test('the program runs on Windows as Wine makes it', () => {
  assert.equal(process.platform, 'win32');
});

test('the screen saver is read as it is set', () => {
  setValues(desktop, { ScreenSaveActive: ['REG_SZ', '1'], ScreenSaveTimeOut: ['REG_SZ', '420'] });
  const on = ask('screenSaver', []);
  assert.deepEqual(on.active, { ok: true, value: true });
  assert.deepEqual(on.timeoutSeconds, { ok: true, value: 420 });
  setValues(desktop, { ScreenSaveActive: ['REG_SZ', '0'], ScreenSaveTimeOut: ['REG_SZ', '600'] });
  const off = ask('screenSaver', []);
  assert.deepEqual(off.active, { ok: true, value: false });
  assert.deepEqual(off.timeoutSeconds, { ok: true, value: 600 });
});

test('a parameter that this Windows does not know is not read from a buffer it never wrote', () => {
  // Wine answers SPI_GETSCREENSAVESECURE with FALSE and 1439 (ERROR_INVALID_SPI_VALUE).
  const { secure } = ask('screenSaver', []);
  assert.equal(secure.ok, false);
});
