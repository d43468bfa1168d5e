import { expect, test } from 'vitest';
import {
  preparedShare,
  readPreparedShares,
  readShareSecurity,
} from '../../../../src/probes/windows/sharing/prepared-shares.ts';
import { homePcWith } from '../machines.ts';
import { denied } from './scene.ts';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares';
// The lines of a value as reg query prints them on Windows 11.
const lines = ['CSCFlags=0', 'MaxUses=4294967295', 'Path=D:\\a=b', 'Permissions=0', 'Remark=备注', 'Type=0'];

test('a share is told by its lines, in any order and case', () => {
  expect(preparedShare('项目', lines)).toMatchObject({
    name: '项目',
    type: 0,
    path: 'D:\\a=b',
    remark: '备注',
  });
  expect(preparedShare('HP', ['type=1', 'PATH=HP,LocalsplOnly'])).toMatchObject({ type: 1 });
  expect(preparedShare('C$', ['Type=2147483648']).type).toBe(0x80000000);
});

test('a share that makes no sense is a share all the same', () => {
  expect(preparedShare('x', 'Type=3')).toMatchObject({ name: 'x', type: 0 });
  expect(preparedShare('x', ['Type=drei'])).toMatchObject({ type: 0, path: undefined });
});

test('no key is no shares; a closed key is refused', async () => {
  expect(await readPreparedShares(homePcWith({ registry: { [key]: null } }).registry)).toMatchObject({
    value: [],
  });
  expect(await readPreparedShares(homePcWith({ registry: { [key]: denied } }).registry)).toMatchObject({
    reason: 'denied',
  });
});

test('only bytes are a descriptor', async () => {
  const read = (value: unknown) =>
    readShareSecurity(homePcWith({ registry: { [`${key}\\Security`]: { x: value } } }).registry, 'x');
  expect(await read({ hex: '01 00' })).toEqual(new Uint8Array([1, 0]));
  expect(await read('0100')).toBeUndefined();
  expect(await readShareSecurity(homePcWith({}).registry, 'x')).toBeUndefined();
});
