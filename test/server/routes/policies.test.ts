import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { policyList, takenBack } from '../../../src/protocol/fleet-policy.ts';
import { readSignedPolicy } from '../../../src/signed-policy/read-signed-policy.ts';
import { key, pinned, policyOf, signedPolicy } from '../../signed-policy/policies.ts';
import { administrator, asker, enrolledDevice, type OpenApp, openApp, signedIn } from '../open-app.ts';
import { fetchPolicy, publish, report } from '../policies-of-devices.ts';

async function page(endpoint: OpenApp) {
  const ask = asker(endpoint, await signedIn(endpoint));
  const list = async () => policyList.strict().parse((await ask('fleet/policies')).json());
  return {
    list,
    row: async (version: number) => (await list()).policies.find((one) => one.version === version),
    change: (version: number, payload: object) =>
      ask(`fleet/policies/${version}`, { method: 'PUT', payload }),
    takeBack: (version: number, before: number) =>
      ask(`fleet/policies/${version}/take-back`, { method: 'POST', payload: { before } }),
  };
}

const withKey = { policyKey: () => key };
const part = { percent: 10, halted: false };

test('IT sees how far each policy got, until when it holds, who did what with it, and who would not take it', async () => {
  const endpoint = await openApp({ ...withKey, clock: () => Date.parse('2026-11-28T09:00:00.000Z') });
  const { list, change } = await page(endpoint);
  const [one, two, three] = [
    await enrolledDevice(endpoint, 'pc-1'),
    await enrolledDevice(endpoint, 'pc-2'),
    await enrolledDevice(endpoint, 'pc-3'),
  ];
  await publish(endpoint, 2, {
    percent: 10,
    department: '研发部',
    now: Date.parse('2026-11-28T08:00:00.000Z'),
  });
  await report(endpoint, one, { version: 2 });
  await report(endpoint, two, { version: 0, refused: { version: 2, reason: 'failed-self-test' } });
  await report(endpoint, three, undefined);
  expect((await change(2, { percent: 50, halted: false, seen: part })).statusCode).toBe(204);
  expect(await list()).toEqual({
    policies: [
      {
        version: 2,
        publishedAt: '2026-11-28T08:00:00.000Z',
        expiresAt: '2099-11-24T08:00:00.000Z',
        percent: 50,
        department: '研发部',
        scope: 3,
        devices: 1,
        halted: null,
        replacedBy: null,
        before: 0,
        acts: [
          { at: '2026-11-28T08:00:00.000Z', by: '', act: 'published', percent: 10 },
          { at: '2026-11-28T09:00:00.000Z', by: administrator.user, act: 'rolled-out', percent: 50 },
        ],
      },
    ],
    held: [
      { version: 2, devices: 1 },
      { version: 0, devices: 1 },
      { version: null, devices: 1 },
    ],
    refusals: [{ device: two.device, hostname: 'pc-01', version: 2, reason: 'failed-self-test' }],
    canSign: true,
  });
  await report(endpoint, two, { version: 2 });
  expect((await list()).refusals).toEqual([]);
});

test('a roll-out that IT halts reaches nobody else until it goes on, and a stale page changes nothing', async () => {
  const endpoint = await openApp(withKey);
  const { row, change } = await page(endpoint);
  const device = await enrolledDevice(endpoint);
  await publish(endpoint, 2);
  const all = { percent: 100, halted: false };
  await change(2, { percent: 100, halted: true, seen: all });
  expect((await row(2))?.halted).toEqual({ by: administrator.user, trouble: null });
  expect((await report(endpoint, device, { version: 0 })).policy).toBeUndefined();
  expect((await fetchPolicy(endpoint, device, 2)).statusCode).toBe(404);
  // Who widens it did not see that it was halted meanwhile.
  expect((await change(2, { ...all, seen: all })).json().error).toBe('changed-meanwhile');
  expect((await change(2, { ...all, seen: { percent: 100, halted: true } })).statusCode).toBe(204);
  expect((await report(endpoint, device, { version: 0 })).policy).toBe(2);
  expect((await change(3, { ...all, seen: all })).statusCode).toBe(404);
  expect((await row(2))?.acts.map(({ act }) => act)).toEqual(['published', 'halted', 'rolled-out']);
});

test('what halted by itself says why, also after somebody has halted it too', async () => {
  const endpoint = await openApp(withKey);
  const { row, change } = await page(endpoint);
  const device = await enrolledDevice(endpoint);
  await publish(endpoint, 2);
  await fetchPolicy(endpoint, device, 2);
  await report(endpoint, device, { version: 0, refused: { version: 2, reason: 'unreadable' } });
  const halted = { by: null, trouble: { devices: 1, refused: 1, unknown: 0, silent: 0 } };
  expect(await row(2)).toMatchObject({ halted, acts: [{ act: 'published' }, { act: 'halted', by: null }] });
  const seen = { percent: 100, halted: true };
  expect((await change(2, { ...seen, seen })).statusCode).toBe(204);
  expect((await row(2))?.halted).toEqual(halted);
});

test('taking a policy back publishes the limits before it under a new number, to whom it went, and halts it', async () => {
  const endpoint = await openApp(withKey);
  const { list, takeBack } = await page(endpoint);
  const device = await enrolledDevice(endpoint);
  for (const [version, seconds] of [[2, 200] as const, [3, 60] as const])
    await publish(endpoint, version, { jws: signedPolicy(policyOf(version, seconds)) });
  expect((await takeBack(3, 0)).json().error).toBe('changed-meanwhile');
  const answer = await takeBack(3, 2);
  expect(takenBack.parse(answer.json())).toEqual({ version: 4 });
  const [four, three] = (await list()).policies;
  expect(four).toMatchObject({ percent: 100, department: null, acts: [{ by: administrator.user }] });
  expect(three).toMatchObject({ halted: { by: administrator.user }, replacedBy: 4 });
  expect((await report(endpoint, device, { version: 3 })).policy).toBe(4);
  const read = readSignedPolicy((await fetchPolicy(endpoint, device, 4)).json().jws, pinned);
  expect(read.ok && read.signed.policy).toEqual({ ...policyOf(2, 200), version: 4 });
});

test('the first policy is taken back to what agents bring along', async () => {
  const endpoint = await openApp(withKey);
  const { takeBack } = await page(endpoint);
  await publish(endpoint, 2);
  expect((await takeBack(2, 0)).statusCode).toBe(201);
  const [back] = await endpoint.storage.listPolicies();
  const read = readSignedPolicy(back?.jws ?? '', pinned);
  expect(read.ok && read.signed.policy.profiles).toEqual(defaultPolicy().profiles);
});

test('where the key is kept elsewhere nothing can be taken back from the page, and it says so', async () => {
  const endpoint = await openApp();
  const { list, takeBack } = await page(endpoint);
  await publish(endpoint, 2);
  expect((await list()).canSign).toBe(false);
  expect((await takeBack(2, 0)).json().error).toBe('policy-key-elsewhere');
  expect((await takeBack(9, 0)).statusCode).toBe(404);
  expect((await list()).policies).toHaveLength(1);
});
