export interface PolicyInput {
  readonly version: number;
  /** As the policy key signed it. */
  readonly jws: string;
  /** Of the devices, 0 to 100. */
  readonly percent: number;
  /** Null: all. */
  readonly department: string | null;
  readonly now: number;
}
export interface FoundPolicy {
  readonly version: number;
  readonly jws: string;
}
export interface PublishedPolicy {
  readonly version: number;
  readonly publishedAt: number;
  readonly percent: number;
  readonly department: string | null;
  /** Why it was halted, as JSON: `{ devices, refused, unknown, silent }`; null where it goes on. */
  readonly halted: string | null;
  /** How many hold it now. */
  readonly devices: number;
}
