import { reportedConfiguration } from '../../fleet/reported-configuration.ts';
import type { Acceptance, AcceptanceInput, AssignmentOutcome } from '../storage.ts';
import { logAssignment } from './assignments.ts';
import type { Database } from './database.ts';

const findReported = `
  SELECT d.id, r.jws FROM devices d JOIN device_seen s ON s.device_id = d.id
  LEFT JOIN reports r ON r.device_id = d.id AND r.epoch = s.assessment_epoch AND r.sequence = s.assessment_sequence
  WHERE d.device = ?`;

/** Accepts what the device reported last, where that is still what was shown. Call it inside a transaction. */
export function acceptConfiguration(
  database: Database,
  { device, digest, by, now }: AcceptanceInput,
): AssignmentOutcome {
  const row = database.get<{ id: number; jws: string | null }>(findReported, device);
  if (row === undefined) return { state: 'refused', reason: 'not-found' };
  const reported = reportedConfiguration(row.jws);
  if (reported?.digest !== digest) return { state: 'refused', reason: 'changed-meanwhile' };
  database.run(
    `UPDATE devices SET accepted_configuration = ?, accepted_digest = ?, accepted_by = ?, accepted_at = ?,
       assignment_version = assignment_version + 1 WHERE id = ?`,
    JSON.stringify(reported.value),
    digest,
    by,
    now,
    row.id,
  );
  return { state: 'assigned', assignment: logAssignment(database, row.id, by, now) };
}

/** @returns null where nothing was accepted yet. */
export function readAcceptance(database: Database, device: number): Acceptance | null {
  const row = database.get<{ digest: string | null; by: string; at: number }>(
    'SELECT accepted_digest AS digest, accepted_by AS by, accepted_at AS at FROM devices WHERE id = ?',
    device,
  );
  if (row === undefined || row.digest === null) return null;
  return { digest: row.digest, by: row.by, at: row.at };
}
