import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSignOff } from '../../src/agent/sign-off.ts';
import { handTimers } from './hand-timers.ts';
import { machine } from './machine.ts';
import { confirm, joined, notice, record, tellOf } from './signing-off.ts';
import { startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('told of a sign-off, it scans once more and reports the whole, though nothing has changed; and keeps it', async () => {
  const { endpoint, agent, folder, report } = await joined();
  const before = endpoint.reports.length;
  tellOf(endpoint, notice);
  await report();
  const [heartbeat, last] = endpoint.reports.slice(before);
  expect(heartbeat).toMatchObject({ kind: 'heartbeat' });
  expect(heartbeat).not.toHaveProperty('signOff');
  expect(last).toMatchObject({ kind: 'assessment', signOff: notice.id });
  expect(agent.state().signOff).toEqual({ state: 'pending', notice, lastScanSentAt: expect.any(String) });
  expect(readSignOff(folder)).toEqual(agent.state().signOff);
});

test('while it is open it reports every minute; an hour later, every quarter of one', async () => {
  const timers = handTimers();
  const { endpoint, agent, report } = await joined({ timers });
  tellOf(endpoint, notice);
  await report();
  expect(timers.next()).toBe(60_000);
  const before = endpoint.reports.length;
  await report(1);
  expect(endpoint.reports.slice(before)).toMatchObject([{ kind: 'heartbeat', signOff: notice.id }]);
  for (let looks = 0; looks < 60; looks += 1) {
    timers.advance(60_000);
    await agent.settled();
  }
  expect(timers.next()).toBe(15 * 60_000);
});

test('somebody who presses "Check again" hears of it at once, and so of its end', async () => {
  const { endpoint, agent, ask } = await joined();
  const before = endpoint.reports.length;
  tellOf(endpoint, notice);
  await ask('unlock');
  expect(agent.state().signOff).toBeNull();
  await ask('user');
  expect(agent.state().signOff).toMatchObject({ state: 'pending', lastScanSentAt: expect.any(String) });
  expect(endpoint.reports.slice(before).map(({ kind }) => kind)).toEqual(['heartbeat', 'assessment']);
  confirm(endpoint);
  await ask('user');
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off' });
});

test('so does somebody who asks while a scan for another reason is already asked for', async () => {
  const { endpoint, agent, device, wait } = await joined();
  tellOf(endpoint, notice);
  wait(3);
  let release = (): void => undefined;
  device.hold = new Promise((resolve) => {
    release = resolve;
  });
  const asked = [agent.scan('change'), agent.scan('unlock'), agent.scan('user')];
  release();
  await Promise.all(asked);
  await agent.settled();
  expect(agent.state().signOff).toMatchObject({ state: 'pending' });
});

test('called off, everything is as before', async () => {
  const { endpoint, agent, folder, report } = await joined();
  tellOf(endpoint, notice);
  await report();
  tellOf(endpoint, undefined);
  await report();
  expect(agent.state()).toMatchObject({ signOff: null, reporting: { state: 'up-to-date' } });
  expect(readSignOff(folder)).toBeNull();
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
});

test('confirmed, key, enrolment, outbox and state leave the disk, and nothing else does; it sends and scans no more', async () => {
  const { endpoint, agent, folder, settings, device, report } = await joined();
  settings.set('language', 'en');
  writeFileSync(join(folder, 'training.json'), '{}');
  writeFileSync(join(folder, 'outbox-unsent-1.log'), 'x');
  writeFileSync(join(folder, 'statements.json.spoilt'), 'x');
  writeFileSync(join(folder, 'not-ours.txt'), 'mine');
  tellOf(endpoint, notice);
  await report();
  confirm(endpoint);
  await report();
  expect(agent.state()).toMatchObject({
    signOff: { state: 'signed-off', record, unsent: 0 },
    assessment: null,
    reporting: { state: 'not-enrolled' },
    statements: [],
  });
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'not-ours.txt', 'sign-off.json']);
  expect([settings.get('enrolment'), settings.get('language')]).toEqual([null, 'en']);
  const { attempts } = endpoint;
  await expect(agent.scan('user')).rejects.toThrow('signed off');
  device.settingChanged();
  await agent.stop();
  expect(endpoint.attempts).toBe(attempts);
  expect(readdirSync(folder).sort()).toEqual(['not-ours.txt', 'sign-off.json']);
});

test('it does not come back by itself after a restart, and does when IT gives it a new token, as another device', async () => {
  const { endpoint, agent, folder, settings, report } = await joined();
  confirm(endpoint);
  await report();
  await agent.stop();
  const again = await startAgent(machine(), { folder, settings });
  await again.agent.settled();
  expect(again.agent.state()).toMatchObject({ signOff: { state: 'signed-off' }, assessment: null });
  endpoint.answer = () => undefined;
  endpoint.device = 'device-2';
  const count = endpoint.reports.length;
  expect((await again.agent.enrol(endpoint.enrolmentString)).ok).toBe(true);
  await again.agent.settled();
  expect(endpoint.reports.slice(count)).toMatchObject([{ device: 'device-2', sequence: 1, previous: null }]);
  expect(again.agent.state()).toMatchObject({ signOff: null, reporting: { state: 'up-to-date' } });
});

test('what was said and had not arrived is counted before it goes', async () => {
  const { endpoint, agent, report } = await joined();
  endpoint.answerStatement = () => 'hang-up';
  await agent.say({ kind: 'incident', what: '报价单发错了人', when: '', who: '' });
  confirm(endpoint);
  await report();
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off', unsent: 1 });
});

test('a statement hears of it, too, and is not taken for refused', async () => {
  const { endpoint, agent } = await joined();
  confirm(endpoint);
  await agent.say({ kind: 'not-right', assignment: 0, note: '' });
  await agent.settled();
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off', unsent: 1 });
});

test.each([
  ['without a record', undefined],
  ['with the record of another device', { ...record, device: 'device-2' }],
  ['with a record that makes no sense', { ...record, id: 'x' }],
])('an answer 410 %s removes nothing', async (_what, wrong) => {
  const { endpoint, agent, folder, report } = await joined();
  const body = { error: 'signed-off', message: 'Signed off.', ...(wrong && { signedOff: wrong }) };
  endpoint.answer = () => ({ status: 410, body });
  await report();
  expect(agent.state()).toMatchObject({ signOff: null, reporting: { state: 'refused' } });
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
});

test('a file that makes no sense says nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sign-off.json'), '{"state":"wiping"}');
  expect(readSignOff(folder)).toBeNull();
  expect(readFileSync(join(folder, 'sign-off.json'), 'utf8')).toContain('wiping');
});
