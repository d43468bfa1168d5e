import type * as z from 'zod';
import { absent, known, unknown } from '../../src/facts/fact.ts';
import { type NotedSpell, unattended } from '../../src/facts/unattended.ts';
import type { RuleCase } from './rule-case.ts';

type Value = z.infer<typeof unattended.value>;
const { example } = unattended;
const read = (change: Partial<Value>) => known({ ...example, spells: [], ...change } as Value, 'test');

/** Yesterday at nine; the scan is on 2026-11-24 at four. */
const spell = (change: Partial<NotedSpell>): NotedSpell => ({
  startedAt: '2026-11-23T09:00:00.000Z',
  seconds: 431,
  unlockedSeconds: 431,
  presenting: false,
  ongoing: false,
  source: 'test',
  ...change,
});
const spells = (...changes: Partial<NotedSpell>[]) => read({ spells: changes.map(spell) });

export const cases: readonly RuleCase<Value>[] = [
  { name: 'nothing was noted', reading: read({}), expect: 'pass', reason: null },
  {
    name: 'an open screen for longer than the limit and its tolerance is a missed lock',
    reading: spells({}),
    expect: 'fail',
    reason: 'unattended.reason.missed-lock',
  },
  {
    name: 'up to the tolerance it may be late',
    reading: spells({ seconds: 430, unlockedSeconds: 430 }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'locked in time, half an hour is the most',
    reading: spells({ seconds: 1920, unlockedSeconds: 300 }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'beyond it the computer should have been off, locked or not',
    reading: spells({ seconds: 1921, unlockedSeconds: 0 }),
    expect: 'fail',
    reason: 'unattended.reason.awake',
  },
  {
    name: 'a night in which nobody tells of the lock is still a night',
    reading: spells({ seconds: 28_800, unlockedSeconds: null }),
    expect: 'fail',
    reason: 'unattended.reason.awake',
  },
  {
    name: 'of both, the open screen is told',
    reading: spells({ seconds: 28_800, unlockedSeconds: 0 }, { seconds: 3000, unlockedSeconds: 3000 }),
    expect: 'fail',
    reason: 'unattended.reason.missed-lock',
  },
  {
    name: 'what still goes on counts already',
    reading: spells({ startedAt: '2026-11-24T03:00:00.000Z', seconds: 3600, ongoing: true }),
    expect: 'fail',
    reason: 'unattended.reason.missed-lock',
  },
  {
    name: 'a film or a presentation is no absence',
    reading: spells({ seconds: 7200, unlockedSeconds: 7200, presenting: true }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'what is longer ago than the policy looks back is over',
    reading: spells({ startedAt: '2026-11-20T09:00:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a long one counts from its end',
    reading: spells({ startedAt: '2026-11-20T22:00:00.000Z', seconds: 36_000, unlockedSeconds: 0 }),
    expect: 'fail',
    reason: 'unattended.reason.awake',
  },
  {
    name: 'a date far ahead comes from a clock that was wrong',
    reading: spells({ startedAt: '2027-11-23T09:00:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'where the lock cannot be seen, that nothing was seen proves nothing',
    reading: read({ sight: 'no-lock' }),
    expect: 'unknown',
    reason: 'unattended.reason.no-lock',
  },
  {
    name: 'where nothing can be seen at the moment, neither',
    reading: read({ sight: 'none' }),
    expect: 'unknown',
    reason: 'unattended.reason.none',
  },
  {
    name: 'but what was seen is a fail all the same',
    reading: read({ sight: 'none', spells: [spell({})] }),
    expect: 'fail',
    reason: 'unattended.reason.missed-lock',
  },
  {
    name: 'a limit below what was noted cannot be judged',
    reading: read({ noted: { unlockedSeconds: 600, awakeSeconds: 1920 } }),
    expect: 'unknown',
    reason: 'unattended.reason.not-noted',
  },
  {
    name: 'a new device has seen nothing yet',
    reading: unknown('not-observed-yet'),
    expect: 'unknown',
    reason: 'unknown.not-observed-yet',
  },
  {
    name: 'a desktop that does not tell is unknown',
    reading: unknown('idle-unreadable', undefined, 'sway'),
    expect: 'unknown',
    reason: 'unknown.idle-unreadable',
  },
  {
    name: 'without a desktop there is nobody to leave',
    reading: absent('no-graphical-session'),
    expect: 'not-applicable',
    reason: 'absent.no-graphical-session',
  },
];
