/** A running program. `name` is the kernel's `comm`, cut at 15 characters. */
export interface Process {
  readonly pid: number;
  readonly uid: number;
  readonly name: string;
}

export interface ProcessList {
  readonly processes: readonly Process[];
  /** False where /proc hides other users' processes (`hidepid`): then "not there" cannot be said. */
  readonly complete: boolean;
}
