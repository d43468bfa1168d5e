import type { ReportPayload } from '../../../protocol/report.ts';
import { findingsOf } from '../../fleet/verdict-changes.ts';
import type {
  SignOffEnd,
  SignOffEnded,
  SignOffInput,
  SignOffStarted,
  StoredSignOff,
} from '../stored-sign-off.ts';
import type { Database } from './database.ts';
import type { SeenRow } from './seen-row.ts';

interface SignOffColumns extends Omit<StoredSignOff, 'lastScan' | 'verdicts'> {
  readonly scanned_at: number | null;
  readonly scan_epoch: number | null;
  readonly scan_sequence: number | null;
  /** A JSON object. */
  readonly verdicts: string | null;
}
const read = `
  SELECT o.id, d.device, d.hostname, d.owner, o.person, o.reason, o.asked_at AS askedAt, o.asked_by AS askedBy, o.state,
    o.scanned_at, o.scan_epoch, o.scan_sequence, o.verdicts, o.ended_at AS endedAt, o.ended_by AS endedBy
  FROM sign_offs o JOIN devices d ON d.id = o.device_id`;

/** Call it inside a transaction. */
export function startSignOff(database: Database, input: SignOffInput): SignOffStarted {
  const device = database.get<{ id: number; open_sign_off: number | null; signed_off_at: number | null }>(
    'SELECT id, open_sign_off, signed_off_at FROM devices WHERE device = ?',
    input.device,
  );
  if (device === undefined) return { state: 'refused', reason: 'not-found' };
  if (device.signed_off_at !== null) return { state: 'refused', reason: 'signed-off' };
  if (device.open_sign_off !== null) return { state: 'refused', reason: 'sign-off-pending' };
  const { id, person, reason, by, now } = input;
  database.run(
    `INSERT INTO sign_offs (id, device_id, person, reason, asked_at, asked_by, state)
     VALUES (?, ?, ?, ?, ?, ?, 'pending')`,
    ...[id, device.id, person, reason, now, by],
  );
  database.run(
    'UPDATE devices SET open_sign_off = (SELECT number FROM sign_offs WHERE id = ?) WHERE id = ?',
    id,
    device.id,
  );
  return { state: 'started' };
}

/** Call it inside a transaction. */
export function endSignOff(database: Database, { id, state, by, now }: SignOffEnd): SignOffEnded {
  const held = database.get<{ device_id: number; device: string; state: string }>(
    `SELECT o.device_id, d.device, o.state FROM sign_offs o JOIN devices d ON d.id = o.device_id WHERE o.id = ?`,
    id,
  );
  if (held === undefined) return { state: 'refused', reason: 'not-found' };
  if (held.state !== 'pending') return { state: 'refused', reason: 'changed-meanwhile' };
  database.run('UPDATE sign_offs SET state = ?, ended_at = ?, ended_by = ? WHERE id = ?', state, now, by, id);
  database.run('UPDATE devices SET open_sign_off = NULL WHERE id = ?', held.device_id);
  if (state === 'confirmed') takeOut(database, held.device_id, id, now);
  return { state: 'ended', device: held.device };
}

/** From here on it counts nowhere; its record and its evidence stay. */
function takeOut(database: Database, device: number, id: string, now: number): void {
  database.run('UPDATE devices SET signed_off_at = ? WHERE id = ?', now, device);
  database.run(
    `UPDATE sign_offs SET verdicts = (SELECT json_group_object(rule, status) FROM rule_state WHERE device_id = ?)
     WHERE id = ? AND verdicts IS NULL`,
    device,
    id,
  );
  // It will not tell what became of a policy, and must not look like a device that fell silent over it.
  database.run('DELETE FROM policy_outcomes WHERE device_id = ? AND reported_at IS NULL', device);
  database.run('UPDATE device_seen SET held_policy = NULL WHERE device_id = ?', device);
}

export function listSignOffs(database: Database, device: string | null): readonly StoredSignOff[] {
  const rows = database.all<SignOffColumns>(
    `${read} WHERE d.device = ? OR ? IS NULL ORDER BY o.state <> 'pending', o.number DESC LIMIT 200`,
    device,
    device,
  );
  return rows.map(toStored);
}

/** @returns the sign-off that took this device out; null while it is in. */
export function findSignedOff(database: Database, device: string): StoredSignOff | null {
  const row = database.get<SignOffColumns>(`${read} WHERE d.device = ? AND o.state = 'confirmed'`, device);
  return row === undefined ? null : toStored(row);
}

/** Devices that somebody answers for, those that are signed off left out. Names are compared without regard to case. */
export function devicesOfOwner(database: Database, owner: string): readonly string[] {
  const rows = database.all<{ device: string }>(
    `SELECT device FROM devices WHERE owner = ? COLLATE NOCASE AND owner <> '' AND signed_off_at IS NULL
     ORDER BY host_key, id`,
    owner,
  );
  return rows.map(({ device }) => device);
}

/** What a device has to be told; null where nothing is open. */
export function openSignOff(database: Database, { open_sign_off: number }: SeenRow): StoredSignOff | null {
  if (number === null) return null;
  const row = database.get<SignOffColumns>(`${read} WHERE o.number = ?`, number);
  return row === undefined ? null : toStored(row);
}

/** A whole report that knows of the open sign-off is its last scan, until a newer one comes. */
export function noteLastScan(
  database: Database,
  payload: Extract<ReportPayload, { kind: 'assessment' }>,
  seen: SeenRow,
  receivedAt: number,
): void {
  if (seen.open_sign_off === null || payload.signOff === undefined) return;
  database.run(
    `UPDATE sign_offs SET scanned_at = ?, scan_epoch = ?, scan_sequence = ?, verdicts = ? WHERE number = ? AND id = ?`,
    receivedAt,
    payload.epoch,
    payload.sequence,
    JSON.stringify(Object.fromEntries(findingsOf(payload.assessment.verdicts))),
    seen.open_sign_off,
    payload.signOff,
  );
}

function toStored({
  scanned_at,
  scan_epoch,
  scan_sequence,
  verdicts,
  ...row
}: SignOffColumns): StoredSignOff {
  const hasScan = scanned_at !== null && scan_epoch !== null && scan_sequence !== null;
  return {
    ...row,
    lastScan: hasScan ? { receivedAt: scanned_at, epoch: scan_epoch, sequence: scan_sequence } : null,
    verdicts: verdicts === null ? {} : JSON.parse(verdicts),
  };
}
