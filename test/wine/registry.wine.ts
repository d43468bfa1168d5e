import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask } from './ask.ts';
import { importRegistry } from './reg-file.ts';
import { deleteKey, setValues } from './registry.ts';

const key = 'Software\\Deskward 工位卫士';
const full = `HKCU\\${key}`;

before(() => {
  setValues(full, {
    text: ['REG_SZ', '工位 über alles'],
    expanded: ['REG_EXPAND_SZ', '%SystemRoot%\\System32\\scrnsave.scr'],
    number: ['REG_DWORD', 4294967295],
    long: ['REG_QWORD', '133400000000000000'],
    list: ['REG_MULTI_SZ', 'Path=D:\\公共\\0Type=0\\0Remark='],
    bytes: ['REG_BINARY', '00ff10'],
    empty: ['REG_SZ', ''],
  });
  // reg.exe would give a new key an empty value of its own.
  importRegistry({ [`${full}\\{子}`]: {}, [`${full}\\Second`]: {} });
});
after(() => deleteKey(full));

test('each kind of value is read as it was written', () => {
  const read = ask('registry.values', ['HKCU', key]);
  assert.ok(read.ok);
  assert.deepEqual(read.value, {
    text: '工位 über alles',
    expanded: 'C:\\windows\\System32\\scrnsave.scr',
    number: 4294967295,
    long: 133400000000000000n,
    list: ['Path=D:\\公共', 'Type=0', 'Remark='],
    bytes: new Uint8Array([0, 255, 16]),
    empty: '',
  });
  assert.deepEqual(ask('registry.value', ['HKCU', key, 'TEXT']), { ok: true, value: '工位 über alles' });
});

test('keys below are told by name', () => {
  const read = ask('registry.subkeys', ['HKCU', key]);
  assert.ok(read.ok);
  assert.deepEqual([...(read.value ?? [])].sort(), ['Second', '{子}']);
});

test('a value, a key and a whole branch that are not there are no failure', () => {
  assert.deepEqual(ask('registry.value', ['HKCU', key, 'nothing']), { ok: true });
  assert.deepEqual(ask('registry.value', ['HKLM', 'SOFTWARE\\No\\Such', 'nothing']), { ok: true });
  assert.deepEqual(ask('registry.values', ['HKCU', `${key}\\nothing`]), { ok: true });
  assert.deepEqual(ask('registry.subkeys', ['HKCU', `${key}\\nothing`]), { ok: true });
  assert.deepEqual(ask('registry.values', ['HKCU', `${key}\\Second`]), { ok: true, value: {} });
});

test('a value longer than any buffer guessed beforehand is read whole', () => {
  const long = '屏'.repeat(6000);
  setValues(full, { long: ['REG_SZ', long] });
  assert.deepEqual(ask('registry.value', ['HKCU', key, 'long']), { ok: true, value: long });
});

test('it is the registry of 64-bit programs', () => {
  setValues('HKLM\\SOFTWARE\\Deskward-test', { where: ['REG_SZ', '64'] });
  setValues('HKLM\\SOFTWARE\\WOW6432Node\\Deskward-test', { where: ['REG_SZ', '32'] });
  assert.deepEqual(ask('registry.value', ['HKLM', 'SOFTWARE\\Deskward-test', 'where']), {
    ok: true,
    value: '64',
  });
  deleteKey('HKLM\\SOFTWARE\\Deskward-test');
  deleteKey('HKLM\\SOFTWARE\\WOW6432Node\\Deskward-test');
});
