import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scan } from './scan.ts';
import { scenario } from './scenario.ts';

/** Wine's registry and its list of programs do answer: nothing forbidden is there, and that is so. */
const told = new Set(['approved-software']);

function assertNothingElsePasses(verdicts: Readonly<Record<string, string>>): void {
  for (const [rule, verdict] of Object.entries(verdicts))
    if (!told.has(rule)) assert.notEqual(verdict, 'pass', rule);
}

test('a computer that tells next to nothing passes nothing but what it tells', () => {
  const { verdicts, children, status } = scan();
  assert.ok(Object.keys(verdicts).length >= 4);
  assertNothingElsePasses(verdicts);
  assert.equal(children, 0);
  assert.equal(status, 1);
});

test('a computer on which these questions hang is unknown in all that they tell, and the program ends', () => {
  const calls = ['NetUserGetInfo', 'NetShareEnum', 'LsaGetLogonSessionData', 'SystemParametersInfoW'];
  const world = scenario({
    'screen-saver': { told: 1, active: 1 },
    hang: Object.fromEntries(calls.map((call) => [call, 1])),
  });
  const { verdicts, status } = scan(world);
  assertNothingElsePasses(verdicts);
  assert.equal(status, 1);
});
