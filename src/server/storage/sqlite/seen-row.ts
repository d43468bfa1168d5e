/** What one report needs to know of its device. */
export interface SeenRow {
  readonly device_id: number;
  readonly device_epoch: number;
  /** The key that it has now. */
  readonly thumbprint: string;
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly head_hash: string | null;
  readonly digest: string | null;
  /** The version that IT made last. */
  readonly assignment_version: number;
  readonly department: string;
  readonly hostname: string;
  readonly revoked_at: number | null;
  /** Number of the sign-off that has begun and is not over. */
  readonly open_sign_off: number | null;
  readonly signed_off_at: number | null;
  /** Number of the one that is not settled. */
  readonly open_second_history: number | null;
  /** The version that it had at its newest report. */
  readonly held_policy: number | null;
  /** The version that it said then that it would not take up. */
  readonly refused_policy: number | null;
}
