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
    name: 'nothing at all was installed since before something came out, too long ago',
    reading: found({
      bound: 'at-least',
      missing: null,
      currentAt: '2026-09-08T18:00:00.000Z',
      lacksSince: old,
    }),
    expect: 'fail',
    reason: 'os-updates.reason.old',
  },
  {
    name: 'the same where no moment is known at which it was current',
    reading: found({ currentAt: null, bound: 'at-least', missing: null, lacksSince: old }),
    expect: 'fail',
    reason: 'os-updates.reason.old',
  },
  {
    name: 'something that came out lately is missing, and nothing tells of what came before',
    reading: found({
      currentAt: null,
      bound: 'at-least',
      missing: null,
      lacksSince: '2026-11-10T18:00:00.000Z',
    }),
    expect: 'unknown',
    reason: 'os-updates.reason.earlier-unknown',
  },
  {
    name: 'something that came out lately is missing, and it was current until not long before',
    reading: found({
      currentAt: '2026-10-26T18:00:00.000Z',
      bound: 'at-least',
      missing: null,
      lacksSince: '2026-11-10T18:00:00.000Z',
    }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'past the limit, and a restart is due: the restart comes first',
    reading: found({
      currentAt: old,
      missing: null,
      restartSince: '2026-11-23T04:00:00.000Z',
      pausedUntil: '2026-12-05T04:00:00.000Z',
    }),
    expect: 'fail',
    reason: 'os-updates.reason.restart-first',
  },
  {
    name: 'apt counts what is not installed: no restart mends that',
    reading: found({ currentAt: old, missing: 3, restartSince: '2026-11-23T04:00:00.000Z' }),
    expect: 'fail',
    reason: 'os-updates.reason.missing',
  },
  {
    name: 'past the limit, and somebody has paused updates',
    reading: found({ currentAt: old, missing: null, pausedUntil: '2026-12-05T04:00:00.000Z' }),
    expect: 'fail',
    reason: 'os-updates.reason.paused',
  },
  {
    name: 'a pause that is over explains nothing',
    reading: found({ currentAt: old, missing: null, pausedUntil: '2026-11-20T04:00:00.000Z' }),
    expect: 'fail',
    reason: 'os-updates.reason.old',
  },
  {
    name: 'a pause is no failure while nothing is missing for too long',
    reading: found({ missing: null, pausedUntil: '2026-12-05T04:00:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'past the limit, and the system has not looked since before',
    reading: found({ currentAt: old, missing: null, lookedAt: '2026-10-01T04:00:00.000Z' }),
    expect: 'fail',
    reason: 'os-updates.reason.old-not-looked',
  },
  {
    name: 'past the limit, though the system looks each day',
    reading: found({ currentAt: old, missing: null, lookedAt: '2026-11-24T01:00:00.000Z' }),
    expect: 'fail',
    reason: 'os-updates.reason.old',
  },
  {
    name: 'current by what is installed, though the system itself has not looked for months',
    reading: found({ missing: null, lookedAt: '2026-06-02T08:41:00.000Z' }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a distribution that is not read',
    reading: unknown('missing-source', '/var/lib/apt/lists'),
    expect: 'unknown',
    reason: 'unknown.missing-source',
  },
];
