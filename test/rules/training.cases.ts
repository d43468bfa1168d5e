import { known, unknown } from '../../src/facts/fact.ts';
import type { training } from '../../src/facts/training.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof training.example;
const passedOn = (on: string, rulebook = 1) =>
  known<Value>({ rulebook: 1, passed: { rulebook, on, score: 8 } }, 'training.json');

export const cases: readonly RuleCase<Value>[] = [
  {
    name: 'never',
    reading: known<Value>({ rulebook: 1, passed: null }, 'training.json'),
    expect: 'fail',
    reason: 'training.reason.never',
  },
  { name: 'today', reading: passedOn('2026-11-24'), expect: 'pass', reason: null },
  { name: 'a day short of twelve months', reading: passedOn('2025-11-25'), expect: 'pass', reason: null },
  {
    name: 'twelve months to the day',
    reading: passedOn('2025-11-24'),
    expect: 'fail',
    reason: 'training.reason.old',
  },
  {
    name: 'the twenty-ninth of February is due on the last of the next',
    reading: passedOn('2024-02-29'),
    today: '2025-02-28',
    expect: 'fail',
    reason: 'training.reason.old',
  },
  {
    name: 'another rulebook, however fresh',
    reading: passedOn('2026-11-24', 2),
    expect: 'fail',
    reason: 'training.reason.other-rulebook',
  },
  {
    name: 'tomorrow, by a clock that has travelled',
    reading: passedOn('2026-11-25'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'the day after tomorrow',
    reading: passedOn('2026-11-26'),
    expect: 'unknown',
    reason: 'training.reason.future',
  },
  {
    name: 'a file that nobody can read',
    reading: unknown('unparsable', 'training.json'),
    expect: 'unknown',
    reason: 'unknown.unparsable',
  },
];
