import { type Seconds, toNumber, type UnknownReason } from '../facts/fact.ts';

/** One thing that locks the screen, as it is set now. */
export interface Lock {
  readonly ok: true;
  readonly mechanism: string;
  readonly wait: Seconds;
  readonly grace: Seconds;
  readonly passwordRequired: boolean;
  readonly managed: boolean;
  /** Where the wait is set. */
  readonly source: string;
  /** Sources of other locks that could not be read: they could only come sooner. */
  readonly unread?: readonly string[] | undefined;
}

/** A lock that may be there and cannot be read. */
export interface UnreadLock {
  readonly ok: false;
  readonly reason: UnknownReason;
  readonly source: string;
  readonly detail?: string | undefined;
}

/**
 * The lock that comes first of those that can be read; where none of them asks for a password, the one that goes dark
 * first. One that cannot be read could only come sooner and is named; but where all that can be read never ask for a
 * password, the unread one decides, and so nothing is said.
 */
export function firstLock(locks: readonly (Lock | UnreadLock)[]): Lock | UnreadLock {
  const unread = locks.filter((lock) => !lock.ok);
  const best = locks.filter((lock) => lock.ok).toSorted(byComing)[0];
  const [decisive] = unread;
  if (best === undefined) return decisive ?? { ok: false, reason: 'missing-source', source: 'screen lock' };
  if (decisive === undefined) return best;
  if (untilPassword(best) === Number.POSITIVE_INFINITY) return decisive;
  return { ...best, unread: [...(best.unread ?? []), ...unread.map((lock) => lock.source)] };
}

/** Seconds from the last input until the password is asked for. */
export function untilPassword({ wait, grace, passwordRequired }: Lock): number {
  return passwordRequired ? toNumber(wait) + toNumber(grace) : Number.POSITIVE_INFINITY;
}

/** At the same moment, the lock that leaves less time between going dark and asking is the better one. */
function byComing(one: Lock, other: Lock): number {
  return (
    compare(untilPassword(one), untilPassword(other)) ||
    compare(toNumber(one.grace), toNumber(other.grace)) ||
    compare(toNumber(one.wait), toNumber(other.wait))
  );
}

/** Subtracting would make NaN of two infinities. */
function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
