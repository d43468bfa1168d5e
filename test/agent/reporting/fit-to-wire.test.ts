import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Assessment } from '../../../src/agent/agent-state.ts';
import { payloadOf } from '../../../src/agent/identity/jws.ts';
import { createIdentity, fileProtector } from '../../../src/agent/identity.ts';
import { noHead } from '../../../src/agent/outbox/outbox-record.ts';
import { fitToWire } from '../../../src/agent/reporting/fit-to-wire.ts';
import { makeReport } from '../../../src/agent/reporting/report.ts';
import { digestOf } from '../../../src/agent/scanner/scan.ts';
import { known, unknown } from '../../../src/facts/fact.ts';
import type { DeviceDescription } from '../../../src/probes/probe.ts';
import { maxReportBytes, reportPayload } from '../../../src/protocol/report.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const text = fc.string({ maxLength: 6000, unit: 'binary' });

function assessmentOf(words: string, names: readonly string[]): Assessment {
  const offers = names.map((name) => ({
    kind: 'smb' as const,
    name,
    reach: 'everyone' as const,
    active: true,
    source: words,
  }));
  const facts = {
    sharing: known({ offers, unread: [] }, words),
    antivirus: unknown('failed', words, words),
  };
  const verdict = {
    rule: 'sharing',
    status: 'fail',
    severity: 'required',
    observed: { id: 'sharing.observed.offers', values: { offers: [...names], count: names.length } },
    limit: { id: 'sharing.limit.none' },
    reason: { id: 'unknown.failed', values: { detail: words } },
    source: words,
    at: '2026-11-24T08:00:00.000Z',
  } as const;
  return {
    scannedAt: '2026-11-24T08:00:00.000Z',
    durationMs: 12.5,
    policyVersion: 1,
    profile: 'standard',
    verdicts: [verdict],
    facts,
    digest: digestOf([verdict], facts, 1),
  };
}

function describedBy(words: string): DeviceDescription {
  const same = {
    manufacturer: words,
    model: words,
    serial: words,
    osName: words,
    osVersion: words,
    cpu: words,
  };
  return { hostname: words, ...same, memoryBytes: 1 };
}

test('whatever a machine says, its report has the shape that the endpoint takes', async () => {
  const created = await createIdentity(temporaryFolder(), fileProtector);
  if (!created.ok) throw new Error(created.detail);
  const head = { ...noHead, device: 'device-1', epoch: 1 };
  await fc.assert(
    fc.asyncProperty(text, fc.array(text, { maxLength: 300 }), async (words, names) => {
      const made = await makeReport(head, created.identity, {
        kind: 'assessment',
        assessment: assessmentOf(words, names),
        description: describedBy(words),
        policy: { version: 0 },
        assignment: 0,
        now: new Date(),
      });
      expect(reportPayload.safeParse(JSON.parse(payloadOf(made.jws))).error).toBeUndefined();
      expect(made.jws.length).toBeLessThan(maxReportBytes);
    }),
    { numRuns: 30 },
  );
});

test('a fact too large for a report is said to be too large, not left out', () => {
  const huge = assessmentOf(
    'x',
    Array.from({ length: 5000 }, (_, index) => `share ${index}`),
  );
  const { facts } = fitToWire(huge, describedBy('x'));
  expect(facts.sharing).toMatchObject({ state: 'unknown', reason: 'partly-readable' });
});

test('what fits is sent as it is', () => {
  const small = assessmentOf('smb.conf', ['public']);
  expect(fitToWire(small, describedBy('desk'))).toEqual({ ...small, description: describedBy('desk') });
});
