import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryModules, serialNumber } from '../../../src/probes/windows/smbios.ts';

/** One structure: type, length, handle, what follows; then its texts (DMTF DSP0134, 6.1). */
function structure(type: number, body: readonly number[], texts: readonly string[]): Buffer {
  const ended = texts.length === 0 ? '\0\0' : `${texts.join('\0')}\0\0`;
  return Buffer.concat([Buffer.from([type, body.length + 4, 0, 0, ...body]), Buffer.from(ended, 'latin1')]);
}
const end = structure(127, [], []);
const bios = structure(0, [1, 2, 0, 0], ['LENOVO', 'M48KT46A']);
/** Manufacturer 1, product 2, version 3, serial number 4, UUID … */
const system = structure(1, [1, 2, 3, 4, ...Array<number>(19).fill(0)], ['LENOVO', '90W2', 'v1', 'PF2XYZ01']);

function raw(...structures: readonly Buffer[]): Uint8Array {
  const table = Buffer.concat(structures);
  const header = Buffer.alloc(8);
  header.writeUInt32LE(table.length, 4);
  return new Uint8Array(Buffer.concat([header, table]));
}

test('the serial number of the system, wherever it stands', () => {
  expect(serialNumber(raw(system, end))).toBe('PF2XYZ01');
  expect(serialNumber(raw(bios, structure(4, [9], []), system, end))).toBe('PF2XYZ01');
});

test('the table alone, without its header, is read too', () => {
  expect(serialNumber(Buffer.concat([bios, system, end]))).toBe('PF2XYZ01');
});

test.each<[string, Uint8Array]>([
  ['no system', raw(bios, end)],
  ['a system without a serial number', raw(structure(1, [1, 2, 3, 0], ['a', 'b', 'c']), end)],
  ['a number without its text', raw(structure(1, [1, 2, 3, 9], ['a']), end)],
  ['an older, shorter system', raw(structure(1, [1], ['a']), end)],
  ['nothing', new Uint8Array()],
  ['a table that is cut off', raw(bios, system).subarray(0, 20)],
])('%s: nothing', (_name, table) => {
  expect(serialNumber(table)).toBe('');
});

test('no bytes make it throw or run forever', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof serialNumber(bytes) === 'string'),
  );
});

/** Memory device (7.18): its size at 0x0C, its serial number's text at 0x18, its extended size in MiB at 0x1C. */
function memory(size: number, serial: string, extendedMib = 0): Buffer {
  const body = Buffer.alloc(0x22 - 4);
  body.writeUInt16LE(size, 0x0c - 4);
  body.writeUInt8(1, 0x18 - 4);
  body.writeUInt32LE(extendedMib, 0x1c - 4);
  return structure(17, [...body], [serial]);
}

test('modules of memory: in MiB, in KiB, beyond what fits; an empty slot and an unknown size are none', () => {
  const table = raw(
    memory(8192, '9C1D04A7'),
    memory(0, 'Not Specified'),
    memory(0x7fff, '00000000', 65_536),
    memory(0x8000 | 512, 'K1'),
    memory(0xffff, 'K2'),
    end,
  );
  expect(memoryModules(table)).toEqual([
    { bytes: 8 * 2 ** 30, serial: '9C1D04A7' },
    { bytes: 64 * 2 ** 30, serial: '' },
    { bytes: 512 * 1024, serial: 'K1' },
  ]);
  expect(memoryModules(raw(structure(17, [1, 2], []), end))).toEqual([]);
});
