import { known, unknown } from '../../src/facts/fact.ts';
import type { ScanningProduct, virusScan } from '../../src/facts/virus-scan.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof virusScan.example;
const product = (change: Partial<ScanningProduct>): ScanningProduct => ({
  name: 'Microsoft Defender Antivirus',
  finishedAt: null,
  ranAt: null,
  source: '1001',
  ...change,
});
const found = (products: ScanningProduct[], notedAt: string | null = null) =>
  known<Value>({ products, notedAt }, '1001');
const fresh = '2026-11-20T04:00:00.000Z';
const old = '2026-11-17T03:59:00.000Z';

export const cases: readonly RuleCase<Value>[] = [
  {
    name: 'finished four days ago',
    reading: found([product({ finishedAt: fresh })]),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'finished four days ago, beside a note from ahead of the clock',
    reading: found([product({ finishedAt: fresh })], '2027-01-01T00:00:00.000Z'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'finished too long ago, beside a note from ahead of the clock',
    reading: found([product({ finishedAt: old })], '2027-01-01T00:00:00.000Z'),
    expect: 'unknown',
    reason: 'virus-scan.reason.future',
  },
  {
    name: 'seven days to the minute',
    reading: found([product({ finishedAt: '2026-11-17T04:00:00.000Z' })]),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'finished too long ago',
    reading: found([product({ finishedAt: old })]),
    expect: 'fail',
    reason: 'virus-scan.reason.old',
  },
  {
    name: 'a scan that ran yesterday, and nobody knows whether it was finished',
    reading: found([product({ ranAt: fresh })]),
    expect: 'unknown',
    reason: 'virus-scan.reason.not-told',
  },
  {
    name: 'no scan of any kind for too long',
    reading: found([product({ ranAt: old })]),
    expect: 'fail',
    reason: 'virus-scan.reason.old',
  },
  {
    name: 'a scan that ran since the last one that is known to be finished is known not to be',
    reading: found([product({ finishedAt: old, ranAt: fresh })]),
    expect: 'fail',
    reason: 'virus-scan.reason.old',
  },
  {
    name: 'a product that tells nothing',
    reading: found([product({ name: '360安全卫士' })]),
    expect: 'unknown',
    reason: 'virus-scan.reason.not-told',
  },
  {
    name: 'a silent product beside one that scanned long ago',
    reading: found([product({ finishedAt: old }), product({ name: '火绒安全软件' })]),
    expect: 'unknown',
    reason: 'virus-scan.reason.not-told',
  },
  {
    name: 'one that scanned is enough, whatever the others say',
    reading: found([product({ name: '火绒安全软件' }), product({ finishedAt: fresh })]),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'IT’s own note of a product that tells nothing',
    reading: found([product({ name: 'ClamAV' })], fresh),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'an old note, and a product that tells nothing',
    reading: found([product({ name: 'ClamAV' })], old),
    expect: 'unknown',
    reason: 'virus-scan.reason.not-told',
  },
  { name: 'nothing that scans', reading: found([]), expect: 'fail', reason: 'virus-scan.reason.none' },
  {
    name: 'a date from the future proves nothing',
    reading: found([product({ finishedAt: '2026-11-26T04:00:00.000Z' })]),
    expect: 'unknown',
    reason: 'virus-scan.reason.future',
  },
  {
    name: 'hidden processes',
    reading: unknown('partly-readable', '/proc'),
    expect: 'unknown',
    reason: 'unknown.partly-readable',
  },
];
