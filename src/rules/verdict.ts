/** A sentence to be said in the reader's language: `id` is a key of the `rules` locale files. */
export interface Message {
  readonly id: string;
  readonly values?: Readonly<Record<string, MessageValue>> | undefined;
}
export type MessageValue = string | number | boolean | null | readonly string[];

export const statuses = ['pass', 'fail', 'unknown', 'not-applicable', 'excepted'] as const;
export type Status = (typeof statuses)[number];

/** `required` decides whether the device complies; `advised` is shown and never decides. */
export const severities = ['required', 'advised'] as const;
export type Severity = (typeof severities)[number];

/** What a rule says of the facts. `reason` is null only for a pass. */
export interface Judgement {
  readonly status: Exclude<Status, 'excepted'>;
  readonly observed: Message | null;
  readonly reason: Message | null;
}

/** A judgement under a policy, at the time of a scan (`at`, ISO instant). */
export interface Verdict {
  readonly rule: string;
  readonly status: Status;
  readonly severity: Severity;
  readonly observed: Message | null;
  readonly limit: Message;
  readonly reason: Message | null;
  readonly source: string | null;
  readonly at: string;
}

/** What people are told and what is counted: a failure that does not decide need not be mended, so it is not called one. */
export const findings = ['pass', 'fail', 'advised', 'unknown', 'not-applicable', 'excepted'] as const;
export type Finding = (typeof findings)[number];

export function findingOf({ severity, status }: Pick<Verdict, 'severity' | 'status'>): Finding {
  return severity === 'advised' && status === 'fail' ? 'advised' : status;
}

export function pass(observed: Message): Judgement {
  return { status: 'pass', observed, reason: null };
}

export function fail(observed: Message, reason: Message): Judgement {
  return { status: 'fail', observed, reason };
}

export function undecided(observed: Message | null, reason: Message): Judgement {
  return { status: 'unknown', observed, reason };
}
