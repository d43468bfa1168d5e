import type { Verdict } from '../rules/verdict.ts';

/** Where a device stands: one required failure decides; else one required unknown; else it complies. */
export const standings = ['compliant', 'not-compliant', 'unknown'] as const;
export type Standing = (typeof standings)[number];

export function standingOf(verdicts: readonly Pick<Verdict, 'status' | 'severity'>[]): Standing {
  const required = verdicts.filter((verdict) => verdict.severity === 'required');
  if (required.some((verdict) => verdict.status === 'fail')) return 'not-compliant';
  if (required.length === 0 || required.some((verdict) => verdict.status === 'unknown')) return 'unknown';
  return 'compliant';
}
