import { afterAll, describe, expect, test, vi } from 'vitest';
import { momentOf } from '../../../src/agent/scanner/moment.ts';
import { assess } from '../../../src/policy/assess.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { readFacts } from '../../../src/probes/read-facts.ts';
import { windowsPlatform } from '../../../src/probes/windows/platform.ts';
import { noAssignment } from '../../../src/rules/assignment.ts';
import { rules } from '../../../src/rules/registry.ts';
import { capturedWindows } from './captured-machine.ts';
import type { CapturedMachine } from './machine-file.ts';
import { allMachines, machineOf } from './machines.ts';

// The machines stand in China: a password that was changed after midnight there has another day than in UTC.
vi.stubEnv('TZ', 'Asia/Shanghai');
afterAll(() => vi.unstubAllEnvs());

const machines = allMachines();
/** Of a sentence, not of a key, a path, a call or a command. */
const englishWords = /\b(which|its|the|of|no|has|is|was|not|could|did|does)\b/;

// What only time shows is in no file; that every other fact has a probe is held by test/rules/registry.test.ts.
const { probes } = windowsPlatform(capturedWindows(machineOf('home-pc.json')));
const read: readonly string[] = probes.map((probe) => probe.fact);
const judged = rules.filter((rule) => read.includes(rule.needs)).map((rule) => rule.id);

async function judge(machine: CapturedMachine) {
  const now = new Date(machine.at);
  const readings = await readFacts(windowsPlatform(capturedWindows(machine), () => now).probes);
  const { users, accepted: acceptedConfiguration } = machine;
  const assignment = { ...noAssignment, users, acceptedConfiguration };
  const verdicts = assess(defaultPolicy(), machine.profile, readings, momentOf(now), assignment);
  return verdicts.map(({ rule, status, reason, source }) => ({
    rule,
    status,
    reason: reason?.id ?? null,
    source,
  }));
}

describe.each(machines)('$file', ({ machine }) => {
  test(`${machine.name}`, async () => {
    const verdicts = await judge(machine);
    for (const rule of judged) {
      const expected = machine.verdicts[rule];
      if (expected === undefined) continue;
      const wanted = typeof expected === 'string' ? { rule, status: expected } : { rule, ...expected };
      expect(verdicts.find((verdict) => verdict.rule === rule)).toMatchObject(wanted);
    }
  });

  test('names its sources in no language', async () => {
    for (const { source } of await judge(machine)) expect(source ?? '').not.toMatch(englishWords);
  });

  test('says how a person can check it', () => {
    expect(machine.origin).toContain('Check: ');
  });
});

test('there are at least forty machines, each by its own name', () => {
  expect(machines.length).toBeGreaterThanOrEqual(40);
  expect(new Set(machines.map(({ machine }) => machine.name)).size).toBe(machines.length);
});

test.each(judged)('some pass %s, some fail it, and of some it is unknown', (rule) => {
  const expected = machines.map(({ machine }) => machine.verdicts[rule]);
  const statuses = expected.map((each) => (typeof each === 'object' ? each.status : each));
  expect(statuses).toEqual(expect.arrayContaining(['pass', 'fail', 'unknown']));
});
