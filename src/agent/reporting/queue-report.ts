import { lacksBundleKeys } from '../../protocol/bundle-keys.ts';
import type { HeldPolicy } from '../../protocol/policy.ts';
import type { Assessment, Trigger } from '../agent-state.ts';
import type { Outbox } from '../outbox.ts';
import type { Connection } from './connection.ts';
import { dueReport, makeReport, pauseLeft } from './report.ts';
import { reportPause } from './report-pause.ts';
import type { ReportingDeps } from './reporting-deps.ts';

export interface QueueParts extends Pick<ReportingDeps, 'describe' | 'now' | 'log'> {
  readonly connection: Pick<Connection, 'enrolment' | 'identity'>;
  readonly outbox: Outbox;
  /** Version of the assignment that this device holds. */
  readonly assignment: number;
  readonly policy: HeldPolicy;
  /** The sign-off that has begun. */
  readonly signOff: string | null;
  /** What set off the scan. */
  readonly triggers: readonly Trigger[];
}

/** `nothing`: there is nobody to say it to, or a report that waits says it. `dueInMs`: too soon after the last one. */
export type Queued = 'added' | 'nothing' | { readonly dueInMs: number };

/** Puts on the disk what the endpoint has to hear of an assessment. */
export async function queueReport(assessment: Assessment, parts: QueueParts): Promise<Queued> {
  const { outbox, now, log, signOff } = parts;
  const { identity, enrolment } = parts.connection;
  if (identity === null) return 'nothing';
  // A disk that was full at enrolment may have room now.
  if (!(await outbox.begin(enrolment.device, enrolment.epoch))) return 'nothing';
  const description = await parts.describe();
  const pause = reportPause(parts.triggers, signOff !== null);
  const moment = now();
  const kind = dueReport(outbox.head, outbox.waiting, assessment, moment, pause);
  if (kind === null)
    return outbox.waiting > 0 ? 'nothing' : { dueInMs: pauseLeft(outbox.head, moment, pause) * 1000 };
  const added = await outbox.append((head) =>
    makeReport(head, identity, {
      kind,
      assessment,
      description,
      assignment: parts.assignment,
      policy: parts.policy,
      ...(enrolment.bundleKeys === null && { lacks: [lacksBundleKeys] }),
      signOff,
      now: now(),
    }),
  );
  if (!added.ok) log.error(`The report could not be kept for sending: ${added.detail}`);
  return 'added';
}
