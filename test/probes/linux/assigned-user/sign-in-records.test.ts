import { expect, test } from 'vitest';
import { readSignIns } from '../../../../src/probes/linux/assigned-user/sign-in-records.ts';

/** utmp(5): 384 bytes where 32-bit programs share the file, 400 with times of 64 bits elsewhere (bits/utmp.h). */
function record(arch: 'x64' | 'arm64', type: number, name: string, seconds: number): Buffer {
  const bytes = Buffer.alloc(arch === 'x64' ? 384 : 400);
  bytes.writeInt16LE(type, 0);
  bytes.writeInt32LE(4711, 4);
  bytes.write(name, 44, 32);
  if (arch === 'x64') bytes.writeUInt32LE(seconds, 340);
  else bytes.writeBigInt64LE(BigInt(seconds), 344);
  return bytes;
}

test.each(['x64', 'arm64'] as const)('on %s people are told from boots, terminals and what ended', (arch) => {
  const seconds = Date.parse('2026-11-20T01:00:00.000Z') / 1000;
  const file = Buffer.concat([
    record(arch, 2, 'reboot', seconds),
    record(arch, 6, 'LOGIN', seconds),
    record(arch, 7, '张伟', seconds),
    record(arch, 8, 'dave', seconds),
    record(arch, 7, '', seconds),
  ]);
  expect(readSignIns(file, arch)).toEqual({
    records: 5,
    since: seconds * 1000,
    signIns: [{ name: '张伟', pid: 4711, at: seconds * 1000 }],
  });
});

test('a name may fill its field to the last byte', () => {
  const name = 'a'.repeat(32);
  expect(readSignIns(record('x64', 7, name, 1), 'x64')?.signIns[0]?.name).toBe(name);
});

test('an empty file has no records, and half a record is no file', () => {
  expect(readSignIns(Buffer.alloc(0), 'x64')).toEqual({ records: 0, since: null, signIns: [] });
  expect(readSignIns(Buffer.alloc(383), 'x64')).toBeUndefined();
});
