import type { ReportingState } from '../agent-state.ts';
import type { Joining } from '../enrolment/joining.ts';
import type { Connection } from './connection.ts';

export interface ReportingCircumstances {
  /** null: not enrolled. */
  readonly connection: Pick<Connection, 'keyTrouble' | 'state' | 'refusal'> | null;
  /** It asks to be enrolled by file. */
  readonly joining: Pick<Joining, 'since'> | null;
  /** How many reports are in the outbox. */
  readonly waiting: number;
  /** When this enrolment last had a report acknowledged (ISO). */
  readonly lastSentAt: string | null;
}

/** What a person is to know of the reporting, the gravest first. */
export function reportingState(circumstances: ReportingCircumstances): ReportingState {
  const { connection, joining, waiting, lastSentAt } = circumstances;
  if (joining !== null && (connection === null || connection.keyTrouble !== null))
    return { state: 'joining', since: joining.since };
  if (connection === null) return { state: 'not-enrolled' };
  const { keyTrouble, state: reporter, refusal } = connection;
  if (keyTrouble?.reason === 'lost') return { state: 'key-lost', waiting };
  if (keyTrouble !== null)
    return { state: 'refused', waiting, reason: 'key-unusable', detail: keyTrouble.detail };
  if (reporter.state === 'halted') return { ...reporter, state: 'refused', waiting };
  if (reporter.state === 'distrusted') return { ...reporter, waiting };
  if (reporter.state === 'waiting') return { state: 'offline', waiting, lastSentAt };
  if (waiting === 0 && refusal !== null) return { state: 'refused', waiting, ...refusal };
  if (waiting === 0 && lastSentAt !== null) return { state: 'up-to-date', lastSentAt };
  return { state: 'sending', waiting };
}
