import type { BundleReply } from '../../protocol/bundle.ts';
import type { ReportRecord } from '../outbox/outbox-record.ts';
import type { Outbox } from '../outbox.ts';
import { skippedNumbers } from '../reporter.ts';

type Settled = Pick<BundleReply, 'acknowledged' | 'refused' | 'key'>;

export interface SettleDeps {
  readonly outbox: Outbox;
  readonly onSent: (report: ReportRecord) => void;
  readonly onWanted: () => void;
}

/** By the hash of its bytes: what the endpoint has under the same number may be another report. @returns how many of each. */
export async function settleReports(
  { acknowledged, refused, key }: Settled,
  { outbox, onSent, onWanted }: SettleDeps,
): Promise<{ acknowledged: number; refused: number }> {
  const taken = new Set(acknowledged);
  const refusals = new Map(refused.map(({ hash, ...refusal }) => [hash, refusal]));
  const counts = { acknowledged: 0, refused: 0 };
  let conflicted = false;
  for (const report of await outbox.all()) {
    const refusal = refusals.get(report.hash ?? '');
    if (taken.has(report.hash ?? '')) {
      await outbox.acknowledge(report);
      onSent(report);
      counts.acknowledged += 1;
    } else if (refusal !== undefined && !goesOnceMore(report, refusal, key)) {
      if (refusal.error === 'sequence-conflict') conflicted = true;
      if (await outbox.quarantine(report, `${refusal.error}: ${refusal.message}`)) counts.refused += 1;
    }
  }
  if (conflicted) {
    outbox.skipNumbers(skippedNumbers);
    onWanted();
  }
  return counts;
}

/** It was exported after the file that asked for the new key, and before the reply to that one: the new key signs it anew. */
function goesOnceMore(
  { epoch, sequence }: ReportRecord,
  { error }: { readonly error: string },
  key: BundleReply['key'],
): boolean {
  return error === 'retired-key' && epoch === key?.epoch && sequence >= key.sequence;
}
