import type { FleetSummary } from '../../protocol/fleet.ts';
import type { FleetCounts, RuleCount } from '../storage/fleet-counts.ts';

type RuleRow = FleetSummary['rules'][number];
const columns: Readonly<Record<string, keyof Omit<RuleRow, 'rule'>>> = {
  pass: 'pass',
  fail: 'fail',
  advised: 'advised',
  unknown: 'unknown',
  'not-applicable': 'notApplicable',
  excepted: 'excepted',
};

const none = { pass: 0, fail: 0, advised: 0, unknown: 0, notApplicable: 0, excepted: 0 };

/** The head of IT's page, from the counts that the storage keeps. */
export function summarize(counts: FleetCounts, now: number): FleetSummary {
  const { compliant, 'not-compliant': notCompliant, unknown } = counts.standings;
  const devices = compliant + notCompliant + unknown;
  const at = new Date(now).toISOString();
  return {
    at,
    devices,
    compliant,
    notCompliant,
    unknown,
    silent: counts.silent,
    keyShared: counts.keyShared,
    rules: byRule(counts.rules),
  };
}

function byRule(counts: readonly RuleCount[]): RuleRow[] {
  const rows = new Map<string, RuleRow>();
  for (const { rule, finding, devices } of counts) {
    const row = rows.get(rule) ?? { rule, ...none };
    rows.set(rule, row);
    const column = columns[finding];
    if (column !== undefined) row[column] += devices;
  }
  return [...rows.values()].sort((a, b) => a.rule.localeCompare(b.rule, 'en'));
}
