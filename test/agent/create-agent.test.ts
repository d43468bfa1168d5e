import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Assessment } from '../../src/agent/agent-state.ts';
import { createAgent } from '../../src/agent/create-agent.ts';
import { fileProtector } from '../../src/agent/identity.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { testOnMachine } from '../not-run.ts';
import { tinyDisk } from './full-disk.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { memorySettings } from './memory-settings.ts';
import { startAgent as start } from './start-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testEndpoint } from './test-endpoint.ts';

test('not enrolled, it scans, remembers and shows, and reports nothing', async () => {
  const { agent } = await start(machine());
  await agent.settled();
  const { assessment, reporting, since, scanning } = agent.state();
  expect(assessment?.verdicts.map((verdict) => verdict.rule)).toContain('screen-lock');
  expect(since['screen-lock' as string]).toBe(assessment?.scannedAt);
  expect([reporting.state, scanning]).toEqual(['not-enrolled', false]);
  expect(agent.lastReport()).toBeNull();
});

test('an enrolment that another program stored is taken up', async () => {
  const endpoint = await testEndpoint();
  const other = await start(machine());
  await other.agent.enrol(endpoint.enrolmentString);
  await other.agent.settled();
  await other.agent.stop();
  const settings = memorySettings();
  const { agent } = await start(machine(), { folder: other.folder, settings });
  await agent.settled();
  expect(agent.state().reporting.state).toBe('not-enrolled');
  settings.set('enrolment', other.settings.get('enrolment'));
  writeFileSync(join(other.folder, 'settings.json'), '{}');
  await new Promise<void>((resolve) => {
    agent.onChange((state) => state.reporting.state === 'up-to-date' && resolve());
  });
  expect(agent.state().assignment.department).toBe('Sales');
});

test('enrolling anew begins a new epoch under the same key, with a whole report', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await start(machine());
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  expect(endpoint.reports.map(({ epoch, sequence, kind }) => [epoch, sequence, kind])).toEqual([
    [1, 1, 'assessment'],
    [2, 1, 'assessment'],
  ]);
});

test('an enrolment that fails says why', async () => {
  const endpoint = await testEndpoint();
  const { agent } = await start(machine());
  const wrongToken = endpoint.enrolmentString.replace('a-token', 'b-token');
  expect(await agent.enrol('deskward://')).toMatchObject({ ok: false, reason: 'bad-string' });
  expect(await agent.enrol(wrongToken)).toMatchObject({
    ok: false,
    reason: 'refused',
    detail: 'This enrolment token is not known.',
  });
  const nobody = 'deskward://127.0.0.1:1/?token=a-token-of-sixteen-characters';
  expect(await agent.enrol(nobody)).toMatchObject({ ok: false, reason: 'unreachable' });
  expect(agent.state().reporting.state).toBe('not-enrolled');
});

test('a scan asked for while one runs follows it, and several share it', async () => {
  const device = machine();
  const { agent } = await start(device);
  await agent.settled();
  const before = device.facts.reads;
  let release: () => void = () => undefined;
  device.hold = new Promise((resolve) => {
    release = resolve;
  });
  const running = agent.scan('user');
  const asked = [agent.scan('change'), agent.scan('user'), agent.scan('resume')];
  device.facts.wait = 900;
  device.hold = null;
  release();
  const followed: Assessment[] = await Promise.all(asked);
  expect(new Set(followed).size).toBe(1);
  expect(followed[0]).not.toBe(await running);
  expect(device.facts.reads - before).toBe(2);
  expect(followed[0]?.verdicts[0]?.status).toBe('fail');
});

test('a new fail is told once, with the state already showing it, and not again after a restart', async () => {
  const device = machine();
  const first = await start(device);
  await first.agent.settled();
  const told: string[] = [];
  first.agent.onNewFailures((verdicts) => {
    expect(first.agent.state().assessment?.verdicts[0]?.status).toBe('fail');
    told.push(...verdicts.map((verdict) => verdict.rule));
  });
  device.facts.wait = 900;
  await first.agent.scan('user');
  await first.agent.scan('user');
  expect(told).toEqual(['screen-lock']);
  await first.agent.stop();
  const { agent } = await start(device, { folder: first.folder });
  agent.onNewFailures((verdicts) => told.push(...verdicts.map((verdict) => verdict.rule)));
  await agent.settled();
  expect(told).toEqual(['screen-lock']);
});

test('a change of a watched file is scanned', async () => {
  const watched = temporaryFolder();
  const device = machine([join(watched, 'sub', 'dconf')]);
  const { agent } = await start(device);
  await agent.settled();
  const changed = new Promise<void>((resolve) => {
    agent.onNewFailures(() => resolve());
  });
  device.facts.wait = 900;
  mkdirSync(join(watched, 'sub'));
  writeFileSync(join(watched, 'sub', 'dconf'), 'x');
  await changed;
});

test('a change that the system tells of, and no file shows, is scanned until the agent stops', async () => {
  const device = machine();
  const { agent } = await start(device);
  await agent.settled();
  const failed: string[] = [];
  agent.onNewFailures((verdicts) => failed.push(...verdicts.map((verdict) => verdict.rule)));
  device.facts.wait = 900;
  device.settingChanged();
  await agent.settled();
  expect(failed).toEqual(['screen-lock']);
  await agent.stop();
  const { reads } = device.facts;
  device.settingChanged();
  await agent.settled();
  expect(device.facts.reads).toBe(reads);
});

testOnMachine(
  { root: true, programs: ['/bin/mount', '/bin/umount'] },
  'on a full and on a read-only disk it goes on scanning and showing',
  async () => {
    const endpoint = await testEndpoint();
    const { folder, remount } = tinyDisk(64);
    const device = machine();
    const { agent, settings } = await start(device, { folder });
    await agent.enrol(endpoint.enrolmentString);
    await agent.settled();
    const filler = join(folder, 'filler');
    for (let full = false; !full; )
      try {
        writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
      } catch {
        full = true;
      }
    device.facts.wait = 900;
    expect((await agent.scan('user')).verdicts[0]?.status).toBe('fail');
    rmSync(filler);
    await agent.stop();
    remount('ro');
    const again = (await start(device, { folder, settings })).agent;
    device.facts.wait = 901;
    expect((await again.scan('user')).verdicts[0]?.observed?.values).toMatchObject({ wait: 901 });
    remount('rw');
    await again.scan('user');
    await again.settled();
    const last = endpoint.reports.at(-1);
    expect(last?.kind === 'assessment' && last.assessment.digest).toBe(again.state().assessment?.digest);
    await again.stop();
  },
);

test('a second agent in the same folder says so and touches nothing', async () => {
  const { folder } = await start(machine());
  const second = createAgent({
    platform: machine().platform,
    folder,
    settings: memorySettings(),
    keyProtector: fileProtector,
    policy: defaultPolicy(),
    log: keptLog(),
  });
  expect(await second.start()).toMatchObject({ ok: false, reason: 'in-use' });
});

test('a listener that throws harms neither the scan nor the other listeners', async () => {
  const { agent } = await start(machine());
  let heard = 0;
  agent.onChange(() => {
    throw new Error('a listener of the test');
  });
  const stop = agent.onChange(() => {
    heard += 1;
  });
  await agent.scan('user');
  expect(heard).toBeGreaterThan(0);
  stop();
  const before = heard;
  await agent.scan('user');
  expect(heard).toBe(before);
});

test('stopping in the middle of a report leaves it in the outbox for the next start', async () => {
  const endpoint = await testEndpoint();
  const device = machine();
  const { agent, folder, settings } = await start(device);
  await agent.enrol(endpoint.enrolmentString);
  await agent.settled();
  endpoint.answer = () => ({ status: 503, body: { error: 'storage-unavailable', message: 'Later.' } });
  device.facts.wait = 900;
  await agent.scan('user');
  await endpoint.attempted(2);
  await agent.stop();
  endpoint.answer = () => undefined;
  const next = await start(device, { folder, settings });
  await next.agent.settled();
  expect(endpoint.reports.map((report) => report.sequence)).toEqual([1, 2]);
});
