import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialNumber } from '../../../src/probes/windows/smbios.ts';

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
