import type { AntivirusProduct, antivirus } from '../../src/facts/antivirus.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof antivirus.example;
const product = (change: Partial<AntivirusProduct>): AntivirusProduct => ({
  name: 'ClamAV',
  running: 'on',
  realTime: 'on',
  signaturesAt: '2026-11-20T08:00:00Z',
  source: 'clamd',
  ...change,
});
const found = (...products: AntivirusProduct[]) => known<Value>({ products }, 'clamd');

export const cases: readonly RuleCase<Value>[] = [
  { name: 'on guard with fresh signatures', reading: found(product({})), expect: 'pass', reason: null },
  {
    name: 'signatures of exactly seven days',
    reading: found(product({ signaturesAt: '2026-11-17T04:00:00Z' })),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'signatures older than seven days',
    reading: found(product({ signaturesAt: '2026-11-17T03:59:59Z' })),
    expect: 'fail',
    reason: 'antivirus.reason.old-signatures',
  },
  { name: 'nothing installed', reading: found(), expect: 'fail', reason: 'antivirus.reason.none' },
  {
    name: 'installed but not running',
    reading: found(product({ running: 'off' })),
    expect: 'fail',
    reason: 'antivirus.reason.not-running',
  },
  {
    name: 'running is not watching',
    reading: found(product({ realTime: 'off' })),
    expect: 'fail',
    reason: 'antivirus.reason.no-real-time',
  },
  {
    name: 'a product that does not tell is unknown',
    reading: found(product({ realTime: 'unknown', signaturesAt: null })),
    expect: 'unknown',
    reason: 'antivirus.reason.state-unknown',
  },
  {
    name: 'on guard, signatures not told',
    reading: found(product({ signaturesAt: null })),
    expect: 'unknown',
    reason: 'antivirus.reason.signatures-unknown',
  },
  {
    name: 'old signatures fail even where the rest is not told',
    reading: found(product({ realTime: 'unknown', signaturesAt: '2026-01-01T00:00:00Z' })),
    expect: 'fail',
    reason: 'antivirus.reason.old-signatures',
  },
  {
    name: 'signatures from the future prove nothing',
    reading: found(product({ signaturesAt: '2026-11-26T08:00:00Z' })),
    expect: 'unknown',
    reason: 'antivirus.reason.future-signatures',
  },
  {
    name: 'one good product of two is enough',
    reading: found(product({ name: 'old', running: 'off' }), product({})),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a product that does not tell keeps a failing one from deciding',
    reading: found(
      product({ running: 'off' }),
      product({ name: '奇安信', realTime: 'unknown', signaturesAt: null }),
    ),
    expect: 'unknown',
    reason: 'antivirus.reason.state-unknown',
  },
  {
    name: 'hidden processes are unknown',
    reading: unknown('denied', '/proc'),
    expect: 'unknown',
    reason: 'unknown.denied',
  },
];
