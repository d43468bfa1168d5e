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
const unread = { source: 'Windows Security Center', detail: 'not on this edition' };
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
  ...(['snoozed', 'expired'] as const).map((realTime) => ({
    name: `${realTime} is not on guard`,
    reading: found(product({ realTime, signatures: 'current' })),
    expect: 'fail' as const,
    reason: `antivirus.reason.${realTime}`,
  })),
  {
    name: 'a product that says its signatures are out of date is believed, whatever their date',
    reading: found(product({ signatures: 'outdated' })),
    expect: 'fail',
    reason: 'antivirus.reason.outdated-signatures',
  },
  {
    name: 'the date decides where a product calls old signatures up to date',
    reading: found(product({ signatures: 'current', signaturesAt: '2026-11-01T00:00:00Z' })),
    expect: 'fail',
    reason: 'antivirus.reason.old-signatures',
  },
  {
    name: 'without a date, the product’s own word is enough',
    reading: found(product({ signaturesAt: null, signatures: 'current' })),
    expect: 'pass',
    reason: null,
  },
  ...(['conflicting', 'single-source', 'stale'] as const).map((doubt) => ({
    name: `what is told of real time is ${doubt}`,
    reading: found(product({ realTime: 'unknown', signaturesAt: null, doubt })),
    expect: 'unknown' as const,
    reason: `antivirus.reason.${doubt}`,
  })),
  {
    name: 'what is told of undated signatures is conflicting',
    reading: found(product({ signaturesAt: null, signatures: 'unknown', doubt: 'conflicting' })),
    expect: 'unknown',
    reason: 'antivirus.reason.conflicting',
  },
  {
    name: 'a doubt about signatures is settled by their date',
    reading: found(product({ signatures: 'unknown', doubt: 'conflicting' })),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'of several that fail, the one nearest to passing is named',
    reading: found(
      product({ name: 'Windows Defender', running: 'off' }),
      product({ name: 'ESET', realTime: 'expired' }),
      product({ name: '360', signatures: 'outdated' }),
    ),
    expect: 'fail',
    reason: 'antivirus.reason.outdated-signatures',
  },
  {
    name: 'a list that could not be read may hold a better one',
    reading: known<Value>({ products: [product({ running: 'off' })], unread: [unread] }, 'WinDefend'),
    expect: 'unknown',
    reason: 'antivirus.reason.unread',
  },
  {
    name: 'nothing found in what could be read is not nothing',
    reading: known<Value>({ products: [], unread: [unread] }, 'WinDefend'),
    expect: 'unknown',
    reason: 'antivirus.reason.unread',
  },
  {
    name: 'what passes needs no other list',
    reading: known<Value>({ products: [product({})], unread: [unread] }, 'WinDefend'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'hidden processes are unknown',
    reading: unknown('denied', '/proc'),
    expect: 'unknown',
    reason: 'unknown.denied',
  },
];
