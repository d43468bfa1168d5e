import { uptime } from 'node:os';
import { sha256 } from '../outbox/canonical-json.ts';

/** The last report of an epoch that was made; the next one follows it. `hash` is null before the first. */
export interface ChainHead {
  readonly epoch: number;
  readonly sequence: number;
  readonly hash: string | null;
}

/** What stands in every report besides its content; see protocol/report.ts. */
export interface Link {
  readonly epoch: number;
  readonly sequence: number;
  readonly previous: string | null;
  readonly at: string;
  readonly monotonicMs: number;
}

export function startOfEpoch(epoch: number): ChainHead {
  return { epoch, sequence: 0, hash: null };
}

/** `now` is what the wall clock says, right or wrong; the time since the device started can't be set back. */
export function nextLink(head: ChainHead, now: Date, sinceStartMs = uptime() * 1000): Link {
  return {
    epoch: head.epoch,
    sequence: head.sequence + 1,
    previous: head.hash,
    at: now.toISOString(),
    monotonicMs: Math.max(0, Math.round(sinceStartMs)),
  };
}

/** @returns the head once this report (its compact JWS) is in the outbox. */
export function follow(link: Link, jws: string): ChainHead {
  return { epoch: link.epoch, sequence: link.sequence, hash: sha256(jws) };
}
