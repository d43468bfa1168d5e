import type { StatementInput, StatementOutcome, StoredStatement } from '../storage.ts';
import type { Database } from './database.ts';

/** Call it inside a transaction. */
export function storeStatement(database: Database, said: StatementInput): StatementOutcome {
  const device = database.get<{ id: number }>('SELECT id FROM devices WHERE device = ?', said.device);
  if (device === undefined) return { state: 'refused', reason: 'unknown-device' };
  const held = database.get<{ number: number; receivedAt: number }>(
    'SELECT number, received_at AS receivedAt FROM statements WHERE device_id = ? AND id = ?',
    device.id,
    said.id,
  );
  if (held !== undefined) return { state: 'repeated', ...held };
  const stored = database.get<{ number: number }>(
    'INSERT INTO statements (device_id, id, kind, received_at, jws) VALUES (?, ?, ?, ?, ?) RETURNING number',
    device.id,
    said.id,
    said.kind,
    said.receivedAt,
    said.jws,
  );
  if (stored === undefined) throw new Error('SQLite did not answer the INSERT of a statement');
  return { state: 'stored', number: stored.number, receivedAt: said.receivedAt };
}

export function listStatements(database: Database, device: string | null): readonly StoredStatement[] {
  return database.all<StoredStatement>(
    `SELECT s.number, d.device, d.hostname, d.owner, s.id, s.kind, s.received_at AS receivedAt, s.jws,
       s.handled_at AS handledAt, s.handled_by AS handledBy
     FROM statements s JOIN devices d ON d.id = s.device_id WHERE d.device = ? OR ? IS NULL
     ORDER BY s.handled_at IS NOT NULL, s.number DESC LIMIT 200`,
    device,
    device,
  );
}

export function handleStatement(database: Database, number: number, at: number | null, by: string): boolean {
  const sql = 'UPDATE statements SET handled_at = ?, handled_by = ? WHERE number = ?';
  return database.run(sql, at, by, number) > 0;
}
