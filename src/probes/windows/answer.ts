/** Why Windows did not tell. `missing`: the library, the function or the service is not on this computer. */
export const refusals = ['missing', 'denied', 'not-supported', 'timed-out', 'failed'] as const;
export type Refusal = (typeof refusals)[number];

/** What Windows said to one question. That a thing is not there is an answer (`undefined`), not a refusal. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Refusal; readonly detail: string };

export function answer<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** `detail` names the call and its error as Windows' own documentation does, e.g. `NetUserGetInfo: 5`. */
export function refusal(reason: Refusal, detail: string): Answer<never> {
  return { ok: false, reason, detail };
}
