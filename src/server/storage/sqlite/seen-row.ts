/** What one report needs to know of its device. */
export interface SeenRow {
  readonly device_id: number;
  readonly device_epoch: number;
  readonly department: string;
  readonly description: string;
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly head_hash: string | null;
  readonly digest: string | null;
  readonly assessment_epoch: number | null;
  readonly assessment_sequence: number | null;
}
