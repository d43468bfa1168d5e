import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assess } from '../../../src/policy/assess.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { macosPlatform } from '../../../src/probes/macos/platform.ts';
import { readFacts } from '../../../src/probes/read-facts.ts';
import { noAssignment } from '../../../src/rules/assignment.ts';
import { capturedMac, decodeMac } from './captured-mac.ts';

const folder = new URL('../../fixtures/macos/', import.meta.url);
const readOther = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const names = versions.flatMap(({ name: version }) =>
  readdirSync(new URL(`${version}/`, folder)).map((file) => `${version}/${file.replace(/\.json$/, '')}`),
);
const machines = names.map((name) => ({ file: name, machine: decodeMac(readOther(name), readOther) }));

test.each(machines)('$file: $machine.name', async ({ machine }) => {
  const { probes } = macosPlatform(capturedMac(machine));
  const moment = { at: new Date(machine.at).toISOString(), today: machine.at.slice(0, 10) };
  const assignment = { ...noAssignment, users: machine.users };
  const verdicts = assess(defaultPolicy(), machine.profile, await readFacts(probes), moment, assignment);
  for (const [rule, expected] of Object.entries(machine.verdicts)) {
    const wanted = typeof expected === 'string' ? { status: expected } : expected;
    const { status, reason } = verdicts.find((verdict) => verdict.rule === rule) ?? {};
    expect({ rule, reason: reason?.id, status }).toEqual({ rule, reason: reason?.id, ...wanted });
  }
});

test('sources are named in no language', async () => {
  for (const { machine } of machines)
    for (const { source } of Object.values(await readFacts(macosPlatform(capturedMac(machine)).probes)))
      expect(source ?? '').not.toMatch(/\b(which|its|the|of|no|has|is|was|not|could|did|does)\b/);
});

test('every rule meets a Mac that passes, one that fails and one that cannot tell', () => {
  const reached = new Set(
    machines.flatMap(({ machine }) =>
      Object.entries(machine.verdicts).map(([rule, verdict]) =>
        typeof verdict === 'string' ? `${rule} ${verdict}` : `${rule} ${verdict.status}`,
      ),
    ),
  );
  for (const rule of [
    'screen-lock',
    'password-age',
    'antivirus',
    'sharing',
    'approved-software',
    'network-isolation',
    'firewall',
    'os-updates',
    'assigned-user',
  ])
    for (const status of ['pass', 'fail', 'unknown']) expect(reached).toContain(`${rule} ${status}`);
  expect(versions.map(({ name }) => name)).toEqual(['13', '14', '15', '26']);
});
