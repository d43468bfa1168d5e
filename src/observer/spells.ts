import type { Instant } from '../probes/presence.ts';

/** A time in which the computer was awake and nobody touched it: what is proven of it, never more. */
export interface Spell {
  /** Milliseconds since 1970 by the computer's clock, when the spell was first seen. */
  readonly startedAt: number;
  readonly seconds: number;
  /** Seconds of it, from its start, in which the screen was not locked; null where nobody told. */
  readonly unlockedSeconds: number | null;
  /** Full-screen video, slides, or a shared screen: somebody may well have been there. */
  readonly presenting: boolean;
  readonly source: string;
}

export type Observation =
  | {
      readonly kind: 'look';
      readonly at: Instant;
      /** Seconds since the last input. */
      readonly idle: number;
      readonly locked: boolean | null;
      readonly presenting: boolean;
      readonly source: string;
      /** The system told of the lock just now: until this moment the screen was open. */
      readonly justLocked?: boolean;
    }
  | { readonly kind: 'suspending' | 'resumed'; readonly at: Instant };

/** Times of a spell that goes on are those of `Instant.awake`. */
interface OpenSpell {
  readonly from: number;
  readonly until: number;
  readonly unlockedUntil: number | null;
  readonly startedAt: number;
  readonly locked: boolean | null;
  readonly presenting: boolean;
  readonly source: string;
}

/** All that is remembered between two observations; plain data, so that it survives a restart. */
export interface Tracker {
  readonly last: Instant | null;
  /** Whether the screen was locked at the last look. */
  readonly locked: boolean | null;
  /** No spell begins before this moment: what came before it was not seen. */
  readonly notBefore: number;
  readonly spell: OpenSpell | null;
}

export const nothingSeen: Tracker = { last: null, locked: null, notBefore: 0, spell: null };

/** Seconds between two looks beyond which a sleep may lie where the system doesn't tell of its sleep. */
export const longestSilence = 360;
/** Seconds: counters of idle time are cut to whole seconds, and read a moment before the clock. */
const slack = 1.5;
/** Seconds of sleep that are none: the two clocks are not read at the very same moment. */
const noSleep = 2;

/** @returns what is remembered now, and the spell that ended. */
export function observe(
  before: Tracker,
  event: Observation,
): { readonly tracker: Tracker; readonly ended: Spell | null } {
  const { at } = event;
  const tracker = isUnbroken(before.last, at) ? before : { ...nothingSeen, notBefore: at.awake };
  const broken = tracker === before ? null : closed(before.spell);
  if (event.kind !== 'look')
    return {
      tracker: { ...nothingSeen, last: at, notBefore: at.awake },
      ended: broken ?? closed(tracker.spell),
    };
  const lastInput = Math.max(at.awake - event.idle, tracker.notBefore);
  const spell = continued(tracker.spell, lastInput, event);
  const ended = broken ?? (spell === null ? closed(tracker.spell) : null);
  return {
    tracker: {
      last: at,
      locked: event.locked,
      notBefore: tracker.notBefore,
      spell: spell ?? begun(tracker, lastInput, event),
    },
    ended,
  };
}

/** What another run of the agent wrote down, as far as it can be gone on with: only where runs of the computer have names. */
export function restored(tracker: Tracker): Tracker {
  return tracker.last?.boot == null ? nothingSeen : tracker;
}

/** The spell that goes on, as far as it is proven; null where none does. */
export function openSpell(tracker: Tracker): Spell | null {
  return closed(tracker.spell);
}

/** Whether the computer is known to have been awake from one moment to the other, in the same run. */
function isUnbroken(last: Instant | null, at: Instant): boolean {
  if (last === null || last.boot !== at.boot || at.awake < last.awake) return false;
  if (last.asleep !== null && at.asleep !== null) return Math.abs(at.asleep - last.asleep) < noSleep;
  return at.awake - last.awake <= longestSilence;
}

type LookAt = Extract<Observation, { kind: 'look' }>;

/** Goes on if nobody touched anything, nothing unlocked the screen, and it is the same kind of spell. */
function continued(spell: OpenSpell | null, lastInput: number, look: LookAt): OpenSpell | null {
  if (spell === null || lastInput > spell.from + slack) return null;
  if (spell.presenting !== isPresenting(look)) return null;
  if (spell.locked === true && look.locked === false) return null;
  const until = look.at.awake;
  return {
    ...spell,
    until,
    // Nobody unlocks without touching: a screen that is open now was open all the time.
    unlockedUntil: wasOpenUntilNow(look, spell.locked) ? until : spell.unlockedUntil,
    locked: look.locked ?? spell.locked,
  };
}

/** What follows on another spell without a touch begins where that one ended, or where the presentation did. */
function begun(tracker: Tracker, lastInput: number, look: LookAt): OpenSpell {
  const { spell } = tracker;
  const { awake, wall } = look.at;
  const untouched = spell !== null && lastInput <= spell.from + slack;
  const from = !untouched ? lastInput : isPresenting(look) ? spell.until : awake;
  const open = wasOpenUntilNow(look, tracker.locked);
  return {
    from,
    until: awake,
    unlockedUntil: open ? awake : null,
    startedAt: wall - (awake - from) * 1000,
    locked: look.locked,
    presenting: isPresenting(look),
    source: look.source,
  };
}

function wasOpenUntilNow({ locked, justLocked = false }: LookAt, before: boolean | null): boolean {
  return locked === false || (justLocked && before !== true);
}

/** Nobody presents on a locked screen. */
function isPresenting({ presenting, locked }: LookAt): boolean {
  return presenting && locked !== true;
}

function closed(spell: OpenSpell | null): Spell | null {
  if (spell === null) return null;
  const { from, until, unlockedUntil, startedAt, locked, presenting, source } = spell;
  return {
    startedAt,
    seconds: until - from,
    unlockedSeconds: unlockedUntil === null ? (locked === true ? 0 : null) : unlockedUntil - from,
    presenting,
    source,
  };
}
