/** Times are milliseconds since 1970 by the endpoint's clock, unless they say otherwise. */
export interface SignOffInput {
  readonly id: string;
  readonly device: string;
  readonly person: string;
  readonly reason: string;
  /** Name of the account; empty where it was the command line. */
  readonly by: string;
  readonly now: number;
}
export type SignOffStarted =
  | { readonly state: 'started' }
  | { readonly state: 'refused'; readonly reason: 'not-found' | 'sign-off-pending' | 'signed-off' };
export interface SignOffEnd {
  readonly id: string;
  readonly state: 'confirmed' | 'cancelled';
  readonly by: string;
  readonly now: number;
}
/** `changed-meanwhile`: it is over already. */
export type SignOffEnded =
  | { readonly state: 'ended'; readonly device: string }
  | { readonly state: 'refused'; readonly reason: 'not-found' | 'changed-meanwhile' };
export interface StoredSignOff {
  readonly id: string;
  readonly device: string;
  readonly hostname: string;
  readonly owner: string;
  readonly person: string;
  readonly reason: string;
  readonly askedAt: number;
  readonly askedBy: string;
  readonly state: 'pending' | 'confirmed' | 'cancelled';
  readonly lastScan: {
    readonly receivedAt: number;
    readonly epoch: number;
    readonly sequence: number;
  } | null;
  /** Rule to status. */
  readonly verdicts: Readonly<Record<string, string>>;
  readonly endedAt: number | null;
  readonly endedBy: string;
}
