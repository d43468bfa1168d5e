import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachOf } from '../../../../src/probes/windows/sharing/security-descriptor.ts';
import { ace, allow, change, deny, descriptor, full, header, read } from './descriptor.ts';

const machine = 'S-1-5-21-1004336348-1177238915-682003330';
const [everyone, administrators] = ['S-1-1-0', 'S-1-5-32-544'];

describe('everyone may enter', () => {
  test.each([
    ['Everyone', everyone],
    ['Anonymous', 'S-1-5-7'],
    ['the group Guests', 'S-1-5-32-546'],
    ['the account Guest', `${machine}-501`],
  ])('by %s', (_, sid) => {
    for (const mask of [full, change, read, 0x80000000])
      expect(reachOf(descriptor([ace(allow, full, administrators), ace(allow, mask, sid)]))).toBe('everyone');
  });

  test('without a DACL, or with none in its place', () => {
    expect(reachOf(new Uint8Array(header(0x8000, 0)))).toBe('everyone');
    expect(reachOf(new Uint8Array(header(0x8004, 0)))).toBe('everyone');
  });

  test('where only a part was denied before', () => {
    const aces = [ace(deny, 0x10000, everyone), ace(allow, full, everyone)];
    expect(reachOf(descriptor(aces))).toBe('everyone');
  });

  test('where it is denied only after it was allowed', () => {
    expect(reachOf(descriptor([ace(allow, read, everyone), ace(deny, full, everyone)]))).toBe('everyone');
  });
});

describe('accounts may enter', () => {
  test.each([
    ['administrators', administrators],
    ['authenticated users', 'S-1-5-11'],
    ['an account of this computer', `${machine}-1001`],
    ['an account that only ends like Guest', `${machine}-1501`],
  ])('by %s', (_, sid) => {
    expect(reachOf(descriptor([ace(allow, full, sid)]))).toBe('accounts');
  });

  test('where everyone was denied the same before, by its generic name too', () => {
    expect(reachOf(descriptor([ace(deny, full, everyone), ace(allow, read, everyone)]))).toBe('accounts');
    expect(reachOf(descriptor([ace(deny, full, everyone), ace(allow, read, 'S-1-5-7')]))).toBe('accounts');
    const generic = [ace(deny, 0x10000000, everyone), ace(allow, full, everyone)];
    expect(reachOf(descriptor(generic))).toBe('accounts');
  });

  test('where the entry for everyone is for what lies below only', () => {
    expect(reachOf(descriptor([ace(allow, full, everyone, 0x08)]))).toBe('accounts');
  });

  test('with an empty DACL, which lets nobody in', () => {
    expect(reachOf(descriptor([]))).toBe('accounts');
  });
});

describe('is not known', () => {
  test('from an entry that holds more than a SID', () => {
    expect(reachOf(descriptor([ace(9, full, everyone)]))).toBe('unknown');
    expect(reachOf(descriptor([ace(9, full, everyone), ace(allow, read, everyone)]))).toBe('everyone');
  });

  test('from a descriptor that is not self-relative', () => {
    expect(reachOf(descriptor([ace(allow, full, everyone)], 0x0004))).toBe('unknown');
  });

  test('from a descriptor that was cut short, wherever', () => {
    const whole = descriptor([ace(allow, full, administrators), ace(allow, full, everyone)]);
    for (let length = 0; length < whole.length; length += 1)
      expect(reachOf(whole.subarray(0, length)), `${length} bytes`).toBe('unknown');
  });

  test('from bytes that are none', () => {
    expect(reachOf(new Uint8Array())).toBe('unknown');
    expect(reachOf(new Uint8Array(64).fill(0xff))).toBe('unknown');
    expect(reachOf(new Uint8Array(64))).toBe('unknown');
  });
});

test('no bytes whatever make it throw', () => {
  const reaches = ['everyone', 'accounts', 'unknown'];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(reaches).toContain(reachOf(bytes));
    }),
  );
  const whole = descriptor([ace(allow, full, administrators), ace(deny, read, everyone)]);
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const changed = Uint8Array.from(whole);
      changed[at] = byte;
      expect(reaches).toContain(reachOf(changed));
    }),
  );
});

test('it does not matter where in a buffer the bytes lie', () => {
  const whole = descriptor([ace(allow, full, everyone)]);
  const inside = new Uint8Array(whole.length + 7);
  inside.set(whole, 7);
  expect(reachOf(inside.subarray(7))).toBe('everyone');
});
