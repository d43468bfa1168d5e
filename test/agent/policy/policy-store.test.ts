import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PolicyStore, policyFileName } from '../../../src/agent/policy/policy-store.ts';
import type { Enrolment } from '../../../src/agent/settings.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { pinned, policyOf, signedPolicy } from '../../signed-policy/policies.ts';
import { keptLog } from '../kept-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const enrolment: Enrolment = {
  origin: 'http://127.0.0.1:8470',
  pin: null,
  device: 'device-1',
  epoch: 1,
  key: null,
  keySince: null,
  settles: null,
  profile: 'standard',
  department: '',
  policyKey: pinned,
  bundleKeys: null,
};
const now = new Date('2026-11-28T00:00:00.000Z');

function open(folder: string, over: Partial<Enrolment> = {}) {
  const store = new PolicyStore({ folder, log: keptLog(), builtIn: defaultPolicy() });
  store.follow({ ...enrolment, ...over });
  return store;
}

test('a new version is in force at once and after a restart; an older one, the same and an expired one never', async () => {
  const folder = temporaryFolder();
  const store = open(folder);
  expect(store.held).toEqual({ version: 0 });
  expect(await store.take(signedPolicy(policyOf(3, 200)), 3, now)).toBe(true);
  expect(store.policy).toEqual(policyOf(3, 200));
  for (const [version, over, reason] of [
    [2, {}, 'older'],
    [3, {}, 'older'],
    [4, { expiresAt: '2026-11-27T00:00:00.000Z' }, 'expired'],
  ] as const) {
    expect(await store.take(signedPolicy(policyOf(version), over), version, now)).toBe(false);
    expect(store.held).toEqual({ version: 3, refused: { version, reason } });
  }
  const again = open(folder);
  expect([again.policy, again.held]).toEqual([policyOf(3, 200), { version: 3 }]);
});

test('what was in force stays so when it expires: a clock decides nothing', async () => {
  const folder = temporaryFolder();
  const expiresAt = '2026-11-29T00:00:00.000Z';
  expect(await open(folder).take(signedPolicy(policyOf(2), { expiresAt }), 2, now)).toBe(true);
  expect(open(folder).held).toEqual({ version: 2 });
});

test('a version that was refused is not asked for again, a later one is', async () => {
  const store = open(temporaryFolder());
  await store.take('rubbish', 5, now);
  expect([store.wants(5), store.wants(6), store.held.refused?.reason]).toEqual([false, true, 'not-a-jws']);
  expect(store.policy).toEqual(defaultPolicy());
});

test('what somebody wrote into the file, and what another endpoint signed, is not judged by', async () => {
  const folder = temporaryFolder();
  await open(folder).take(signedPolicy(policyOf(2)), 2, now);
  const file = join(folder, policyFileName);
  const good = readFileSync(file, 'utf8');
  for (const bad of [
    '',
    '{}',
    good.slice(0, -9),
    JSON.stringify({ jws: JSON.stringify(policyOf(9, 9999)) }),
  ]) {
    writeFileSync(file, bad);
    expect(open(folder).policy).toEqual(defaultPolicy());
  }
  writeFileSync(file, good);
  expect(open(folder, { policyKey: null }).policy).toEqual(defaultPolicy());
  expect(open(folder).held.version).toBe(2);
});
