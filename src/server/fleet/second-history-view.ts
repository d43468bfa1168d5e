import type { KeyShared, SecondHistoryRow } from '../../protocol/second-history.ts';
import type { StoredSecondHistory } from '../storage/stored-second-history.ts';

export function toSecondHistoryRow({
  begunAt,
  lastAt,
  endedAt,
  ...held
}: StoredSecondHistory): SecondHistoryRow {
  return {
    ...held,
    begunAt: iso(begunAt),
    lastAt: iso(lastAt),
    endedAt: endedAt === null ? null : iso(endedAt),
  };
}

/** What the device is told. */
export function toKeyShared({ sign, begunAt }: StoredSecondHistory): KeyShared {
  return { sign, since: iso(begunAt) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
