import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { observationFile, observationFileName } from '../../src/agent/observe/observation-file.ts';
import { observedBefore, observePresence, thresholdsOf } from '../../src/agent/observe.ts';
import type { Observer } from '../../src/observer/observer.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import type { Presence } from '../../src/probes/presence.ts';
import { keptLog } from './kept-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const never = new AbortController().signal;
const policy = defaultPolicy();

const presence: Presence = {
  now: () => ({ awake: 9000, asleep: 0, boot: 'one', wall: Date.now() }),
  look: async () => ({ state: 'seen', at: presence.now(), idle: 3, locked: false, source: 'a desk' }),
  watch: () => () => undefined,
};

function observer(folder: string, log = keptLog()): Observer {
  return observePresence({
    folder,
    log,
    policy: () => policy,
    profile: () => 'standard',
    presence,
    isPresenting: async () => false,
    onChange: () => undefined,
  });
}

test('only what the policy of the profile forbids is noted', () => {
  expect(thresholdsOf(policy, 'standard')).toEqual({ unlockedSeconds: 430, awakeSeconds: 1920 });
  expect(thresholdsOf(policy, 'confidential')).toEqual({ unlockedSeconds: 305, awakeSeconds: 1920 });
  const { unattended: _none, ...rest } = policy.profiles.standard;
  const silent = { ...policy, profiles: { ...policy.profiles, standard: rest } };
  expect(thresholdsOf(silent, 'standard')).toBe(null);
});

test('what the running agent has seen, a scan in another program reads from its folder', async () => {
  const folder = temporaryFolder();
  const log = keptLog();
  const before = observedBefore(folder, log, policy, 'standard');
  expect(await before.read(never)).toMatchObject({ state: 'unknown', reason: 'not-observed-yet' });
  const running = observer(folder);
  running.start();
  await running.probe.read(never);
  await running.stop();
  expect(await before.read(never)).toMatchObject({
    state: 'known',
    value: { sight: 'whole', spells: [], noted: { unlockedSeconds: 430, awakeSeconds: 1920 } },
  });
  expect(log.lines).toEqual([]);
});

test('only its user may read what was observed', async () => {
  const folder = temporaryFolder();
  await observationFile(folder, keptLog()).write('{}');
  if (process.platform !== 'win32')
    expect(statSync(join(folder, observationFileName)).mode & 0o777).toBe(0o600);
});

test('a spoilt file is set aside, said in the log, and the agent goes on', async () => {
  const folder = temporaryFolder();
  const path = join(folder, observationFileName);
  writeFileSync(path, '{"v":1,"spells":[{"startedAt":');
  const log = keptLog();
  const running = observer(folder, log);
  running.start();
  expect(await running.probe.read(never)).toMatchObject({ state: 'known', value: { spells: [] } });
  await running.stop();
  expect(readFileSync(`${path}.spoilt`, 'utf8')).toBe('{"v":1,"spells":[{"startedAt":');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ v: 1 });
  expect(log.lines.join()).toContain(`${path}.spoilt`);
});
