import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { fileProtector } from '../../src/agent/identity.ts';
import { observationFileName } from '../../src/agent/observation-file.ts';
import { keepSignOff, readSignOff } from '../../src/agent/sign-off.ts';
import { wipe } from '../../src/agent/wipe.ts';
import { known } from '../../src/facts/fact.ts';
import { osUpdates } from '../../src/facts/os-updates.ts';
import type { Probe } from '../../src/probes/probe.ts';
import type { SignOffNotice } from '../../src/protocol/sign-off.ts';
import { handTimers } from './hand-timers.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { type StartOptions, startAgent } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type TestEndpoint, testEndpoint } from './test-endpoint.ts';

const notice: SignOffNotice = {
  id: '7f3a1c52-5b1e-4a58-9d0f-0a1b2c3d4e5f',
  device: 'device-1',
  person: '李娜',
  reason: '离职',
  askedBy: '王伟',
  askedAt: '2026-11-28T08:00:00.000Z',
};
const record = { ...notice, confirmedBy: '王伟', confirmedAt: '2026-11-28T09:00:00.000Z' };

function tellOf(endpoint: TestEndpoint, signOff: SignOffNotice | undefined): void {
  endpoint.answer = ({ epoch, sequence }) => ({
    status: 200,
    body: { epoch, sequence, ...(signOff && { signOff }) },
  });
}

function confirm(endpoint: TestEndpoint, signedOff: object | undefined = record): void {
  const body = { error: 'signed-off', message: 'Signed off.', ...(signedOff && { signedOff }) };
  endpoint.answer = () => ({ status: 410, body });
  endpoint.answerStatement = () => ({ status: 410, body });
}

/** An agent that has joined and has reported once; after that, an hour has passed for each report. */
async function joined(
  options: Pick<StartOptions, 'timers' | 'observer' | 'folder'> = {},
  device = machine(),
) {
  const endpoint = await testEndpoint();
  const time = { now: Date.now() };
  const now = () => new Date(time.now);
  const started = await startAgent(device, { now, ...options });
  await started.agent.enrol(endpoint.enrolmentString);
  await started.agent.settled();
  const report = async (minutes = 60) => {
    time.now += minutes * 60_000;
    await started.agent.scan('schedule');
    await started.agent.settled();
  };
  return { endpoint, device, report, ...started };
}

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

describe('what watches beside it', () => {
  /** Writes down at its stop what it saw, as the real one does. */
  function watcher(folder: string) {
    const did: string[] = [];
    const observer: NonNullable<StartOptions['observer']> = {
      start: () => void did.push('start'),
      stop: async () => {
        did.push('stop');
        writeFileSync(join(folder, observationFileName), '{}');
      },
    };
    return { folder, did, observer };
  }

  test('stops before the state is removed, so that nothing comes back; and watches again once the device joins anew', async () => {
    const { folder, did, observer } = watcher(temporaryFolder());
    const { endpoint, agent, report } = await joined({ folder, observer });
    confirm(endpoint);
    await report();
    expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'sign-off.json']);
    expect(did.at(-1)).toBe('stop');
    endpoint.answer = () => undefined;
    endpoint.device = 'device-2';
    await agent.enrol(endpoint.enrolmentString);
    await agent.settled();
    expect(did.at(-1)).toBe('start');
  });

  test('does not begin at the start of an agent that is signed off', async () => {
    const { endpoint, agent, folder, settings, report } = await joined();
    confirm(endpoint);
    await report();
    await agent.stop();
    const { did, observer } = watcher(folder);
    await startAgent(machine(), { folder, settings, observer });
    expect(did).toEqual([]);
  });
});

test('a probe that was still at work brings nothing back', async () => {
  const device = machine();
  let answer = (): void => undefined;
  const slow: Probe<'os-updates'> = {
    fact: 'os-updates',
    budgetMs: 30_000,
    mayTakeSeconds: true,
    read: () => new Promise((resolve) => (answer = () => resolve(known(osUpdates.example, 'apt')))),
  };
  const probes = [...device.platform.probes, slow as unknown as Probe];
  const { endpoint, agent, folder, report } = await joined(
    {},
    { ...device, platform: { ...device.platform, probes } },
  );
  confirm(endpoint);
  await report();
  expect(readdirSync(folder)).not.toContain('device-key.json');
  answer();
  await new Promise((resolve) => setImmediate(resolve));
  await agent.settled();
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'sign-off.json']);
});

test('enrolled anew by another program while a last scan still runs, the new key and enrolment stay', async () => {
  const { endpoint, agent, folder, settings, device } = await joined();
  const before = settings.get('enrolment');
  confirm(endpoint);
  let release = (): void => undefined;
  device.hold = new Promise((resolve) => {
    release = resolve;
  });
  const scan = agent.scan('user');
  // It goes beside the reports, and is what tells of the sign-off here: the scan is still under way.
  await agent.say({ kind: 'not-right', assignment: 0, note: '' });
  await vi.waitFor(() => expect(agent.state().signOff).toMatchObject({ state: 'wiping' }));
  writeFileSync(join(folder, 'device-key.json'), '{}');
  settings.set('enrolment', before && { ...before, device: 'device-2' });
  writeFileSync(join(folder, 'settings.json'), '{}');
  await vi.waitFor(() => expect(agent.state().signOff).toBeNull());
  release();
  await scan;
  await agent.settled();
  expect(settings.get('enrolment')).toMatchObject({ device: 'device-2' });
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
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

test('killed in the middle of it, the next start finishes before it opens anything', async () => {
  const { endpoint, agent, folder, settings } = await joined();
  await agent.stop();
  const enrolment = settings.get('enrolment');
  await keepSignOff(folder, { state: 'wiping', record, unsent: 2 }, keptLog());
  expect(readdirSync(folder)).toContain('device-key.json');
  const { attempts } = endpoint;
  const again = await startAgent(machine(), { folder, settings });
  await again.agent.settled();
  expect(again.agent.state().signOff).toEqual({ state: 'signed-off', record, unsent: 2 });
  expect(readdirSync(folder).sort()).toEqual(['agent.lock', 'outbox.log', 'sign-off.json']);
  expect(readFileSync(join(folder, 'outbox.log'), 'utf8')).toBe('');
  expect([enrolment?.device, settings.get('enrolment'), endpoint.attempts]).toEqual([
    'device-1',
    null,
    attempts,
  ]);
});

test('a device that another program enrols anew keeps its key and enrolment when the signed-off agent stops', async () => {
  const { endpoint, agent, folder, settings, report } = await joined();
  const before = settings.get('enrolment');
  confirm(endpoint);
  await report();
  await agent.settled();
  expect(agent.state().signOff).toMatchObject({ state: 'signed-off' });
  writeFileSync(join(folder, 'device-key.json'), '{}');
  settings.set('enrolment', before && { ...before, device: 'device-2' });
  await agent.stop();
  expect(existsSync(join(folder, 'device-key.json'))).toBe(true);
  expect(settings.get('enrolment')).toMatchObject({ device: 'device-2' });
});

test('of every file that the agent names, only its settings, its lock and the sign-off itself stay', async () => {
  const folder = temporaryFolder();
  const stay = ['agent.lock', 'settings.json', 'sign-off.json'];
  for (const name of [...namedFiles(), 'last-os-updates.json', 'media.json.spoilt', 'outbox-damaged-1.log'])
    writeFileSync(join(folder, name), '{}');
  for (const name of stay) writeFileSync(join(folder, name), '{}');
  const settings = memorySettings();
  expect(await wipe({ folder, settings, keyProtector: fileProtector, log: keptLog() })).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(stay);
});

/** Whatever a file of the agent calls a file name. */
function namedFiles(): readonly string[] {
  const sources = new URL('../../src/agent/', import.meta.url);
  const texts = readdirSync(sources).map((name) => readFileSync(new URL(name, sources), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/[fF]ileName = '([^']+\.[a-z]+)'/g)]);
  expect(found.length).toBeGreaterThan(15);
  return found.map(([, name = '']) => name);
}

test('where not everything can be removed, that is known, and tried again', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'device-key.json'), '{}');
  const settings = { ...memorySettings(), get: () => ({ device: 'device-1' }), set: () => false } as never;
  expect(await wipe({ folder, settings, keyProtector: fileProtector, log: keptLog() })).toBe(false);
  // The key is the first to go.
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that makes no sense says nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'sign-off.json'), '{"state":"wiping"}');
  expect(readSignOff(folder)).toBeNull();
  expect(readFileSync(join(folder, 'sign-off.json'), 'utf8')).toContain('wiping');
});
