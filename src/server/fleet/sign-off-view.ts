import type { SignedOff, SignOffNotice, SignOffRow } from '../../protocol/sign-off.ts';
import type { StoredSignOff } from '../storage/stored-sign-off.ts';

/** What the device is told, and shows to whoever sits at it. */
export function toNotice({ id, device, person, reason, askedBy, askedAt }: StoredSignOff): SignOffNotice {
  return { id, device, person, reason, askedBy, askedAt: new Date(askedAt).toISOString() };
}

/** What a device that is signed off gets instead of an acknowledgement. */
export function toSignedOff(stored: StoredSignOff): SignedOff {
  const confirmedAt = new Date(stored.endedAt ?? stored.askedAt).toISOString();
  return { ...toNotice(stored), confirmedBy: stored.endedBy, confirmedAt };
}

export function toSignOffRow(stored: StoredSignOff): SignOffRow {
  const { hostname, owner, state, lastScan, verdicts, endedAt, endedBy } = stored;
  return {
    ...toNotice(stored),
    hostname,
    owner,
    state,
    lastScan: lastScan && { ...lastScan, receivedAt: new Date(lastScan.receivedAt).toISOString() },
    verdicts,
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    endedBy,
  };
}
