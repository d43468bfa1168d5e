import { expect, test } from 'vitest';
import { policyRequestType } from '../../../src/protocol/policy.ts';
import { acknowledgement, refusal } from '../../../src/protocol/report.ts';
import { signOffList } from '../../../src/protocol/sign-off.ts';
import {
  administrator,
  asker,
  enrolledDevice,
  newToken,
  type OpenApp,
  openApp,
  signedIn,
} from '../open-app.ts';
import { allPass, assessmentOf, TestDevice } from '../test-device.ts';

const clock = () => Date.parse('2026-11-28T09:00:00.000Z');

async function opened() {
  const endpoint = await openApp({ clock });
  const ask = asker(endpoint, await signedIn(endpoint));
  const begin = (payload: object) => ask('fleet/sign-offs', { method: 'POST', payload });
  const list = async () => signOffList.parse((await ask('fleet/sign-offs')).json()).signOffs;
  const end = async (state: string) => {
    const [first] = await list();
    return ask(`fleet/sign-offs/${first?.id}`, { method: 'PUT', payload: { state } });
  };
  return { endpoint, ask, begin, list, end };
}

async function report({ send }: OpenApp, device: TestDevice, signOff?: string) {
  const assessment = assessmentOf(allPass);
  const payload = { ...device.next({ kind: 'assessment', assessment }), ...(signOff && { signOff }) };
  return send('reports', await device.signReport(payload));
}

test('from the beginning to the end: told, scanned, confirmed, and gone, with its record', async () => {
  const { endpoint, ask, begin, list, end } = await opened();
  const device = await enrolledDevice(endpoint);
  const reply = await begin({ device: device.device, person: '李娜', reason: '离职' });
  expect(reply.statusCode).toBe(201);
  const told = acknowledgement.parse((await report(endpoint, device)).json()).signOff;
  expect(told).toEqual({
    id: expect.any(String),
    device: device.device,
    person: '李娜',
    reason: '离职',
    askedBy: administrator.user,
    askedAt: '2026-11-28T09:00:00.000Z',
  });
  expect((await list())[0]?.lastScan).toBeNull();
  await report(endpoint, device, told?.id);
  expect(await list()).toMatchObject([{ state: 'pending', lastScan: { sequence: 2 }, verdicts: allPass }]);
  expect((await end('confirmed')).statusCode).toBe(204);
  const refused = await report(endpoint, device, told?.id);
  expect(refused.statusCode).toBe(410);
  expect(refusal.parse(refused.json())).toMatchObject({
    error: 'signed-off',
    signedOff: { ...told, confirmedBy: administrator.user, confirmedAt: '2026-11-28T09:00:00.000Z' },
  });
  const detail = (await ask(`fleet/devices/${device.device}`)).json();
  expect(detail).toMatchObject({
    silent: false,
    signOffs: [{ state: 'confirmed', endedBy: administrator.user }],
  });
  expect(detail.verdicts).toHaveLength(4);
  expect((await ask('fleet/summary')).json()).toMatchObject({ devices: 0 });
  expect((await ask('fleet/devices?filter=signed-off')).json()).toMatchObject({ matches: 1 });
});

test('who can’t sign as the device is told nothing of its sign-off', async () => {
  const { endpoint, begin, end } = await opened();
  const device = await enrolledDevice(endpoint);
  await begin({ device: device.device, person: '', reason: '' });
  await end('confirmed');
  const stranger = await TestDevice.create();
  stranger.device = device.device;
  const refused = await report(endpoint, stranger);
  expect([refused.statusCode, refused.json()]).toEqual([
    401,
    { error: 'bad-signature', message: expect.any(String) },
  ]);
});

test('nothing else of a device that is signed off is taken either, and no token lets its key in', async () => {
  const { endpoint, begin, end } = await opened();
  const device = await enrolledDevice(endpoint);
  await begin({ device: device.device, person: '', reason: '' });
  await end('confirmed');
  const request = { v: 1, device: device.device, version: 1 };
  const sent = [
    await endpoint.send(
      'statements',
      await device.statement({ kind: 'incident', what: 'x', when: '', who: '' }),
    ),
    await endpoint.send('policy', await device.sign(request, { typ: policyRequestType, kid: device.device })),
    await endpoint.send('enrolments', await device.enrolment(await newToken(endpoint))),
  ];
  expect(sent.map((one) => [one.statusCode, one.json().error])).toEqual(sent.map(() => [410, 'signed-off']));
  expect(sent[0]?.json().signedOff).toMatchObject({ device: device.device });
  expect(await endpoint.storage.listStatements(null)).toEqual([]);
});

test('called off, the device hears no more of it; confirming comes too late', async () => {
  const { endpoint, begin, end } = await opened();
  const device = await enrolledDevice(endpoint);
  await begin({ device: device.device, person: '', reason: '' });
  await end('cancelled');
  expect((await end('confirmed')).json().error).toBe('changed-meanwhile');
  const reply = await report(endpoint, device);
  expect([reply.statusCode, reply.json()]).toEqual([200, { epoch: 1, sequence: 1 }]);
});

test('all that one person has is begun at once; nobody’s and what has begun is said', async () => {
  const { endpoint, ask, begin, list } = await opened();
  const devices = [await enrolledDevice(endpoint, 'pc-01'), await enrolledDevice(endpoint, 'pc-02')];
  for (const { device } of devices) {
    const payload = { version: 0, owner: '李娜', department: '', profile: 'standard', users: null };
    await ask(`fleet/devices/${device}/assignment`, { method: 'PUT', payload });
  }
  expect((await begin({ owner: '赵强', reason: '' })).statusCode).toBe(404);
  await begin({ device: devices[0]?.device, person: '', reason: '' });
  expect((await begin({ owner: '李娜', reason: '离职' })).statusCode).toBe(201);
  expect((await list()).map(({ hostname, person }) => [hostname, person])).toEqual([
    ['pc-02', '李娜'],
    ['pc-01', ''],
  ]);
  expect((await begin({ owner: '李娜', reason: '' })).json().error).toBe('sign-off-pending');
  expect((await endpoint.app.inject({ url: '/api/v1/fleet/sign-offs' })).statusCode).toBe(401);
});

test('a later sign-off, in words that an agent does not know, costs no acknowledgement', () => {
  const later = { epoch: 1, sequence: 2, signOff: { v: 9 } };
  expect(acknowledgement.parse(later)).toEqual({ epoch: 1, sequence: 2, signOff: undefined });
});
