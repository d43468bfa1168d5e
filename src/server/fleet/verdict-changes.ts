import type { ReportedVerdict } from '../../protocol/report.ts';
import { findingOf } from '../../rules/verdict.ts';

/** The finding of a rule that a device no longer judges, because its policy does not ask for it any more. */
export const removed = 'removed';

export interface VerdictChange {
  readonly rule: string;
  /** null: the rule was not judged before. */
  readonly from: string | null;
  readonly to: string;
  /** The device's clock (ISO). */
  readonly at: string;
  readonly observed: ReportedVerdict['observed'];
}

/** What is different between two assessments of one device. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: { readonly verdicts: readonly ReportedVerdict[]; readonly scannedAt: string },
): readonly VerdictChange[] {
  const changes: VerdictChange[] = [];
  const now = new Map(after.verdicts.map((verdict) => [verdict.rule, verdict]));
  for (const verdict of now.values()) {
    const { rule, at, observed } = verdict;
    const to = findingOf(verdict);
    if (before.get(rule) !== to) changes.push({ rule, from: before.get(rule) ?? null, to, at, observed });
  }
  for (const [rule, from] of before)
    if (!now.has(rule)) changes.push({ rule, from, to: removed, at: after.scannedAt, observed: null });
  return changes;
}

/** For each rule, what was found. */
export function findingsOf(verdicts: readonly ReportedVerdict[]): ReadonlyMap<string, string> {
  return new Map(verdicts.map((verdict) => [verdict.rule, findingOf(verdict)]));
}
