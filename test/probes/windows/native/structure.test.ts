import { expect, test } from 'vitest';
import { layOut } from '../../../../src/probes/windows/native/structure.ts';
import { structures } from '../../../../src/probes/windows/native/structures.ts';

test('a field lies at a multiple of its size, and the whole ends at one of the largest', () => {
  const layout = layOut({
    name: 'EXAMPLE',
    header: 'none',
    fields: { flag: 'u8', pair: ['u16', 2], id: 'u32', where: 'pointer', last: 'u8' },
  });
  expect(layout).toEqual({
    size: 32,
    alignment: 8,
    offsets: { flag: 0, pair: 2, id: 8, where: 16, last: 24 },
  });
});

test('a structure in a structure keeps its own alignment', () => {
  const inner = { name: 'INNER', header: 'none', fields: { where: 'pointer', flag: 'u8' } } as const;
  const outer = { name: 'OUTER', header: 'none', fields: { flag: 'u8', inner, last: 'u8' } } as const;
  expect(layOut(outer)).toEqual({ size: 32, alignment: 8, offsets: { flag: 0, inner: 8, last: 24 } });
});

test.each([
  ['USER_INFO_3', 184],
  ['SECURITY_LOGON_SESSION_DATA', 272],
  ['SHARE_INFO_502', 72],
  ['SYSTEM_POWER_CAPABILITIES', 76],
  ['ENUM_SERVICE_STATUS_PROCESSW', 56],
  ['PROCESSENTRY32W', 568],
])('%s has the size that its headers give it on x64', (name, size) => {
  const structure = structures.find((each) => each.name === name);
  expect(structure && layOut(structure).size).toBe(size);
});

test('each structure is declared once', () => {
  const names = structures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
