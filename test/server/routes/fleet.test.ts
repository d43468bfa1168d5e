import { expect, test } from 'vitest';
import { deviceDetail, devicePage, fleetSummary } from '../../../src/protocol/fleet.ts';
import { heartbeatSeconds } from '../../../src/protocol/report.ts';
import { asker, enrolledDevice, openApp, signedIn } from '../open-app.ts';
import { allPass, digestOf, TestDevice } from '../test-device.ts';

const hour = 3_600_000;

test('the summary counts standings, rules and silence from what was reported', async () => {
  let now = Date.parse('2026-11-24T08:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const [good, bad, unknown] = [
    await enrolledDevice(endpoint, 'good'),
    await enrolledDevice(endpoint, 'bad'),
    await enrolledDevice(endpoint, 'unknown'),
  ];
  await enrolledDevice(endpoint, 'never reported');
  await endpoint.send('reports', await good.assessment(allPass));
  await endpoint.send('reports', await bad.assessment({ ...allPass, sharing: 'fail', antivirus: 'unknown' }));
  await endpoint.send(
    'reports',
    await unknown.assessment({ ...allPass, sharing: 'not-applicable', antivirus: 'unknown' }),
  );
  const cookie = await signedIn(endpoint);
  const ask = asker(endpoint, cookie);
  const summary = fleetSummary.strict().parse((await ask('fleet/summary')).json());
  expect(summary).toMatchObject({ devices: 4, compliant: 1, notCompliant: 1, unknown: 2, silent: 0 });
  expect(summary.rules.find(({ rule }) => rule === 'sharing')).toEqual({
    rule: 'sharing',
    pass: 1,
    fail: 1,
    advised: 0,
    unknown: 0,
    notApplicable: 1,
    excepted: 0,
  });
  now += 2 * heartbeatSeconds * 1000 + 1;
  await endpoint.send('reports', await good.heartbeat(digestOf(allPass)));
  expect((await ask('fleet/summary')).json()).toMatchObject({ devices: 4, compliant: 1, silent: 3 });
});

test('what only advises is counted and listed apart, and no device is the worse for it', async () => {
  const endpoint = await openApp();
  const [advised, failing] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  await endpoint.send('reports', await advised.assessment({ ...allPass, sharing: 'advised' }));
  await endpoint.send('reports', await failing.assessment({ ...allPass, sharing: 'fail' }));
  const ask = asker(endpoint, await signedIn(endpoint));
  const summary = fleetSummary.parse((await ask('fleet/summary')).json());
  expect(summary).toMatchObject({ compliant: 1, notCompliant: 1 });
  expect(summary.rules.find(({ rule }) => rule === 'sharing')).toMatchObject({ fail: 1, advised: 1 });
  const listed = async (query: string) => devicePage.parse((await ask(`fleet/devices?${query}`)).json());
  expect((await listed('rule=sharing')).devices).toMatchObject([{ failing: ['sharing'], advised: [] }]);
  expect((await listed('rule=sharing&finding=advised')).devices).toMatchObject([
    { standing: 'compliant', failing: [], advised: ['sharing'] },
  ]);
  expect((await ask('fleet/devices?rule=sharing&finding=pass')).statusCode).toBe(400);
});

test('a device is shown with what it said, since when, and its clock', async () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const device = await enrolledDevice(endpoint, 'pc-09');
  const at = (hours: number) => new Date(now - 10 * hour + hours * hour).toISOString();
  await endpoint.send('reports', await device.assessment(allPass, at(0), 'pc-09'));
  await endpoint.send('reports', await device.assessment({ ...allPass, sharing: 'fail' }, at(2), 'pc-09'));
  await endpoint.send('reports', await device.assessment({ ...allPass, sharing: 'fail' }, at(3), 'pc-09'));
  const ask = asker(endpoint, await signedIn(endpoint));
  const reply = await ask(`fleet/devices/${device.device}`);
  const detail = deviceDetail.strict().parse(reply.json());
  expect(detail).toMatchObject({
    hostname: 'pc-09',
    standing: 'not-compliant',
    failing: ['sharing'],
    sequence: 3,
    policyVersion: 1,
    scannedAt: at(3),
    lastSeenAt: new Date(now).toISOString(),
    clockSkewMs: -7 * hour,
    silent: false,
  });
  expect(detail.facts['screen-lock']).toEqual({
    state: 'known',
    value: { waitSeconds: 300 },
    source: '/etc/example',
  });
  const since = Object.fromEntries(detail.verdicts.map((verdict) => [verdict.rule, verdict.since]));
  expect(since).toEqual({ 'screen-lock': at(0), 'password-age': at(0), antivirus: at(0), sharing: at(2) });
  expect(detail.changes[0]).toMatchObject({ rule: 'sharing', from: 'pass', to: 'fail', at: at(2) });
  expect(detail.changes).toHaveLength(5);
});

test('two histories under one key, as of a cloned computer or a restored image, stand on the device’s page with its key', async () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  const device = await enrolledDevice(endpoint, 'pc-09');
  const clone = await TestDevice.create();
  Object.assign(clone, { privateKey: device.privateKey, jwk: device.jwk, device: device.device });
  const ask = asker(endpoint, await signedIn(endpoint));
  const shown = async () => deviceDetail.parse((await ask(`fleet/devices/${device.device}`)).json());
  await endpoint.send('reports', await device.assessment(allPass));
  expect(await shown()).toMatchObject({ key: device.thumbprint, keyShared: false, secondHistories: [] });
  await endpoint.send('reports', await clone.assessment({ ...allPass, sharing: 'fail' }));
  const at = new Date(now).toISOString();
  expect(await shown()).toMatchObject({
    standing: 'compliant',
    keyShared: true,
    secondHistories: [{ sign: 'number-taken', begunAt: at, lastAt: at, endedAt: null }],
  });
});

test('a device that has not reported yet is shown without inventing anything', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const ask = asker(endpoint, await signedIn(endpoint));
  const detail = deviceDetail.strict().parse((await ask(`fleet/devices/${device.device}`)).json());
  expect(detail).toMatchObject({
    standing: 'unknown',
    scannedAt: null,
    lastSeenAt: null,
    clockSkewMs: null,
    verdicts: [],
    changes: [],
  });
  expect((await ask('fleet/devices/nobody')).json().error).toBe('not-found');
});

test('the list is read page by page, and a page mark of another list is refused', async () => {
  const endpoint = await openApp();
  for (let index = 0; index < 7; index += 1) await enrolledDevice(endpoint, `pc-${index}`);
  const ask = asker(endpoint, await signedIn(endpoint));
  const seen: string[] = [];
  let after = '';
  do {
    const url = `fleet/devices?sort=hostname&direction=desc&limit=3${after && `&after=${after}`}`;
    const page = devicePage.strict().parse((await ask(url)).json());
    expect(page.matches).toBe(7);
    seen.push(...page.devices.map(({ hostname }) => hostname));
    after = page.next ?? '';
  } while (after !== '');
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `pc-${index}`));
  const { next } = (await ask('fleet/devices?sort=hostname&limit=3')).json();
  for (const [query, mark] of [
    ['sort=standing', next],
    ['sort=hostname&direction=desc', next],
    ['sort=hostname', 'bm9uc2Vuc2U'],
    ['sort=hostname', '%00'],
  ])
    expect((await ask(`fleet/devices?${query}&after=${mark}`)).json().error, query).toBe('invalid-cursor');
});

test('a hostile host name is passed on as text and nothing else', async () => {
  const endpoint = await openApp();
  const hostname = '<script>alert(1)</script>\r\nSet-Cookie: a=b';
  await enrolledDevice(endpoint, hostname);
  const ask = asker(endpoint, await signedIn(endpoint));
  const reply = await ask('fleet/devices');
  expect(reply.headers['content-type']).toMatch(/^application\/json/);
  expect(reply.json().devices[0].hostname).toBe(hostname);
});
