import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enrolDevice } from '../../src/agent/enrolment.ts';
import { keysBeside, takeUpKey } from '../../src/agent/identity/key-beside.ts';
import { fileProtector, keyFileName, nameOfKey, withChip } from '../../src/agent/identity.ts';
import { Chip } from './chip.ts';
import { machine } from './machine.ts';
import { realEndpoint } from './real-endpoint.ts';
import { temporaryFolder } from './temporary-folder.ts';

const description = await machine().platform.describeDevice();

async function joined(keyProtector = fileProtector) {
  const endpoint = await realEndpoint();
  const folder = temporaryFolder();
  const deps = { folder, keyProtector, description };
  const first = await enrolDevice(await endpoint.newString(), deps);
  if (!first.ok) throw new Error(first.detail);
  const takeOwn = async (string: string) =>
    enrolDevice(string, { ...deps, newKey: { was: first.enrolment } });
  return { endpoint, folder, first: first.enrolment, takeOwn };
}

test('a refused string leaves the key, and what the endpoint keeps, as they were', async () => {
  const { endpoint, folder, first, takeOwn } = await joined();
  const before = readFileSync(join(folder, keyFileName));
  const string = (await endpoint.newString()).replace(/token=...../, 'token=wrong');
  expect(await takeOwn(string)).toMatchObject({ ok: false, reason: 'refused' });
  expect(readFileSync(join(folder, keyFileName))).toEqual(before);
  expect((await endpoint.storage.findDevice(first.device))?.secondHistories).toEqual([]);
  // What was made for it is used when it is tried again.
  const made = nameOfKey(folder, keysBeside.own);
  const own = await takeOwn(await endpoint.newString());
  expect(own).toMatchObject({ ok: true, enrolment: { key: made, epoch: 1 } });
});

test('the old key is destroyed, in the chip too, only when the enrolment that names the new one is taken up', async () => {
  const chip = new Chip();
  const protector = withChip(fileProtector, chip);
  const { endpoint, folder, first, takeOwn } = await joined(protector);
  const [old = ''] = chip.keys.keys();
  const own = await takeOwn(await endpoint.newString());
  if (!own.ok) throw new Error(own.detail);
  expect([chip.keys.size, nameOfKey(folder)]).toEqual([2, first.key]);
  await takeUpKey(folder, protector, first.key);
  expect([chip.keys.size, nameOfKey(folder)]).toEqual([2, first.key]);
  for (const _time of ['once', 'again']) await takeUpKey(folder, protector, own.enrolment.key);
  expect([chip.keys.size, chip.keys.has(old), nameOfKey(folder)]).toEqual([1, false, own.enrolment.key]);
  expect(existsSync(join(folder, keysBeside.own))).toBe(false);
  expect(await endpoint.storage.findDevice(first.device)).toMatchObject({
    secondHistories: [{ sign: 'new-key', successor: own.enrolment.device, endedBy: '' }],
  });
});
