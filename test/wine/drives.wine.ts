import assert from 'node:assert/strict';
import { test } from 'node:test';
import koffi from 'koffi';
import { ask } from './ask.ts';

// tools/wine/machine.mjs gives the machine these drives, of Wine's own kinds.

test('every letter is told with the kind of its drive', () => {
  const drives = ask('drives', []);
  assert.ok(drives.ok);
  const kinds = Object.fromEntries(drives.value.map(({ letter, type }) => [letter, type]));
  assert.deepEqual(kinds, { 'C:': 3, 'E:': 2, 'F:': 5, 'G:': 4, 'Z:': 3 });
});

test('a folder that was given a letter is no drive', (t) => {
  const define = koffi.load('kernel32.dll').func('DefineDosDeviceW', 'int32', ['uint32', 'str16', 'str16']);
  // DDD_REMOVE_DEFINITION (fileapi.h)
  t.after(() => define(2, 'S:', null));
  assert.equal(define(0, 'S:', 'C:\\windows'), 1);
  const drives = ask('drives', []);
  assert.ok(drives.ok);
  const letters = drives.value.map(({ letter }) => letter);
  assert.deepEqual([letters.includes('C:'), letters.includes('S:')], [true, false]);
});

test('what carries a drive is told without a right to read it', () => {
  // STORAGE_BUS_TYPE 1, SCSI: so Wine calls every disk.
  assert.deepEqual(ask('storageDevice', ['C:']), { ok: true, value: { busType: 1, removableMedia: false } });
});

test('of a drive that is not there nothing is told', () => {
  assert.deepEqual(ask('storageDevice', ['Q:']), { ok: false, reason: 'failed', detail: 'CreateFileW: 2' });
});
