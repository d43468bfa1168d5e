/** What somebody said through a device; signature and shape have been verified. */
export interface StatementInput {
  readonly device: string;
  readonly id: string;
  readonly kind: string;
  readonly receivedAt: number;
  readonly jws: string;
  readonly brief: StatementBrief;
}
/** What a list shows of a statement. */
export interface StatementBrief {
  /** When it was made, by the device's clock (ISO). */
  readonly at: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Texts that are too long for a list, by their length in characters. */
  readonly long: Readonly<Record<string, number>>;
}
/** `number` grows by one with each statement; the first answer stands however often one is sent. */
export type StatementOutcome =
  | { readonly state: 'stored' | 'repeated'; readonly number: number; readonly receivedAt: number }
  | { readonly state: 'refused'; readonly reason: 'unknown-device' };
export interface ListedStatement extends Omit<StatementInput, 'jws'> {
  readonly number: number;
  readonly hostname: string;
  readonly owner: string;
  readonly handledAt: number | null;
  readonly handledBy: string;
}
