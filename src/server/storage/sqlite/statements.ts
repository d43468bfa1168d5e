import { briefOf, readStatement } from '../../fleet/statement-view.ts';
import type { ListedStatement, StatementInput, StatementOutcome } from '../stored-statement.ts';
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
    'INSERT INTO statements (device_id, id, kind, received_at, jws, brief) VALUES (?, ?, ?, ?, ?, ?) RETURNING number',
    device.id,
    said.id,
    said.kind,
    said.receivedAt,
    said.jws,
    JSON.stringify(said.brief),
  );
  if (stored === undefined) throw new Error('SQLite did not answer the INSERT of a statement');
  return { state: 'stored', number: stored.number, receivedAt: said.receivedAt };
}

type StatementColumns = Omit<ListedStatement, 'brief'> & {
  readonly brief: string | null;
  readonly jws: string | null;
};

export function listStatements(database: Database, device: string | null): readonly ListedStatement[] {
  const rows = database.all<StatementColumns>(
    `SELECT s.number, d.device, d.hostname, d.owner, s.id, s.kind, s.received_at AS receivedAt, s.brief,
       CASE WHEN s.brief IS NULL THEN s.jws END AS jws, s.handled_at AS handledAt, s.handled_by AS handledBy
     FROM statements s JOIN devices d ON d.id = s.device_id WHERE d.device = ? OR ? IS NULL
     ORDER BY s.handled_at IS NOT NULL, s.handled_at IS NULL AND s.kind != 'incident', s.number DESC LIMIT 200`,
    device,
    device,
  );
  return rows.map(({ brief, jws, ...row }) => ({
    ...row,
    brief: brief === null ? briefOf(readStatement(jws ?? '')) : JSON.parse(brief),
  }));
}

export function findStatement(database: Database, number: number): string | null {
  const row = database.get<{ jws: string }>('SELECT jws FROM statements WHERE number = ?', number);
  return row?.jws ?? null;
}

export function handleStatement(database: Database, number: number, at: number | null, by: string): boolean {
  const sql = 'UPDATE statements SET handled_at = ?, handled_by = ? WHERE number = ?';
  return database.run(sql, at, by, number) > 0;
}
