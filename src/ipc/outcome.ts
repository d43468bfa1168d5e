/**
 * What a request came to. Errors cross as values: Electron strips a thrown error down to its message.
 * `refused`: not from the popup. `malformed`: the payload is not what the schema says. `failed`: a bug in main; its log has it.
 */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: OutcomeError };

export interface OutcomeError {
  readonly code: 'refused' | 'malformed' | 'failed';
  /** Technical and untranslated, for the log and for IT. */
  readonly message: string;
}

export function succeeded<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(code: OutcomeError['code'], message: string): Outcome<never> {
  return { ok: false, error: { code, message } };
}
