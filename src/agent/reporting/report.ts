import type { DeviceDescription } from '../../probes/probe.ts';
import type { HeldPolicy } from '../../protocol/policy.ts';
import { reportType } from '../../protocol/report.ts';
import type { Assessment } from '../agent-state.ts';
import { signCompact } from '../identity/jws.ts';
import type { Identity } from '../identity/opened-identity.ts';
import { canonicalJson } from '../outbox/canonical-json.ts';
import type { OutboxHead, ReportRecord } from '../outbox/outbox-record.ts';
import { follow, nextLink } from './chain.ts';
import { fitToWire } from './fit-to-wire.ts';

export type ReportKind = 'assessment' | 'heartbeat';

/**
 * @param pause seconds since the last report, before which one that says nothing new is not due.
 * @returns what the endpoint has to hear: everything when it changed, a sign of life when the pause is over, else null. A
 * report that still waits will be that sign when it arrives.
 */
export function dueReport(
  head: OutboxHead,
  waiting: number,
  assessment: Pick<Assessment, 'digest'>,
  now: Date,
  pause: number,
): ReportKind | null {
  if (head.digest !== assessment.digest) return 'assessment';
  if (waiting > 0) return null;
  return pauseLeft(head, now, pause) > 0 ? null : 'heartbeat';
}

/** @returns seconds until the pause after the last report is over; 0 where it is. */
export function pauseLeft(head: OutboxHead, now: Date, pause: number): number {
  const elapsed = (now.getTime() - Date.parse(head.at ?? '')) / 1000;
  // A clock that was set back would else silence the device until it has caught up.
  return elapsed >= 0 && elapsed < pause ? pause - elapsed : 0;
}

export interface ReportContent {
  readonly kind: ReportKind;
  readonly assessment: Assessment;
  readonly description: DeviceDescription;
  /** Version of the assignment that this device holds. */
  readonly assignment: number;
  readonly policy: HeldPolicy;
  /** See protocol/report.ts. */
  readonly lacks?: readonly string[];
  /** The sign-off that this device has been told of. */
  readonly signOff?: string | null;
  readonly now: Date;
}

/** The next report of the chain, signed. */
export async function makeReport(
  head: OutboxHead,
  identity: Identity,
  content: ReportContent,
): Promise<ReportRecord> {
  const link = nextLink(head, content.now);
  const payload = canonicalJson({
    v: 1,
    device: head.device,
    ...link,
    assignment: content.assignment,
    policy: content.policy,
    ...(content.lacks !== undefined && { lacks: content.lacks }),
    ...(content.signOff != null && { signOff: content.signOff }),
    ...contentFields(content),
  });
  const jws = await signCompact(identity, { typ: reportType, kid: head.device }, payload);
  const { digest } = content.assessment;
  return { kind: 'report', device: head.device, ...follow(link, jws), digest, at: link.at, jws };
}

function contentFields({ kind, assessment, description }: ReportContent): Record<string, unknown> {
  if (kind === 'heartbeat') return { kind, digest: assessment.digest };
  return { kind, assessment: fitToWire(assessment, description) };
}
