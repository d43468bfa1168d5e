import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scan } from './scan.ts';
import { scenario } from './scenario.ts';

test('a computer that tells next to nothing passes nothing', () => {
  const { verdicts, children, status } = scan();
  assert.ok(Object.keys(verdicts).length >= 4);
  for (const [rule, verdict] of Object.entries(verdicts)) assert.notEqual(verdict, 'pass', rule);
  assert.equal(children, 0);
  assert.equal(status, 1);
});

test('a computer on which every question hangs is unknown in all, and the program ends', () => {
  const calls = ['NetUserGetInfo', 'NetShareEnum', 'LsaGetLogonSessionData', 'SystemParametersInfoW'];
  const world = scenario({
    'screen-saver': { told: 1, active: 1 },
    hang: Object.fromEntries(calls.map((call) => [call, 1])),
  });
  const { verdicts, status } = scan(world);
  for (const [rule, verdict] of Object.entries(verdicts)) assert.notEqual(verdict, 'pass', rule);
  assert.equal(status, 1);
});
