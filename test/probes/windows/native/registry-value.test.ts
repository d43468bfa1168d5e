import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeValue, registryType } from '../../../../src/probes/windows/native/registry-value.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

test.each([
  ['text ends at its zero', registryType.string, utf16('锁屏\0rest'), '锁屏'],
  ['text without a zero is whole', registryType.string, utf16('300'), '300'],
  ['a list ends at the empty entry', registryType.strings, utf16('one\0two\0\0junk'), ['one', 'two']],
  ['an empty list is empty', registryType.strings, utf16('\0'), []],
  ['a DWORD is unsigned', registryType.number, Buffer.from('ffffffff', 'hex'), 0xffff_ffff],
  ['a DWORD may be big-endian', registryType.numberBigEndian, Buffer.from('0000012c', 'hex'), 300],
  ['a QWORD is a bigint', registryType.long, Buffer.from('2c01000000000000', 'hex'), 300n],
  ['bytes stay bytes', 3, Buffer.from('0102', 'hex'), Uint8Array.of(1, 2)],
  [
    'a DWORD of two bytes is no number',
    registryType.number,
    Buffer.from('2c01', 'hex'),
    Uint8Array.of(44, 1),
  ],
  ['a DWORD without bytes is not zero', registryType.number, Buffer.alloc(0), new Uint8Array()],
] as const)('%s', (_name, type, data, value) => {
  expect(decodeValue(type, data)).toEqual(value);
});

test('any bytes of any type are decoded without an error', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.uint8Array(), (type, bytes) => {
      expect(decodeValue(type, Buffer.from(bytes))).toBeDefined();
    }),
  );
});
