import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { answer, refusal } from '../../../src/probes/windows/answer.ts';
import { windowsKeyChip } from '../../../src/probes/windows/key-chip.ts';
import type { PlatformKeys } from '../../../src/probes/windows/system.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const working: PlatformKeys = {
  create: async () => answer(bytes(64)),
  sign: async (_name, digest) => answer(digest),
  remove: async () => answer(undefined),
};

test('what is signed is the SHA-256 digest of the bytes: a TPM takes nothing longer', async () => {
  const chip = windowsKeyChip({ platformKeys: working });
  const data = Buffer.from('工位');
  const signed = await chip.sign('key', data);
  expect(signed.ok && Buffer.from(signed.value)).toEqual(createHash('sha256').update(data).digest());
});

test('a key that is not there is lost; whatever else goes wrong may pass', async () => {
  const said = async (reason: 'missing' | 'failed' | 'timed-out' | 'denied') => {
    const sign = async () => refusal(reason, 'NCryptSignHash: …');
    const told = await windowsKeyChip({ platformKeys: { ...working, sign } }).sign('key', bytes(1));
    return told.ok ? 'signed' : told.reason;
  };
  expect(await Promise.all((['missing', 'failed', 'timed-out', 'denied'] as const).map(said))).toEqual([
    'lost',
    'failed',
    'failed',
    'failed',
  ]);
});

test('whoever removes a key that is gone already is told nothing of it', async () => {
  const remove = async () => refusal('missing', 'NCryptOpenKey: 0x80090016');
  await windowsKeyChip({ platformKeys: { ...working, remove } }).remove('key');
});
