import { type Reading, type UnknownReason, unknown } from '../../facts/fact.ts';
import type { Refusal } from './answer.ts';

// Apart from answer.ts, which the native thread loads: that has no need of the facts and their schemas.

const reasons: Readonly<Record<Refusal, UnknownReason>> = {
  missing: 'missing-source',
  denied: 'denied',
  'not-supported': 'missing-source',
  'timed-out': 'timed-out',
  failed: 'failed',
};

/** A refusal as a fact's reason for not being known. */
export function unknownReason(refused: Refusal): UnknownReason {
  return reasons[refused];
}

/** A refusal as the reading of a fact. */
export function unread(refused: { reason: Refusal; detail: string }, source: string): Reading<never> {
  return unknown(unknownReason(refused.reason), source, refused.detail);
}
