import { expect, test } from 'vitest';
import { byUrgency } from '../../src/rules/urgency.ts';

test('the worst comes first; of the same status, what decides before what advises; equals keep their order', () => {
  const verdicts = [
    { rule: 'a', status: 'not-applicable', severity: 'required' },
    { rule: 'b', status: 'pass', severity: 'required' },
    { rule: 'c', status: 'excepted', severity: 'required' },
    { rule: 'd', status: 'fail', severity: 'advised' },
    { rule: 'e', status: 'unknown', severity: 'required' },
    { rule: 'f', status: 'fail', severity: 'required' },
    { rule: 'g', status: 'pass', severity: 'required' },
  ] as const;
  expect(
    byUrgency(verdicts)
      .map(({ rule }) => rule)
      .join(''),
  ).toBe('fdecbga');
});
