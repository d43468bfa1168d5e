import type { Standing } from '../../../policy/standing.ts';

/** As it stands in the column: worst first, so that an index sorts it. */
const ranks: readonly Standing[] = ['not-compliant', 'unknown', 'compliant'];

export function rankOf(standing: Standing): number {
  return ranks.indexOf(standing);
}

export function standingFor(rank: number): Standing {
  const standing = ranks[rank];
  if (standing === undefined) throw new Error(`no standing has the rank ${rank}`);
  return standing;
}
