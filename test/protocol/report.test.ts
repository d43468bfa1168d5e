import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { known, unknown } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { type ReportPayload, reportPayload } from '../../src/protocol/report.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { severities, statuses } from '../../src/rules/verdict.ts';

const readings = {
  'screen-lock': known(facts['screen-lock'].example, 'dconf'),
  'password-age': unknown('denied', '/etc/shadow', 'EACCES'),
  antivirus: known(facts.antivirus.example, 'clamd'),
  sharing: known(facts.sharing.example, '/proc/net/tcp'),
};
const at = '2026-11-24T04:00:00.000Z';
const digest = 'a'.repeat(43);
const report: ReportPayload = {
  v: 1,
  device: 'd-1',
  epoch: 1,
  sequence: 1,
  previous: null,
  at,
  monotonicMs: 12,
  kind: 'assessment',
  assessment: {
    scannedAt: at,
    durationMs: 8,
    policyVersion: 1,
    profile: 'standard',
    digest,
    verdicts: JSON.parse(
      JSON.stringify(
        assess(defaultPolicy(), 'standard', readings, { at, today: '2026-11-24' }, noAssignment),
      ),
    ),
    facts: JSON.parse(JSON.stringify(readings)),
    description: {
      hostname: 'pc-7',
      manufacturer: '',
      model: '',
      serial: '',
      osName: 'Debian',
      osVersion: '12',
      cpu: '',
      memoryBytes: 0,
    },
  },
};

test('what the rules say travels unchanged', () => {
  expect(reportPayload.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test('the wire knows the same statuses and severities as the rules', () => {
  const verdict = reportPayload.options[0].shape.assessment.shape.verdicts.element.shape;
  expect(verdict.status.options).toEqual([...statuses]);
  expect(verdict.severity.options).toEqual([...severities]);
});

test('rules and fields of a later version are tolerated', () => {
  const first = report.kind === 'assessment' ? report.assessment.verdicts[0] : undefined;
  const later = {
    ...report,
    mood: 'fine',
    assessment: {
      ...(report.kind === 'assessment' && report.assessment),
      verdicts: [{ ...first, rule: 'screen-hologram' }],
    },
  };
  expect(reportPayload.safeParse(later).success).toBe(true);
});

describe('refused', () => {
  const cases: [string, object][] = [
    ['a sequence of zero', { sequence: 0 }],
    ['a broken hash', { previous: 'abc' }],
    ['a kind that nobody knows', { kind: 'command' }],
    ['a time that is none', { at: 'yesterday' }],
    ['an endless number', { monotonicMs: Number.POSITIVE_INFINITY }],
  ];
  test.each(cases)('%s', (_name, change) => {
    expect(reportPayload.safeParse({ ...report, ...change }).success).toBe(false);
  });
});

test('any value is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
      expect(reportPayload.safeParse(value).success).toBe(false);
    }),
  );
});
