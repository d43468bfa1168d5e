import koffi from 'koffi';

// Written in this process, by calls that the native layer does not use: a program for each value (reg.exe) takes a thousand
// times as long, and Wine on a busy machine fails to start one now and then.
const advapi32 = koffi.load('advapi32.dll');
const create = advapi32.func('RegCreateKeyExW', 'int32', [
  'uint64',
  'str16',
  'uint32',
  'void *',
  'uint32',
  'uint32',
  'void *',
  'void *',
  'void *',
]);
const write = advapi32.func('RegSetKeyValueW', 'int32', [
  'uint64',
  'str16',
  'str16',
  'uint32',
  'void *',
  'uint32',
]);
const removeValue = advapi32.func('RegDeleteKeyValueW', 'int32', ['uint64', 'str16', 'str16']);
const removeTree = advapi32.func('RegDeleteTreeW', 'int32', ['uint64', 'str16']);
const open = advapi32.func('RegOpenKeyExW', 'int32', ['uint64', 'str16', 'uint32', 'uint32', 'void *']);
const close = advapi32.func('RegCloseKey', 'int32', ['uint64']);

/** winnt.h, winreg.h. */
const types = { REG_SZ: 1, REG_EXPAND_SZ: 2, REG_BINARY: 3, REG_DWORD: 4, REG_MULTI_SZ: 7, REG_QWORD: 11 };
const roots: Readonly<Record<string, bigint>> = {
  HKLM: 0xffff_ffff_8000_0002n,
  HKCU: 0xffff_ffff_8000_0001n,
  HKU: 0xffff_ffff_8000_0003n,
};
const [readAccess, allAccess] = [0x20019, 0xf003f];
const notFound = 2;

export type WrittenValue =
  | readonly [type: 'REG_SZ' | 'REG_EXPAND_SZ' | 'REG_QWORD', data: string]
  | readonly [type: 'REG_DWORD', data: number]
  | readonly [type: 'REG_MULTI_SZ', data: readonly string[]]
  /** In hexadecimal. */
  | readonly [type: 'REG_BINARY', data: string];

/** Makes the key where it is missing, and sets values; '' is the key's own. It comes with its hive: `HKCU\\Control Panel`. */
export function setValues(key: string, values: Readonly<Record<string, WrittenValue>>): void {
  const [root, path] = parted(key);
  const handle = Buffer.alloc(8);
  done(`making ${key}`, create(root, path, 0, null, 0, allAccess, null, handle, null));
  close(handle.readBigUInt64LE());
  for (const [name, value] of Object.entries(values)) {
    const bytes = bytesOf(value);
    done(`setting ${name} in ${key}`, write(root, path, name, types[value[0]], bytes, bytes.length));
  }
}

/** The key with all that is below it; one that is not there is gone already. */
export function deleteKey(key: string): void {
  gone(`deleting ${key}`, removeTree(...parted(key)));
}

export function deleteValue(key: string, name: string): void {
  gone(`deleting ${name} in ${key}`, removeValue(...parted(key), name));
}

export function keyExists(key: string): boolean {
  const handle = Buffer.alloc(8);
  const code = open(...parted(key), 0, readAccess, handle);
  if (code === 0) close(handle.readBigUInt64LE());
  return code === 0;
}

function parted(key: string): [root: bigint, path: string] {
  const [hive = ''] = key.split('\\', 1);
  const root = roots[hive];
  if (root === undefined) throw new Error(`${key} begins with no hive`);
  return [root, key.slice(hive.length + 1)];
}

function bytesOf([type, data]: WrittenValue): Buffer {
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return Buffer.from(`${data}\0`, 'utf16le');
    case 'REG_MULTI_SZ':
      return Buffer.from([...data, ''].map((text) => `${text}\0`).join(''), 'utf16le');
    case 'REG_DWORD':
      return Buffer.from(new Uint32Array([data]).buffer);
    case 'REG_QWORD':
      return Buffer.from(new BigUint64Array([BigInt(data)]).buffer);
    case 'REG_BINARY':
      return Buffer.from(data, 'hex');
  }
}

function gone(what: string, code: number): void {
  if (code !== notFound) done(what, code);
}

function done(what: string, code: number): void {
  if (code !== 0) throw new Error(`${what}: error ${code}`);
}
