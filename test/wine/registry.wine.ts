import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask } from './ask.ts';
import { deleteKey, setValues } from './registry.ts';

const key = 'Software\\Deskward 工位卫士';
const full = `HKCU\\${key}`;

before(() => {
  setValues(full, {
    text: ['REG_SZ', '工位 über alles'],
    expanded: ['REG_EXPAND_SZ', '%SystemRoot%\\System32\\scrnsave.scr'],
    number: ['REG_DWORD', 4294967295],
    long: ['REG_QWORD', '133400000000000000'],
    list: ['REG_MULTI_SZ', ['Path=D:\\公共', 'Type=0', 'Remark=']],
    bytes: ['REG_BINARY', '00ff10'],
    empty: ['REG_SZ', ''],
  });
  for (const name of ['{子}', 'Second']) setValues(`${full}\\${name}`, {});
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

test('when a key was last written is told, a new key below it counts too, and a missing key has no time', () => {
  const timeOf = (): bigint => {
    const told = ask('registry.writeTime', ['HKCU', key]);
    assert.ok(told.ok && told.value !== undefined);
    return told.value;
  };
  const before = timeOf();
  const hour = 36_000_000_000n;
  const now = BigInt(Date.now()) * 10_000n + 116_444_736_000_000_000n;
  assert.ok(before > now - hour && before < now + hour);
  setValues(`${full}\\Later`, {});
  assert.ok(timeOf() > before);
  deleteKey(`${full}\\Later`);
  assert.deepEqual(ask('registry.writeTime', ['HKCU', `${key}\\nothing`]), { ok: true });
});

test('keys below are told by name', () => {
  const read = ask('registry.subkeys', ['HKCU', key]);
  assert.ok(read.ok);
  assert.deepEqual([...(read.value ?? [])].sort(), ['Second', '{子}']);
});

test('the same values of every key below come with one question', () => {
  setValues(`${full}\\List\\Steam`, {
    DisplayName: ['REG_SZ', 'Steam'],
    SystemComponent: ['REG_DWORD', 1],
    Other: ['REG_SZ', 'x'],
  });
  setValues(`${full}\\List\\{子}`, {});
  const read = ask('registry.valuesBelow', ['HKCU', `${key}\\List`, ['DisplayName', 'SystemComponent']]);
  assert.ok(read.ok);
  assert.deepEqual(
    read.value?.toSorted((one, other) => one.key.localeCompare(other.key)),
    [
      { key: '{子}', values: {} },
      { key: 'Steam', values: { DisplayName: 'Steam', SystemComponent: 1 } },
    ].toSorted((one, other) => one.key.localeCompare(other.key)),
  );
  assert.deepEqual(ask('registry.valuesBelow', ['HKCU', `${key}\\nothing`, ['DisplayName']]), { ok: true });
});

test('files are told from a folder on, by their names; a folder that is not there and the network are not looked at', () => {
  const folder = join(tmpdir(), '开始菜单');
  mkdirSync(join(folder, '远程'), { recursive: true });
  writeFileSync(join(folder, '远程', 'ToDesk.lnk'), '');
  try {
    assert.deepEqual(ask('filesIn', ['%TEMP%\\开始菜单', 'all']), { ok: true, value: ['ToDesk.lnk'] });
    assert.deepEqual(ask('filesIn', ['%TEMP%\\开始菜单', 'own']), { ok: true, value: [] });
    assert.deepEqual(ask('filesIn', ['%TEMP%\\没有', 'all']), { ok: true });
    const network = ask('filesIn', ['\\\\server\\share', 'all']);
    assert.equal(network.ok, false);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
