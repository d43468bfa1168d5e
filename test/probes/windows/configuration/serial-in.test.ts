import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialIn } from '../../../../src/probes/windows/configuration/serial-in.ts';

/** STORAGE_DEVICE_DESCRIPTOR (winioctl.h) with its names behind it, as the driver of a disk lays them out. */
function descriptor(offset: number, behind: string): Uint8Array {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(offset, 24);
  head.writeUInt32LE(17, 28);
  return new Uint8Array(Buffer.concat([head, Buffer.from(behind, 'latin1')]));
}

test('the serial number is the text that its offset names', () => {
  expect(serialIn(descriptor(40 + 9, 'SAMSUNG \0' + '0025_38B1_21B4_5C0A.\0'))).toBe('0025_38B1_21B4_5C0A.');
  expect(serialIn(descriptor(40, '     WD-WCC4N5123456\0'))).toBe('WD-WCC4N5123456');
});

test.each([
  ['no serial number', descriptor(0, 'SAMSUNG\0')],
  ['none, as older drivers write it', descriptor(0xffff_ffff, 'SAMSUNG\0')],
  ['an offset behind the end', descriptor(400, 'SAMSUNG\0')],
  ['a text without an end', descriptor(40, 'S64KNX0T')],
  ['a descriptor that is cut off', descriptor(40, 'S64KNX0T\0').subarray(0, 24)],
])('%s: empty', (_name, bytes) => {
  expect(serialIn(bytes)).toBe('');
});

test('whatever a driver writes, it is a text', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => typeof serialIn(bytes) === 'string'));
});
