import { expect, test } from 'vitest';
import { newKeyType, rotationType } from '../../../src/protocol/key-rotation.ts';
import { reportType } from '../../../src/protocol/report.ts';
import { contents, enrolledDevice, newToken, openApp } from '../open-app.ts';
import { allPass, TestDevice } from '../test-device.ts';

/** A change of key as a device asks for it, or as somebody else would like to. */
async function rotation(
  old: TestDevice,
  fresh: TestDevice,
  over: Record<string, unknown> = {},
  signers = { outer: old, inner: fresh },
) {
  const said = {
    v: 1,
    device: old.device,
    replaces: old.thumbprint,
    epoch: old.epoch,
    sequence: old.sequence + 1,
    ...over,
  };
  const newKey = await signers.inner.sign(said, { typ: newKeyType, jwk: fresh.publicJwk });
  return signers.outer.sign({ v: 1, newKey }, { typ: rotationType, kid: old.device });
}

/** The same device under another key. */
function goOn(old: TestDevice, fresh: TestDevice): TestDevice {
  const { device, epoch, sequence, previous } = old;
  return Object.assign(fresh, { device, epoch, sequence, previous });
}

test('both keys signed: from then on the new one reports, the old one signs nothing that is taken, and the request again changes nothing', async () => {
  const endpoint = await openApp();
  const old = await enrolledDevice(endpoint);
  await endpoint.send('reports', await old.assessment(allPass));
  const fresh = await TestDevice.create();
  const request = await rotation(old, fresh);
  const reply = await endpoint.send('key', request);
  const from = { epoch: 1, sequence: 2 };
  expect([reply.statusCode, reply.json()]).toEqual([
    200,
    { device: old.device, key: fresh.thumbprint, from },
  ]);
  const later = { ...old, sequence: old.sequence };
  const refused = await endpoint.send('reports', await old.assessment(allPass));
  expect([refused.statusCode, refused.json().error]).toEqual([401, 'retired-key']);
  Object.assign(old, later);
  const own = goOn(old, fresh);
  expect((await endpoint.send('reports', await own.assessment(allPass))).statusCode).toBe(200);
  expect((await endpoint.send('key', request)).json()).toEqual(reply.json());
  const statement = await old.statement({ kind: 'not-right', note: '' });
  expect((await endpoint.send('statements', statement)).json().error).toBe('retired-key');
  // Another computer has it, once the device itself has gone on.
  await endpoint.send('reports', await old.assessment(allPass));
  expect(await endpoint.storage.findDevice(old.device)).toMatchObject({
    thumbprint: fresh.thumbprint,
    secondHistories: [{ sign: 'retired-key' }],
  });
  const anew = await endpoint.send('enrolments', await old.enrolment(await newToken(endpoint)));
  expect(anew.json().error).toBe('retired-key');
});

test('the old key alone, the new one alone, another device’s, a repeated or an outdated request: refused, and nothing changes', async () => {
  const endpoint = await openApp();
  const [old, other] = [await enrolledDevice(endpoint, 'pc-01'), await enrolledDevice(endpoint, 'pc-02')];
  await endpoint.send('reports', await old.assessment(allPass));
  const fresh = await TestDevice.create();
  const inner = async (header: Record<string, unknown>) =>
    old.sign({ v: 1, newKey: await fresh.sign({}, header) }, { typ: rotationType, kid: old.device });
  const forged: [string, string][] = [
    ['bad-signature', await rotation(old, fresh, {}, { outer: old, inner: old })],
    ['bad-signature', await rotation(old, fresh, {}, { outer: fresh, inner: fresh })],
    ['bad-signature', await rotation(old, fresh, {}, { outer: other, inner: fresh })],
    ['wrong-device', await rotation(old, fresh, { device: other.device })],
    ['wrong-device', await rotation(old, fresh, { replaces: other.thumbprint })],
    ['sequence-conflict', await rotation(old, fresh, { sequence: 1 })],
    ['unknown-epoch', await rotation(old, fresh, { epoch: 2 })],
    ['key-taken', await rotation(old, other)],
    ['invalid-request', await rotation(old, fresh, { sequence: 0 })],
    ['invalid-request', await inner({ typ: newKeyType, jwk: fresh.publicJwk })],
    ['wrong-header', await inner({ typ: reportType, jwk: fresh.publicJwk })],
    ['wrong-header', await old.sign({ v: 1, newKey: '' }, { typ: reportType, kid: old.device })],
    ['unknown-device', await other.sign({ v: 1, newKey: '' }, { typ: rotationType, kid: 'nobody' })],
    ['not-a-jws', 'e30.e30'],
  ];
  const devices = [old.device, other.device];
  const before = await contents(endpoint, devices);
  for (const [error, request] of forged)
    expect((await endpoint.send('key', request)).json().error, error).toBe(error);
  expect(await contents(endpoint, devices)).toEqual(before);
  expect(await endpoint.storage.listDeviceKeys(old.device)).toHaveLength(1);

  const recorded = await rotation(old, fresh);
  expect((await endpoint.send('key', recorded)).statusCode).toBe(200);
  const second = goOn(old, fresh);
  const third = await TestDevice.create();
  expect((await endpoint.send('reports', await second.assessment(allPass))).statusCode).toBe(200);
  expect((await endpoint.send('key', await rotation(second, third))).statusCode).toBe(200);
  expect((await endpoint.send('key', recorded)).json().error).toBe('retired-key');
  expect((await endpoint.send('key', await rotation(old, await TestDevice.create()))).json().error).toBe(
    'retired-key',
  );
  expect((await endpoint.storage.listDeviceKeys(old.device)).map(({ name }) => name)).toEqual([
    old.thumbprint,
    fresh.thumbprint,
    third.thumbprint,
  ]);
});

test('a device that is taken out or signed off changes no key', async () => {
  const endpoint = await openApp();
  const old = await enrolledDevice(endpoint);
  await endpoint.storage.revokeDevice(old.device, Date.now());
  const request = await rotation(old, await TestDevice.create());
  expect((await endpoint.send('key', request)).json().error).toBe('device-revoked');
});

test('what the old key signed is acknowledged once more as long as it is on the disk to the byte; nothing else of it is', async () => {
  const endpoint = await openApp();
  const old = await enrolledDevice(endpoint);
  const stored = await old.assessment(allPass);
  await endpoint.send('reports', stored);
  const head = { sequence: old.sequence, previous: old.previous };
  const fresh = await TestDevice.create();
  await endpoint.send('key', await rotation(old, fresh));
  const again = await endpoint.send('reports', stored);
  expect([again.statusCode, again.json()]).toMatchObject([200, { epoch: 1, sequence: 1 }]);
  // The same number in other bytes, and the next one.
  Object.assign(old, { sequence: 0, previous: null });
  const other = await old.assessment({ ...allPass, antivirus: 'fail' });
  Object.assign(old, head);
  for (const jws of [other, await old.assessment(allPass)])
    expect((await endpoint.send('reports', jws)).json().error).toBe('retired-key');
  const reports = await endpoint.storage.readReports(old.device);
  expect(reports.map(({ jws, conflicts }) => [jws, conflicts])).toEqual([[stored, 0]]);
});
