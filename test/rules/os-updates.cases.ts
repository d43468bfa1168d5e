import { known, unknown } from '../../src/facts/fact.ts';
import type { osUpdates } from '../../src/facts/os-updates.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof osUpdates.example;
const found = (change: Partial<Value>) =>
  known<Value>(
    {
      currentAt: '2026-11-20T06:15:00.000Z',
      bound: 'exact',
      missing: 0,
      restartSince: null,
      version: '',
      ...change,
    },
    '/var/lib/apt/lists',
  );
const old = '2026-10-25T03:59:00.000Z';

export const cases: readonly RuleCase<Value>[] = [
  { name: 'nothing was missing four days ago', reading: found({}), expect: 'pass', reason: null },
  {
    name: 'thirty days to the minute',
    reading: found({ currentAt: '2026-10-25T04:00:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'Windows, which counts nothing, past the limit',
    reading: found({ currentAt: old, missing: null }),
    expect: 'fail',
    reason: 'os-updates.reason.old',
  },
  {
    name: 'updates that wait since yesterday',
    reading: found({ missing: 3 }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'updates that wait for too long',
    reading: found({ currentAt: old, missing: 3 }),
    expect: 'fail',
    reason: 'os-updates.reason.missing',
  },
  {
    name: 'nothing waits because nobody looked',
    reading: found({ currentAt: old, missing: 0 }),
    expect: 'fail',
    reason: 'os-updates.reason.not-looked',
  },
  {
    name: 'it has at least what was out then, and perhaps what came since',
    reading: found({ currentAt: old, bound: 'at-least', missing: null }),
    expect: 'unknown',
    reason: 'os-updates.reason.later-unknown',
  },
  {
    name: 'what it has at least is recent enough',
    reading: found({ bound: 'at-least', missing: null }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'updates that wait, nobody knows since when',
    reading: found({ currentAt: null, missing: 3 }),
    expect: 'unknown',
    reason: 'os-updates.reason.no-date',
  },
  {
    name: 'installed, and waiting for a restart for too long',
    reading: found({ restartSince: old }),
    expect: 'fail',
    reason: 'os-updates.reason.restart',
  },
  {
    name: 'installed, and waiting for a restart since yesterday',
    reading: found({ restartSince: '2026-11-23T04:00:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a date from the future proves nothing',
    reading: found({ currentAt: '2026-11-26T04:00:00.000Z' }),
    expect: 'unknown',
    reason: 'os-updates.reason.future',
  },
  {
    name: 'a distribution that is not read',
    reading: unknown('missing-source', '/var/lib/apt/lists'),
    expect: 'unknown',
    reason: 'unknown.missing-source',
  },
];
