import { sha256 } from '../../src/agent/outbox/canonical-json.ts';
import type { OutboxHead, ReportRecord } from '../../src/agent/outbox/outbox-record.ts';

/** The next report of a chain, with any text in place of a signed one. */
export function sampleReport(head: OutboxHead, text: string): ReportRecord {
  const { device, epoch } = head;
  const hash = sha256(text);
  const at = '2026-11-24T08:00:00.000Z';
  return { kind: 'report', device, epoch, sequence: head.sequence + 1, hash, digest: hash, at, jws: text };
}
