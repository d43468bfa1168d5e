import type { Database } from './database.ts';

/** A step of the schema: numbers grow by one and are never changed once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Runs after it, where what is to be filled in stands in no column. */
  readonly fill?: (database: Database) => void;
}

/**
 * Brings the schema up to date, each step in its own transaction: one that fails leaves nothing behind.
 * @throws Error where a step fails, or where the file was written by a later version of Deskward.
 */
export function migrate(database: Database, migrations: readonly Migration[], now: number): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const known = migrations.at(-1)?.number ?? 0;
  if (appliedUpTo(database) > known)
    throw new Error(
      'This data folder was written by a later version of Deskward. Start that version instead.',
    );
  for (const step of migrations) apply(database, step, now);
}

function apply(database: Database, { number, name, sql, fill }: Migration, now: number): void {
  database.transaction(() => {
    // Asked inside the transaction: another process may be migrating the same file.
    if (appliedUpTo(database) >= number) return;
    database.exec(sql);
    fill?.(database);
    database.run('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)', number, name, now);
  });
}

function appliedUpTo(database: Database): number {
  const row = database.get<{ number: number | null }>('SELECT max(number) AS number FROM migrations');
  return row?.number ?? 0;
}
