import { publicJwk } from '../../../jws/device-key.ts';
import type { KeyChange, KeyChangeOutcome, StoredDeviceKey } from '../stored-device-key.ts';
import type { Database } from './database.ts';
import { noteSign } from './second-histories.ts';

interface Columns extends Omit<StoredDeviceKey, 'jwk'> {
  readonly publicKey: string;
}

/** In the order in which they signed: the last one is in use. */
export function listDeviceKeys(database: Database, device: string): readonly StoredDeviceKey[] {
  const rows = database.all<Columns>(
    `SELECT k.thumbprint AS name, k.public_key AS publicKey, k.from_epoch AS fromEpoch,
       k.from_sequence AS fromSequence, k.rotation
     FROM device_keys k JOIN devices d ON d.id = k.device_id WHERE d.device = ?
     ORDER BY k.from_epoch, k.from_sequence`,
    device,
  );
  return rows.map(({ publicKey, ...row }) => ({ ...row, jwk: publicJwk.parse(JSON.parse(publicKey)) }));
}

interface Holder {
  readonly id: number;
  readonly epoch: number;
  readonly thumbprint: string;
  readonly revoked_at: number | null;
  readonly signed_off_at: number | null;
  readonly seen_epoch: number | null;
  readonly sequence: number | null;
}

/** Call it inside a transaction. */
export function changeKey(database: Database, change: KeyChange): KeyChangeOutcome {
  const { device, name, jwk, epoch, sequence, rotation, now } = change;
  const held = database.get<Holder>(
    `SELECT d.id, d.epoch, d.thumbprint, d.revoked_at, d.signed_off_at, s.epoch AS seen_epoch, s.sequence
     FROM devices d JOIN device_seen s ON s.device_id = d.id WHERE d.device = ?`,
    device,
  );
  if (held === undefined) return { state: 'refused', reason: 'unknown-device' };
  if (held.thumbprint === name) return { state: 'repeated' };
  const reason = refusalOf(database, held, change);
  if (reason !== null) return { state: 'refused', reason };
  const publicKey = JSON.stringify(jwk);
  database.run(
    `INSERT INTO device_keys (device_id, from_epoch, from_sequence, thumbprint, public_key, taken_at, rotation)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[held.id, epoch, sequence, name, publicKey, now, rotation],
  );
  database.run('UPDATE devices SET thumbprint = ?, public_key = ? WHERE id = ?', name, publicKey, held.id);
  return { state: 'changed' };
}

type Refusal = Extract<KeyChangeOutcome, { state: 'refused' }>['reason'];

function refusalOf(
  database: Database,
  held: Holder,
  { replaces, name, epoch, sequence }: KeyChange,
): Refusal | null {
  if (held.signed_off_at !== null) return 'signed-off';
  if (held.revoked_at !== null) return 'device-revoked';
  if (held.thumbprint !== replaces) return 'retired-key';
  if (epoch !== held.epoch) return epoch < held.epoch ? 'stale-epoch' : 'unknown-epoch';
  // The old key has signed that number, or another computer has with the same key.
  if (held.seen_epoch === epoch && held.sequence !== null && sequence <= held.sequence)
    return 'sequence-conflict';
  const taken = database.get('SELECT 1 FROM device_keys WHERE thumbprint = ?', name);
  return taken === undefined ? null : 'key-taken';
}

/**
 * A key that was replaced signed something. Before the new one has signed, that is a device that does not know yet; after
 * that it is another computer, or one that was set back.
 */
export function noteRetiredKey(database: Database, device: string, now: number): void {
  const since = database.get<{ id: number; at: number }>(
    `SELECT d.id, r.received_at AS at FROM devices d
     JOIN device_keys k ON k.device_id = d.id AND k.thumbprint = d.thumbprint
     JOIN reports r ON r.device_id = d.id AND r.epoch = k.from_epoch AND r.sequence >= k.from_sequence
     WHERE d.device = ? ORDER BY r.sequence DESC LIMIT 1`,
    device,
  );
  if (since !== undefined)
    noteSign(database, since.id, { sign: 'retired-key', at: now, against: since.at, computer: null });
}
