import type { DeviceAssignment } from '../../../protocol/assignment.ts';
import { deviceText } from '../../fleet/device-text.ts';
import type { AssignmentInput, AssignmentOutcome } from '../storage.ts';
import type { Database } from './database.ts';

interface AssignedRow {
  readonly version: number;
  readonly owner: string;
  readonly department: string;
  readonly profile: DeviceAssignment['profile'];
  /** A JSON list. */
  readonly users: string | null;
  readonly users_since: number | null;
  readonly accepted_configuration: string | null;
}

/** What IT gave this device last. */
export function readAssignment(database: Database, device: number): DeviceAssignment {
  const row = database.get<AssignedRow>(
    `SELECT assignment_version AS version, owner, department, profile, users, users_since,
       accepted_configuration FROM devices WHERE id = ?`,
    device,
  );
  if (row === undefined) throw new Error(`there is no device ${device}`);
  const { users, users_since: since, accepted_configuration: accepted, ...given } = row;
  return {
    ...given,
    users: users === null ? null : JSON.parse(users),
    usersSince: since === null ? null : new Date(since).toISOString(),
    acceptedConfiguration: accepted === null ? null : JSON.parse(accepted),
  };
}

/** Call it inside a transaction. */
export function assign(database: Database, { device, change, by, now }: AssignmentInput): AssignmentOutcome {
  const held = database.get<{ id: number; assignment_version: number; description: string }>(
    'SELECT id, assignment_version, description FROM devices WHERE device = ?',
    device,
  );
  if (held === undefined) return { state: 'refused', reason: 'not-found' };
  if (held.assignment_version !== change.version) return { state: 'refused', reason: 'changed-meanwhile' };
  const { owner, department, profile } = change;
  const users = change.users === null ? null : JSON.stringify(change.users);
  // The right side of an assignment sees the row as it was.
  database.run(
    `UPDATE devices SET owner = ?, department = ?, profile = ?, users = ?,
       users_since = CASE WHEN users IS ? THEN users_since ELSE ? END, search_text = ?,
       assignment_version = assignment_version + 1 WHERE id = ?`,
    owner,
    department,
    profile,
    users,
    users,
    now,
    deviceText(JSON.parse(held.description), department, owner).searchText,
    held.id,
  );
  return { state: 'assigned', assignment: logAssignment(database, held.id, by, now) };
}

/** Keeps the version that is now in force. `by`: an account; empty where it came with an enrolment. */
export function logAssignment(database: Database, device: number, by: string, now: number): DeviceAssignment {
  const assignment = readAssignment(database, device);
  database.run(
    'INSERT INTO assignment_log (device_id, version, made_at, made_by, content) VALUES (?, ?, ?, ?, ?)',
    device,
    assignment.version,
    now,
    by,
    JSON.stringify(assignment),
  );
  return assignment;
}
