/** `pid`: of the agent that works in the folder; null where it can't be told. */
export type LockOutcome =
  | { readonly ok: true; readonly release: () => void }
  | { readonly ok: false; readonly pid: number | null };
