import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealBundle } from '../../../src/bundle/sealed-bundle.ts';
import { bundleReply, bundleType } from '../../../src/protocol/bundle.ts';
import { ensureBundleKeys, readBundleKeys } from '../../../src/server/bundle/bundle-keys.ts';
import { importBundle } from '../../../src/server/bundle/import-bundle.ts';
import { oneReply } from '../../../src/server/bundle/one-reply.ts';
import { openIngest } from '../../../src/server/ingest/open-ingest.ts';
import { ofWhole } from '../../effort.ts';
import { policyOf, signedPolicy } from '../../signed-policy/policies.ts';
import { contents, enrolledDevice, openApp } from '../open-app.ts';
import { allPass, digestOf, TestDevice } from '../test-device.ts';

/** An endpoint with its keys, and what a device of it writes to a file. */
async function endpointForFiles() {
  const endpoint = await openApp();
  await ensureBundleKeys(endpoint.folder, endpoint.storage);
  const keys = readBundleKeys(endpoint.folder);
  const published = await endpoint.storage.findBundleKeys();
  if (keys === null || published === null) throw new Error('no keys');
  const deps = { storage: endpoint.storage, ingest: openIngest(endpoint.storage), keys, clock: Date.now };
  const write = async (
    device: TestDevice,
    reports: readonly string[],
    over: Record<string, unknown> = {},
  ) => {
    const held = { assignment: 0, policy: { version: 0 } };
    const at = '2026-11-28T08:00:00.000Z';
    const content = { v: 1, device: device.device, epoch: 1, at, ...held, reports, statements: [], ...over };
    return sealBundle(await device.sign(content, { typ: bundleType, kid: device.device }), published.encrypt);
  };
  const take = (text: string) => importBundle(text, deps);
  return { endpoint, published, write, take };
}

async function history(device: TestDevice, heartbeats: number): Promise<string[]> {
  const made = [await device.assessment(allPass)];
  for (let count = 0; count < heartbeats; count += 1) made.push(await device.heartbeat(digestOf(allPass)));
  return made;
}

test('bundles that overlap, in the wrong order and twice: each report is taken once, and what is acknowledged is on the disk', async () => {
  const { endpoint, write, take } = await endpointForFiles();
  const device = await enrolledDevice(endpoint);
  const reports = await history(device, 9);
  const [early, late] = [await write(device, reports.slice(0, 6)), await write(device, reports.slice(4))];
  expect(await take(late)).toMatchObject({ ok: true, taken: 6, present: 0, refused: [] });
  expect((await endpoint.storage.readReports(device.device)).map(({ link }) => link)[0]).toBe('gap');
  const second = await take(early);
  expect(second).toMatchObject({ ok: true, taken: 4, present: 2 });
  expect(second.ok && second.reply.acknowledged).toEqual(reports.slice(0, 6).map(digestOf));
  expect(await take(early)).toMatchObject({ ok: true, taken: 0, present: 6 });
  const stored = await endpoint.storage.readReports(device.device);
  expect(stored.map(({ jws }) => jws)).toEqual(reports);
  expect(stored.every(({ link }) => link === 'linked')).toBe(true);
});

test('forged, swapped, foreign and of a device that was taken out: nothing is stored', async () => {
  const { endpoint, published, write, take } = await endpointForFiles();
  const [device, other] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  const stranger = await TestDevice.create();
  stranger.device = 'nobody';
  const reports = await history(device, 2);
  const before = await contents(endpoint, [device.device, other.device]);
  const impostor = await TestDevice.create();
  impostor.device = device.device;
  const sealed = (jws: string) => sealBundle(jws, published.encrypt);
  const refusals = [
    await take(await write(stranger, reports)),
    await take(await write(impostor, reports)),
    await take(await write(device, reports, { device: other.device })),
    await take(await sealed(reports[0] ?? '')),
    await take(await sealed('no jws')),
    await take(await write(device, reports, { v: 2 })),
  ].map((outcome) => (outcome.ok ? 'taken' : outcome.reason));
  expect(refusals).toEqual(['unknown-device', 'forged', 'forged', 'unreadable', 'unreadable', 'unreadable']);
  // Signed by its device, but in the bundle of another one.
  const swapped = await take(await write(other, reports));
  expect(swapped).toMatchObject({ ok: true, taken: 0, present: 0 });
  expect(swapped.ok && swapped.refused.map(({ error }) => error)).toEqual(Array(3).fill('wrong-device'));
  await endpoint.storage.revokeDevice(device.device, 1);
  expect(await take(await write(device, reports))).toEqual({ ok: false, reason: 'unknown-device' });
  expect(await contents(endpoint, [device.device, other.device])).toEqual(before);
});

test('a report that the endpoint holds other bytes of is refused with its sentence, and the others are taken', async () => {
  const { endpoint, write, take } = await endpointForFiles();
  const device = await enrolledDevice(endpoint);
  const reports = await history(device, 2);
  const twin = await TestDevice.create();
  Object.assign(twin, { privateKey: device.privateKey, jwk: device.jwk, device: device.device });
  await endpoint.send('reports', await twin.assessment({ ...allPass, antivirus: 'fail' }));
  const outcome = await take(await write(device, reports));
  expect(outcome).toMatchObject({ ok: true, taken: 2, refused: [{ error: 'sequence-conflict' }] });
  expect(outcome.ok && outcome.reply.acknowledged).toEqual(reports.slice(1).map(digestOf));
});

test('the reply brings what the device lacks by its own word: policy, assignment, receipts; and nothing twice', async () => {
  const { endpoint, write, take } = await endpointForFiles();
  const device = await enrolledDevice(endpoint);
  const jws = signedPolicy(policyOf(3));
  await endpoint.storage.publishPolicy({ version: 3, jws, percent: 100, department: null, by: '', now: 0 });
  const change = { version: 0, owner: '李娜', department: '', profile: 'dedicated' as const, users: null };
  await endpoint.storage.assign({ device: device.device, change, by: 'it', now: 1 });
  const said = await device.statement({ kind: 'incident', what: 'x', when: '', who: '' });
  const first = await take(await write(device, [], { statements: [said] }));
  const brought = { policy: { version: 3, jws }, assignment: { ...change, version: 1 } };
  expect(first.ok && first.reply).toMatchObject({ ...brought, receipts: [{ receipt: expect.any(String) }] });
  const held = { assignment: 1, policy: { version: 3 }, statements: [said] };
  const second = await take(await write(device, [], held));
  expect(second.ok && second.reply).toMatchObject({ policy: null, assignment: null });
  if (!first.ok || !second.ok) throw new Error('not taken');
  expect(second.reply.receipts).toEqual(first.reply.receipts);
  const one = oneReply([second.reply, first.reply]);
  expect(one).toMatchObject({ ...brought, receipts: first.reply.receipts });
});

test('whatever a device of ours signs as a bundle, the endpoint answers and keeps nothing that is no report', async () => {
  const { endpoint, write, take } = await endpointForFiles();
  const device = await enrolledDevice(endpoint);
  const before = await contents(endpoint, [device.device]);
  const odd = fc.oneof(fc.jsonValue(), fc.string(), fc.constant(null), fc.integer());
  const over = fc.dictionary(
    fc.constantFrom(
      ...[
        'v',
        'device',
        'epoch',
        'at',
        'assignment',
        'policy',
        'answered',
        'reports',
        'statements',
        'rotation',
        'more',
      ],
    ),
    fc.oneof(odd, fc.array(odd, { maxLength: 5 })),
  );
  await fc.assert(
    fc.asyncProperty(over, async (changed) => {
      const outcome = await take(await write(device, [], changed));
      expect(outcome.ok ? outcome.taken : 0).toBe(0);
    }),
    { numRuns: ofWhole(20_000, 150) },
  );
  expect(await contents(endpoint, [device.device])).toEqual(before);
});

test('the reply has a date that devices read, whatever date the device says that it has', async () => {
  const { endpoint, write, take } = await endpointForFiles();
  const device = await enrolledDevice(endpoint);
  const answered = '9999-12-31T23:59:59.999Z';
  const outcome = await take(await write(device, [], { answered }));
  expect(outcome.ok && bundleReply.safeParse(outcome.reply).success).toBe(true);
});

test("the endpoint's keys for files are made once; without their file nothing is opened, and no others are made", async () => {
  const { endpoint } = await endpointForFiles();
  const { folder, storage } = endpoint;
  const before = await storage.findBundleKeys();
  await ensureBundleKeys(folder, storage);
  expect(await storage.findBundleKeys()).toEqual(before);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(readBundleKeys(folder)?.encrypt.equals(privateKey)).toBe(false);
  expect(readBundleKeys(`${folder}/elsewhere`)).toBeNull();
});
