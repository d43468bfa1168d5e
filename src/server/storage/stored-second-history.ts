import type { SecondHistorySign } from '../../protocol/second-history.ts';

/** See protocol/second-history.ts. */
export interface StoredSecondHistory {
  readonly number: number;
  readonly sign: SecondHistorySign;
  readonly begunAt: number;
  readonly lastAt: number;
  readonly computer: { readonly hostname: string; readonly serial: string } | null;
  /** Null while it is open. */
  readonly endedAt: number | null;
  readonly endedBy: string;
  readonly successor: string | null;
}

export interface SecondHistoryEnd {
  readonly number: number;
  readonly by: string;
  readonly now: number;
}
export type SecondHistoryEnded =
  | { readonly state: 'ended'; readonly device: string }
  | { readonly state: 'refused'; readonly reason: 'not-found' | 'changed-meanwhile' };
