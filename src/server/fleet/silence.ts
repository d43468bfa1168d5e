import { heartbeatSeconds } from '../../protocol/report.ts';

/** Two heartbeats missed: one may be lost to a restart or a night's sleep of the network. */
const silentAfterMs = 2 * heartbeatSeconds * 1000;

/** @returns the instant (ms); a device that was last heard of before it is silent. */
export function silentBefore(now: number): number {
  return now - silentAfterMs;
}

export function isSilent(heardAt: number, now: number): boolean {
  return heardAt < silentBefore(now);
}
