import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { formatEnrolmentString } from '../../src/protocol/enrolment.ts';
import { policyRequestType } from '../../src/protocol/policy.ts';
import { reportType } from '../../src/protocol/report.ts';
import { serve } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { readPolicyKey } from '../../src/server/policy/policy-key.ts';
import { openSqliteStorage } from '../../src/server/storage/sqlite/sqlite-storage.ts';
import { signPolicy } from '../../src/signed-policy/policy-key.ts';
import { keptLog } from '../agent/kept-log.ts';
import { machine } from '../agent/machine.ts';
import { memorySettings } from '../agent/memory-settings.ts';
import { policyOf } from '../signed-policy/policies.ts';
import { asker, enrolledDevice, type OpenApp, openApp, signedIn } from './open-app.ts';
import { fetchPolicy, goOn, publish, report } from './policies-of-devices.ts';
import { allPass, assessmentOf, type TestDevice } from './test-device.ts';

test('an acknowledgement tells of a policy only a device that says it holds another one', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  expect(await publish(endpoint, 2)).toBe(true);
  expect(await publish(endpoint, 2)).toBe(false);
  expect((await report(endpoint, device, { version: 0 })).policy).toBe(2);
  expect((await report(endpoint, device, { version: 2 })).policy).toBeUndefined();
  expect((await report(endpoint, device, { version: 9 })).policy).toBeUndefined();
  expect((await report(endpoint, device, undefined)).policy).toBeUndefined();
  expect((await report(endpoint, device, 'of a later version')).policy).toBeUndefined();
  const refused = { version: 0, refused: { version: 2, reason: 'unreadable' } };
  expect((await report(endpoint, device, refused)).policy).toBeUndefined();
});

test('only an enrolled device gets a policy, by a request that says so', async () => {
  const endpoint = await openApp();
  const [device, other] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  await publish(endpoint, 2);
  expect((await fetchPolicy(endpoint, device, 2)).json()).toEqual({ jws: expect.any(String) });
  expect((await fetchPolicy(endpoint, device, 3)).statusCode).toBe(404);
  expect((await fetchPolicy(endpoint, device, 2, { device: other.device })).json().error).toBe(
    'wrong-device',
  );
  const asReport = await device.sign(
    { v: 1, device: device.device, version: 2 },
    { typ: reportType, kid: device.device },
  );
  expect((await endpoint.send('policy', asReport)).json().error).toBe('wrong-header');
  // The other way round, after the request's header has been seen.
  const next = device.next({ kind: 'assessment', assessment: assessmentOf(allPass) });
  const asRequest = await device.sign(next, { typ: policyRequestType, kid: device.device });
  expect((await endpoint.send('reports', asRequest)).json().error).toBe('wrong-header');
});

test('a roll-out reaches its share of the devices and its department, and no others', async () => {
  const endpoint = await openApp();
  const devices = await Promise.all(
    Array.from({ length: 40 }, (_, index) => enrolledDevice(endpoint, `pc-${index}`)),
  );
  await publish(endpoint, 2, { percent: 25 });
  const told = async () => {
    const answers = await Promise.all(devices.map((device) => report(endpoint, device, { version: 0 })));
    return answers.filter(({ policy }) => policy === 2).length;
  };
  const some = await told();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(30);
  await goOn(endpoint);
  expect(await told()).toBe(40);
  await publish(endpoint, 3, { department: 'Sales' });
  expect(await told()).toBe(40);
});

test('a device gets no policy by asking for one that is not meant for it: share, department and sign-off hold there too', async () => {
  const endpoint = await openApp();
  const devices = await Promise.all(
    Array.from({ length: 20 }, (_, index) => enrolledDevice(endpoint, `pc-${index}`)),
  );
  const given = async (version: number) => {
    const answers = await Promise.all(devices.map((device) => fetchPolicy(endpoint, device, version)));
    return answers.map(({ statusCode }) => statusCode);
  };
  const told = async (version: number) => {
    const answers = await Promise.all(devices.map((device) => report(endpoint, device, { version: 0 })));
    return answers.map(({ policy }) => (policy === version ? 200 : 404));
  };
  await publish(endpoint, 2, { percent: 40 });
  const meant = await told(2);
  expect(new Set(meant)).toEqual(new Set([200, 404]));
  expect(await given(2)).toEqual(meant);
  await publish(endpoint, 3, { department: 'Sales' });
  expect(await given(3)).toEqual(devices.map(() => 404));
  await publish(endpoint, 4, { department: '研发部' });
  expect(await given(4)).toEqual(devices.map(() => 200));
  await publish(endpoint, 5, { percent: 0 });
  expect(await given(5)).toEqual(devices.map(() => 404));
  const { storage } = endpoint;
  const [first] = devices;
  const wish = { device: first?.device ?? '', version: 4, way: 'wire', now: 0 } as const;
  expect(await storage.handOutPolicy(wish)).toMatchObject({ version: 4 });
  const id = '7f3a1c52-5b1e-4a58-9d0f-0a1b2c3d4e5f';
  await storage.startSignOff({ id, device: wish.device, person: '', reason: '', by: '', now: 0 });
  await storage.endSignOff({ id, state: 'confirmed', by: '', now: 0 });
  expect(await storage.handOutPolicy(wish)).toBeNull();
});

test('a policy that travels on a drive makes nobody silent, and counts once it is judged by or refused', async () => {
  let now = Date.parse('2026-11-24T08:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const [offline, online] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  await publish(endpoint, 2);
  const wish = { device: offline.device, version: 2, way: 'file', now } as const;
  expect(await endpoint.storage.handOutPolicy(wish)).toMatchObject({ version: 2 });
  await fetchPolicy(endpoint, online, 2);
  now += 30 * 86_400_000;
  await report(endpoint, online, { version: 2 });
  expect((await endpoint.storage.listPolicies())[0]?.halted).toBeNull();
  await report(endpoint, offline, { version: 0, refused: { version: 2, reason: 'unreadable' } });
  expect((await endpoint.storage.listPolicies())[0]?.halted).toMatchObject({ refused: 1, silent: 0 });
});

test("a device's own page tells which policy it refuses, why, since when, and what it goes on with; and no more once it takes one", async () => {
  let now = Date.parse('2026-11-24T08:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const ask = asker(endpoint, await signedIn(endpoint));
  const device = await enrolledDevice(endpoint);
  const told = async () => (await ask(`fleet/devices/${device.device}`)).json().refusedPolicy;
  await report(endpoint, device, { version: 1 });
  expect(await told()).toBeNull();
  now += 3_600_000;
  const refused = { version: 1, refused: { version: 2, reason: 'expired' } };
  await report(endpoint, device, refused);
  const since = '2026-11-24T09:00:00.000Z';
  expect(await told()).toEqual({ version: 2, reason: 'expired', since, held: 1 });
  now += 3_600_000;
  await report(endpoint, device, refused);
  expect(await told()).toMatchObject({ version: 2, since });
  await report(endpoint, device, { version: 1, refused: { version: 3, reason: 'unreadable' } });
  expect(await told()).toMatchObject({ version: 3, since: '2026-11-24T10:00:00.000Z' });
  await report(endpoint, device, { version: 3 });
  expect(await told()).toBeNull();
});

test('a roll-out halts by itself when devices refuse it, can tell less than before, or fall silent', async () => {
  const troubles = {
    refused: (device: TestDevice, endpoint: OpenApp) =>
      report(endpoint, device, { version: 0, refused: { version: 2, reason: 'failed-self-test' } }),
    unknown: (device: TestDevice, endpoint: OpenApp) =>
      report(endpoint, device, { version: 2 }, { ...allPass, sharing: 'unknown' }),
  };
  for (const [name, trouble] of Object.entries(troubles)) {
    const endpoint = await openApp();
    const [one, two] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
    await publish(endpoint, 2);
    await report(endpoint, one, { version: 0 });
    await fetchPolicy(endpoint, one, 2);
    await trouble(one, endpoint);
    const [policy] = await endpoint.storage.listPolicies();
    expect(policy?.halted, name).toMatchObject({ devices: 1, [name]: 1 });
    expect((await report(endpoint, two, { version: 0 })).policy, name).toBeUndefined();
    await goOn(endpoint);
    expect((await report(endpoint, two, { version: 0 })).policy, name).toBe(2);
  }
  let now = Date.parse('2026-11-24T08:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const [silent, other] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  await publish(endpoint, 2);
  await report(endpoint, silent, { version: 0 });
  await fetchPolicy(endpoint, silent, 2);
  await fetchPolicy(endpoint, other, 2);
  now += 3 * 3_600_000;
  await report(endpoint, other, { version: 2 });
  const [policy] = await endpoint.storage.listPolicies();
  expect(policy?.halted).toMatchObject({ devices: 2, silent: 1 });
});

test('a policy that IT publishes is in force on a running agent without a restart, and a bad one is refused and told', async () => {
  const data = await mkdtemp(join(tmpdir(), 'deskward-policy-'));
  const home = await mkdtemp(join(tmpdir(), 'deskward-policy-'));
  await writeFile(join(data, 'index.html'), '<!doctype html>');
  const running = await serve({ host: '127.0.0.1', port: 0, data, pageFolder: data });
  const storage = openSqliteStorage(join(data, 'deskward.sqlite'));
  const log = keptLog();
  const computer = machine();
  const agent = createAgent({
    platform: computer.platform,
    folder: home,
    settings: memorySettings(),
    keyProtector: fileProtector,
    policy: defaultPolicy(),
    log,
  });
  await agent.start();
  onTestFinished(async () => {
    await agent.stop();
    await running.close();
    await storage.close();
    await Promise.all([data, home].map((folder) => rm(folder, { recursive: true })));
  });
  const wanted = { profile: 'standard', department: '', uses: 1, days: 1 } as const;
  const { token } = await makeToken(storage, wanted, '', Date.now());
  const { hostname, port } = new URL(running.address);
  expect((await agent.enrol(formatEnrolmentString(hostname, Number(port), token))).ok).toBe(true);
  await agent.settled();
  const key = readPolicyKey(data) ?? '';
  const give = async (version: number, policy: unknown) => {
    const [issuedAt, expiresAt] = ['2026-11-24T08:00:00.000Z', '2099-01-01T00:00:00.000Z'];
    const jws = signPolicy({ v: 1, version, issuedAt, expiresAt, policy }, key);
    await storage.publishPolicy({ version, jws, percent: 100, department: null, by: '', now: 0 });
    const changed = new Promise<void>((resolve) => {
      const look = () => {
        if (agent.policy().version === version || log.lines.some((line) => line.includes('was refused')))
          resolve();
      };
      agent.onChange(look);
    });
    // Another thing is seen, so that there is something to report.
    computer.facts.wait -= 1;
    await agent.scan('user');
    await changed;
    await agent.settled();
  };
  await give(2, policyOf(2, 200));
  const lock = agent.state().assessment?.verdicts.find(({ rule }) => rule === 'screen-lock');
  expect([agent.state().policyVersion, lock?.status]).toEqual([2, 'fail']);
  await give(3, { version: 3, profiles: 'none' });
  expect(agent.state().policyVersion).toBe(2);
  const halted = (await storage.listPolicies())[0]?.halted;
  expect(halted).toMatchObject({ refused: 1 });
});
