import { expect, test } from 'vitest';
import { type Standing, standingOf } from '../../src/policy/standing.ts';
import type { Severity, Status } from '../../src/rules/verdict.ts';

const verdict = (status: Status, severity: Severity = 'required') => ({ status, severity });

test.each<[string, ReturnType<typeof verdict>[], Standing]>([
  ['all pass', [verdict('pass'), verdict('pass')], 'compliant'],
  ['one required failure decides', [verdict('pass'), verdict('unknown'), verdict('fail')], 'not-compliant'],
  ['an unknown is never a pass', [verdict('pass'), verdict('unknown')], 'unknown'],
  ['advice does not decide', [verdict('pass'), verdict('fail', 'advised')], 'compliant'],
  [
    'what does not apply or is excepted does not count',
    [verdict('not-applicable'), verdict('excepted')],
    'compliant',
  ],
  ['nothing judged is nothing known', [], 'unknown'],
  ['advice alone is nothing known', [verdict('pass', 'advised')], 'unknown'],
])('%s', (_name, verdicts, standing) => {
  expect(standingOf(verdicts)).toBe(standing);
});
