import type { RegistryValue } from '../system.ts';

/** winnt.h */
export const registryType = {
  string: 1,
  expandString: 2,
  number: 4,
  numberBigEndian: 5,
  strings: 7,
  long: 11,
} as const;

/** A value's bytes as its type says; bytes that do not fit the type stay bytes. */
export function decodeValue(type: number, data: Buffer): RegistryValue {
  switch (type) {
    case registryType.string:
    case registryType.expandString:
      return textOf(data);
    case registryType.number:
      return data.length === 4 ? data.readUInt32LE() : Uint8Array.from(data);
    case registryType.numberBigEndian:
      return data.length === 4 ? data.readUInt32BE() : Uint8Array.from(data);
    case registryType.long:
      return data.length === 8 ? data.readBigUInt64LE() : Uint8Array.from(data);
    case registryType.strings:
      return listOf(data);
    default:
      return Uint8Array.from(data);
  }
}

/** "The string may not have been stored with the proper terminating null characters" (RegQueryValueExW). */
function textOf(data: Buffer): string {
  const text = data.toString('utf16le');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function listOf(data: Buffer): string[] {
  const text = data.toString('utf16le');
  const end = text.indexOf('\0\0');
  const list = (end < 0 ? text : text.slice(0, end)).split('\0');
  return list.filter((entry) => entry !== '');
}
