import { expect, test } from 'vitest';
import { deviceAssignment } from '../../../src/protocol/assignment.ts';
import { asker, enrolledDevice, openApp, signedIn } from '../open-app.ts';
import { allPass } from '../test-device.ts';

const given = {
  version: 0,
  owner: ' 李娜 ',
  department: '法务部',
  profile: 'confidential',
  users: ['li.na'],
};

test('what IT gives a device is on its page, and in the answer to its next report', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const ask = asker(endpoint, await signedIn(endpoint));
  const path = `fleet/devices/${device.device}`;
  const reply = await ask(`${path}/assignment`, { method: 'PUT', payload: given });
  const expected = { ...given, version: 1, owner: '李娜' };
  expect(deviceAssignment.strict().parse(reply.json())).toMatchObject(expected);
  expect((await ask(path)).json()).toMatchObject({ assignment: expected, heldAssignment: null });
  const report = device.next({ kind: 'heartbeat', digest: 'x'.repeat(43) });
  const told = await endpoint.send('reports', await device.signReport({ ...report, assignment: 0 }));
  expect(told.json()).toMatchObject({ sequence: 1, assignment: expected });
  expect((await ask(path)).json()).toMatchObject({ heldAssignment: 0 });
  expect((await endpoint.send('reports', await device.assessment(allPass))).json()).toEqual({
    epoch: 1,
    sequence: 2,
  });
});

test('a change upon an older version, of nobody, or of another shape changes nothing', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const ask = asker(endpoint, await signedIn(endpoint));
  const put = async (id: string, payload: object) =>
    (await ask(`fleet/devices/${id}/assignment`, { method: 'PUT', payload })).statusCode;
  expect(await put(device.device, given)).toBe(200);
  expect(await put(device.device, given)).toBe(409);
  expect(await put('nobody', given)).toBe(404);
  for (const wrong of [{ profile: 'root' }, { users: [''] }, { users: 'li.na' }, { owner: 'x'.repeat(101) }])
    expect(await put(device.device, { ...given, version: 1, ...wrong })).toBe(400);
});
