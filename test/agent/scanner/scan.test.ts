import { expect, test } from 'vitest';
import { digestOf, scan } from '../../../src/agent/scanner/scan.ts';
import { known, unknown } from '../../../src/facts/fact.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { noAssignment } from '../../../src/rules/assignment.ts';
import { machine } from '../machine.ts';

const policy = defaultPolicy();
const basis = { policy, profile: 'standard', assignment: noAssignment } as const;

test('the same machine has the same digest at another time', async () => {
  const { platform } = machine();
  const early = await scan(platform, basis, () => new Date('2026-11-24T08:00:00Z'));
  const late = await scan(platform, basis, () => new Date('2026-11-24T20:00:00Z'));
  expect(early.verdicts[0]?.at).not.toBe(late.verdicts[0]?.at);
  expect(late.digest).toBe(early.digest);
  expect(early.digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('another fact, another verdict and another policy each make another digest', async () => {
  const { platform, facts } = machine();
  const before = await scan(platform, basis, () => new Date('2026-11-24T08:00:00Z'));
  facts.wait = 299;
  const after = await scan(platform, basis, () => new Date('2026-11-24T08:00:00Z'));
  expect(after.verdicts.map((verdict) => verdict.status)).toEqual(
    before.verdicts.map((verdict) => verdict.status),
  );
  const next = digestOf(before.verdicts, before.facts, policy.version + 1);
  expect(new Set([before.digest, after.digest, next]).size).toBe(3);
});

test('the order in which a probe names things does not matter', () => {
  const one = { 'password-age': known({ changedOn: '2026-10-01', account: 'local' as const }, 'x') };
  const two = { 'password-age': known({ account: 'local' as const, changedOn: '2026-10-01' }, 'x') };
  expect(digestOf([], one, 1)).toBe(digestOf([], two, 1));
});

test('a probe that throws makes its own fact unknown and no other', async () => {
  const { platform } = machine();
  const probes = platform.probes.map((probe) =>
    probe.fact === 'sharing'
      ? { ...probe, read: () => Promise.reject(new Error('broken')) }
      : probe.fact === 'antivirus'
        ? { ...probe, read: async () => unknown('denied', '/run/clamav') }
        : probe,
  );
  const { verdicts } = await scan({ probes }, basis, () => new Date());
  const status = Object.fromEntries(verdicts.map((verdict) => [verdict.rule, verdict.status]));
  expect(status).toMatchObject({ 'screen-lock': 'pass', sharing: 'unknown', antivirus: 'unknown' });
});
