import type { Hive, KeyBelow, RegistryValue } from '../system.ts';
import { Failure, win32Failure } from './failure.ts';
import { native } from './library.ts';
import { outNumber, outPointer } from './memory.ts';
import { decodeValue, registryType } from './registry-value.ts';

const openKey = native('advapi32.dll', 'RegOpenKeyExW', 'int32', [
  'void *',
  'str16',
  'uint32',
  'uint32',
  'void *',
]);
const closeKey = native('advapi32.dll', 'RegCloseKey', 'int32', ['void *']);
const queryValue = native('advapi32.dll', 'RegQueryValueExW', 'int32', [
  'void *',
  'str16',
  'void *',
  'void *',
  'void *',
  'void *',
]);
const enumerateValue = native('advapi32.dll', 'RegEnumValueW', 'int32', [
  'void *',
  'uint32',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
]);
const queryKey = native('advapi32.dll', 'RegQueryInfoKeyW', 'int32', [
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
]);
const enumerateKey = native('advapi32.dll', 'RegEnumKeyExW', 'int32', [
  'void *',
  'uint32',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
  'void *',
]);
const expandStrings = native('kernel32.dll', 'ExpandEnvironmentStringsW', 'uint32', [
  'str16',
  'void *',
  'uint32',
]);

// winreg.h: the predefined keys are numbers, sign-extended to a handle.
const roots: Readonly<Record<Hive, bigint>> = {
  HKLM: 0xffff_ffff_8000_0002n,
  HKCU: 0xffff_ffff_8000_0001n,
  HKU: 0xffff_ffff_8000_0003n,
};
/** KEY_READ | KEY_WOW64_64KEY (winnt.h). */
export const readAccess = 0x20019 | 0x0100;

const success = 0;
const moreData = 234;
const noMoreItems = 259;
/** ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_KEY_DELETED: there is no such key or value. */
const notThere = new Set([2, 3, 1018]);

/** "Registry element size limits": a value's name has up to 16,383 characters, a key's up to 255. */
const longestName = 16_384;
const fileTimeSize = 8;
const firstDataSize = 1024;
const largestData = 16 * 1024 * 1024;

/** @returns the open key, to be closed by the caller; `undefined` where there is none. */
export function open(hive: Hive, key: string, access = readAccess): bigint | undefined {
  const handle = outPointer();
  const code = Number(openKey(roots[hive], key, 0, access, handle.memory));
  if (notThere.has(code)) return undefined;
  if (code !== success) throw win32Failure('RegOpenKeyExW', code);
  return handle.value();
}

export function close(key: bigint): void {
  closeKey(key);
}

function withKey<T>(hive: Hive, key: string, work: (handle: bigint) => T): T | undefined {
  const handle = open(hive, key);
  if (handle === undefined) return undefined;
  try {
    return work(handle);
  } finally {
    close(handle);
  }
}

/** One value; `undefined` where there is none. */
export function readValue(hive: Hive, key: string, name: string): RegistryValue | undefined {
  return withKey(hive, key, (handle) => {
    const type = outNumber();
    for (let capacity = firstDataSize; ; ) {
      const size = outNumber(capacity);
      const data = Buffer.alloc(capacity);
      const code = Number(queryValue(handle, name, null, type.memory, data, size.memory));
      if (notThere.has(code)) return undefined;
      if (code === success) return decoded(type.value(), data.subarray(0, size.value()));
      if (code !== moreData || size.value() > largestData) throw win32Failure('RegQueryValueExW', code);
      capacity = Math.max(size.value(), capacity * 2);
    }
  });
}

/** All values of a key; `undefined` where there is no such key. */
export function readValues(hive: Hive, key: string): Record<string, RegistryValue> | undefined {
  return withKey(hive, key, (handle) => {
    const values: Record<string, RegistryValue> = {};
    for (let index = 0; ; index += 1) {
      const entry = valueAt(handle, index);
      if (entry === undefined) return values;
      values[entry.name] = entry.value;
    }
  });
}

function valueAt(handle: bigint, index: number): { name: string; value: RegistryValue } | undefined {
  const type = outNumber();
  for (let capacity = firstDataSize; ; ) {
    const name = Buffer.alloc(longestName * 2);
    const length = outNumber(longestName);
    const size = outNumber(capacity);
    const data = Buffer.alloc(capacity);
    const code = Number(
      enumerateValue(handle, index, name, length.memory, null, type.memory, data, size.memory),
    );
    if (code === noMoreItems) return undefined;
    if (code === success)
      return {
        name: name.toString('utf16le', 0, length.value() * 2),
        value: decoded(type.value(), data.subarray(0, size.value())),
      };
    if (code !== moreData || size.value() > largestData) throw win32Failure('RegEnumValueW', code);
    capacity = Math.max(size.value(), capacity * 2);
  }
}

/** Names of the keys directly below; `undefined` where there is no such key. */
export function readSubkeys(hive: Hive, key: string): string[] | undefined {
  return withKey(hive, key, (handle) => {
    const names: string[] = [];
    for (let index = 0; ; index += 1) {
      const name = Buffer.alloc(longestName * 2);
      const length = outNumber(longestName);
      const code = Number(enumerateKey(handle, index, name, length.memory, null, null, null, null));
      if (code === noMoreItems) return names;
      if (code !== success) throw win32Failure('RegEnumKeyExW', code);
      names.push(name.toString('utf16le', 0, length.value() * 2));
    }
  });
}

/** When the key, one of its values or the list of keys below it was last written, as FILETIME; `undefined`: no such key. */
export function readWriteTime(hive: Hive, key: string): bigint | undefined {
  return withKey(hive, key, (handle) => {
    const time = Buffer.alloc(fileTimeSize);
    const code = Number(queryKey(handle, null, null, null, null, null, null, null, null, null, null, time));
    if (code !== success) throw win32Failure('RegQueryInfoKeyW', code);
    return time.readBigInt64LE();
  });
}

/** These values of every key directly below; `undefined` where there is no such key. */
export function readValuesBelow(hive: Hive, key: string, names: readonly string[]): KeyBelow[] | undefined {
  return readSubkeys(hive, key)?.map((below) => ({
    key: below,
    values: readNamed(hive, `${key}\\${below}`, names),
  }));
}

/** One key that is closed to this user says nothing of the others. */
function readNamed(hive: Hive, key: string, names: readonly string[]): KeyBelow['values'] {
  try {
    const values = names.map((name) => [name, readValue(hive, key, name)] as const);
    return Object.fromEntries(
      values.filter((pair): pair is [string, RegistryValue] => pair[1] !== undefined),
    );
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

function decoded(type: number, data: Buffer): RegistryValue {
  const value = decodeValue(type, data);
  return type === registryType.expandString && typeof value === 'string' ? expanded(value) : value;
}

/** `%SystemRoot%` and the like as this process has them. */
export function expanded(text: string): string {
  const needed = Number(expandStrings(text, null, 0));
  if (needed === 0) return text;
  const memory = Buffer.alloc(needed * 2);
  const written = Number(expandStrings(text, memory, needed));
  return written === 0 ? text : memory.toString('utf16le', 0, (written - 1) * 2);
}
