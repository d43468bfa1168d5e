import type { Severity, Status } from '../../rules/verdict.ts';

const order: Readonly<Record<Status, number>> = {
  fail: 0,
  unknown: 2,
  excepted: 4,
  pass: 6,
  'not-applicable': 8,
};

/** Worst first; of the same status, what decides the standing before what only advises. */
export function byUrgency<T extends { readonly status: Status; readonly severity: Severity }>(
  verdicts: readonly T[],
): T[] {
  const rank = ({ status, severity }: T): number => order[status] + (severity === 'required' ? 0 : 1);
  return verdicts.toSorted((one, other) => rank(one) - rank(other));
}
