import type { AbsentReason, UnknownReason } from '../facts/fact.ts';

/** When something was seen. Lengths are taken from `awake` alone; `wall` is for people. */
export interface Instant {
  /** Seconds of a clock that nobody can set. Where `asleep` is told, it stands still while the computer sleeps. */
  readonly awake: number;
  /** Seconds that the computer has slept since it was started; null where the system doesn't tell. */
  readonly asleep: number | null;
  /** Names one run of the computer; null where the system has no such name. */
  readonly boot: string | null;
  /** Milliseconds since 1970 by the computer's own clock, which anyone may set. */
  readonly wall: number;
}

/** One look at who is there. `idle`: seconds since the last input, at that moment. `locked`: null where nobody tells. */
export type Look =
  | {
      readonly state: 'seen';
      readonly at: Instant;
      readonly idle: number;
      readonly locked: boolean | null;
      readonly source: string;
    }
  | { readonly state: 'unreadable'; readonly reason: UnknownReason; readonly detail?: string | undefined }
  | { readonly state: 'absent'; readonly reason: AbsentReason };

export const presenceEvents = ['locked', 'unlocked', 'suspending', 'resumed'] as const;
export type PresenceEvent = (typeof presenceEvents)[number];

/** What a system tells of whether somebody is at the computer; nothing of it is judged. */
export interface Presence {
  now(): Instant;
  /** Never throws; unreadable as soon as the signal is aborted. */
  look(signal: AbortSignal): Promise<Look>;
  /** Tells what the system tells by itself; the rest is seen at the next look. @returns a function that stops. */
  watch(onEvent: (event: PresenceEvent) => void): () => void;
}
