import { deviceText } from '../../fleet/device-text.ts';
import type { EnrolmentInput, EnrolmentOutcome, EnrolmentRefusal, Profile } from '../storage.ts';
import { logAssignment } from './assignments.ts';
import type { Database } from './database.ts';
import { isOtherComputer, noteSign, noteSuccessor } from './second-histories.ts';

interface TokenRow {
  readonly id: string;
  readonly profile: Profile;
  readonly department: string;
  readonly uses: number;
  readonly used: number;
  readonly expires_at: number;
  readonly revoked: number;
}
interface KnownDevice {
  readonly id: number;
  readonly device: string;
  readonly epoch: number;
  readonly owner: string;
  readonly description: string;
  readonly revoked_at: number | null;
  readonly signed_off_at: number | null;
}

/** Call it inside a transaction. */
export function enrol(database: Database, input: EnrolmentInput): EnrolmentOutcome {
  const token = database.get<TokenRow>('SELECT * FROM tokens WHERE hash = ?', input.tokenHash);
  if (token === undefined) return refused('token-unknown');
  const known = database.get<KnownDevice>(
    'SELECT id, device, epoch, owner, description, revoked_at, signed_off_at FROM devices WHERE thumbprint = ?',
    input.thumbprint,
  );
  // A token lets new devices in; it does not take back what IT said of this one.
  if (known !== undefined && known.signed_off_at !== null) return refused('signed-off');
  if (known !== undefined && known.revoked_at !== null) return refused('device-revoked');
  if (known === undefined && isRetired(database, input.thumbprint)) return refused('retired-key');
  const repeated = known === undefined ? undefined : repeatedEnrolment(database, known, token);
  if (repeated !== undefined) return repeated;
  const refusal = refusalOf(token, input.now);
  if (refusal !== null) return refused(refusal);
  database.run('UPDATE tokens SET used = used + 1 WHERE id = ?', token.id);
  return known === undefined ? addDevice(database, input, token) : startEpoch(database, input, token, known);
}

/** Whoever still has it has a copy from before: it is no key to join with. */
function isRetired(database: Database, name: string): boolean {
  return database.get('SELECT 1 FROM device_keys WHERE thumbprint = ?', name) !== undefined;
}

export function revokeDevice(database: Database, device: string, at: number | null): boolean {
  return database.run('UPDATE devices SET revoked_at = ? WHERE device = ?', at, device) > 0;
}

/** The reply to an enrolment can be lost; the device then asks again with the same key and token. */
function repeatedEnrolment(
  database: Database,
  known: KnownDevice,
  token: TokenRow,
): EnrolmentOutcome | undefined {
  const before = database.get<{ epoch: number }>(
    'SELECT epoch FROM enrolments WHERE device_id = ? AND token_id = ?',
    known.id,
    token.id,
  );
  if (before === undefined) return undefined;
  const hasReported = database.get(
    'SELECT 1 FROM reports WHERE device_id = ? AND epoch = ? LIMIT 1',
    known.id,
    before.epoch,
  );
  if (before.epoch !== known.epoch || hasReported !== undefined) return refused('already-enrolled');
  return enrolled(known.device, known.epoch, token);
}

function refusalOf(token: TokenRow, now: number): EnrolmentRefusal | null {
  if (token.revoked === 1) return 'token-revoked';
  if (token.expires_at <= now) return 'token-expired';
  return token.used >= token.uses ? 'token-used-up' : null;
}

function addDevice(database: Database, input: EnrolmentInput, token: TokenRow): EnrolmentOutcome {
  const { hostname, osName, hostKey, searchText } = deviceText(input.description, token.department, '');
  const inserted = database.get<{ id: number }>(
    `INSERT INTO devices (device, thumbprint, public_key, epoch, profile, department, enrolled_at, description,
       hostname, os_name, host_key, search_text)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    input.newDevice,
    input.thumbprint,
    JSON.stringify(input.publicKey),
    token.profile,
    token.department,
    input.now,
    JSON.stringify(input.description),
    hostname,
    osName,
    hostKey,
    searchText,
  );
  if (inserted === undefined) throw new Error('SQLite did not answer the INSERT of a device');
  database.run('INSERT INTO device_seen (device_id, heard_at) VALUES (?, ?)', inserted.id, input.now);
  noteEnrolment(database, inserted.id, token.id, 1, input.now);
  if (input.leaves != null) noteSuccessor(database, input.leaves, input.newDevice, input.now);
  return enrolled(input.newDevice, 1, token);
}

/** The same key with a new token: the same device, which lost its numbering or was given another profile. */
function startEpoch(
  database: Database,
  input: EnrolmentInput,
  token: TokenRow,
  known: KnownDevice,
): EnrolmentOutcome {
  const epoch = known.epoch + 1;
  const { hostname, osName, hostKey, searchText } = deviceText(
    input.description,
    token.department,
    known.owner,
  );
  database.run(
    `UPDATE devices SET epoch = ?, profile = ?, department = ?, description = ?, hostname = ?, os_name = ?,
       host_key = ?, search_text = ?, assignment_version = assignment_version + 1 WHERE id = ?`,
    epoch,
    token.profile,
    token.department,
    JSON.stringify(input.description),
    hostname,
    osName,
    hostKey,
    searchText,
    known.id,
  );
  database.run('UPDATE device_seen SET heard_at = ? WHERE device_id = ?', input.now, known.id);
  if (isOtherComputer(JSON.parse(known.description), input.description)) {
    const { now: at, description: computer } = input;
    noteSign(database, known.id, { sign: 'other-computer', at, against: at, computer });
  }
  logAssignment(database, known.id, '', input.now);
  noteEnrolment(database, known.id, token.id, epoch, input.now);
  return enrolled(known.device, epoch, token);
}

function noteEnrolment(database: Database, id: number, token: string, epoch: number, now: number): void {
  database.run(
    'INSERT INTO enrolments (device_id, token_id, epoch, at) VALUES (?, ?, ?, ?)',
    id,
    token,
    epoch,
    now,
  );
}

function enrolled(device: string, epoch: number, token: TokenRow): EnrolmentOutcome {
  return { state: 'enrolled', device, epoch, profile: token.profile, department: token.department };
}

function refused(reason: EnrolmentRefusal): EnrolmentOutcome {
  return { state: 'refused', reason };
}
