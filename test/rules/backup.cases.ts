import type { BackupTrace, backup } from '../../src/facts/backup.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof backup.example;
const trace = (finishedAt: string | null, change: Partial<BackupTrace> = {}): BackupTrace => ({
  tool: 'restic',
  finishedAt,
  exact: true,
  source: '/srv/backup',
  ...change,
});
const recent = '2026-11-23T18:00:00.000Z';
const old = '2026-11-02T18:00:00.000Z';
const read = (backups: BackupTrace[], change: Partial<Value> = {}) =>
  known<Value>({ backups, namedHere: false, unread: [], ...change }, 'here');
const unread = [{ source: '/Library/Preferences/com.apple.TimeMachine.plist', detail: 'EPERM' }];

export const cases: readonly RuleCase<Value>[] = [
  { name: 'finished yesterday', reading: read([trace(recent)]), expect: 'pass', reason: null },
  {
    name: 'of several the newest counts',
    reading: read([trace(old), trace(recent, { tool: 'note' }), trace(null)]),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a recent backup is proof, whatever does not tell',
    reading: read([trace(recent)], { unread }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'exactly as old as the limit',
    reading: read([trace('2026-11-17T04:00:00.000Z')]),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a moment older',
    reading: read([trace('2026-11-17T03:59:59.000Z')]),
    expect: 'fail',
    reason: 'backup.reason.old',
  },
  {
    name: 'set up, and never finished',
    reading: read([trace(null, { tool: 'file-history' })]),
    expect: 'fail',
    reason: 'backup.reason.never',
  },
  {
    name: 'a place that IT named, without a backup',
    reading: read([], { namedHere: true }),
    expect: 'fail',
    reason: 'backup.reason.none',
  },
  {
    name: 'no trace, and no place named: the company may back up from afar',
    reading: read([]),
    expect: 'unknown',
    reason: 'backup.reason.no-trace',
  },
  {
    name: 'an old one, and one that does not tell',
    reading: read([trace(old)], { unread }),
    expect: 'unknown',
    reason: 'backup.reason.unread',
  },
  {
    name: 'written to yesterday, which need not have been a backup',
    reading: read([trace(recent, { tool: 'borg', exact: false })]),
    expect: 'unknown',
    reason: 'backup.reason.inexact',
  },
  {
    name: 'not written to for weeks, so there was no backup',
    reading: read([trace(old, { tool: 'borg', exact: false })]),
    expect: 'fail',
    reason: 'backup.reason.old',
  },
  {
    name: 'from the future',
    reading: read([trace('2027-01-01T00:00:00.000Z')]),
    expect: 'unknown',
    reason: 'backup.reason.future',
  },
  { name: 'nothing readable', reading: unknown('denied'), expect: 'unknown', reason: 'unknown.denied' },
];
