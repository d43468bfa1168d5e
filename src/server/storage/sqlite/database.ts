import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { StorageUnavailable } from '../storage.ts';

/** A disk or a lock, not a mistake of ours: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN (https://sqlite.org/rescode.html). */
const unavailable = new Set([5, 6, 8, 10, 13, 14]);

type Value = string | number | null;

/** One SQLite file: prepared statements kept, transactions all or nothing. */
export class Database {
  readonly #connection: InstanceType<typeof DatabaseSync>;
  readonly #statements = new Map<string, StatementSyncInstance>();

  /** @throws StorageUnavailable where the file cannot be opened. */
  constructor(file: string) {
    this.#connection = guarded(() => {
      const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 10_000 });
      // WAL's own default would be NORMAL, which loses acknowledged commits when the power fails
      // (https://sqlite.org/pragma.html#pragma_synchronous).
      connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
      connection.exec('PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000;');
      return connection;
    });
  }

  get<Row>(sql: string, ...values: readonly Value[]): Row | undefined {
    return guarded(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  all<Row>(sql: string, ...values: readonly Value[]): Row[] {
    return guarded(() => this.#prepare(sql).all(...values) as Row[]);
  }

  /** @returns the number of rows that changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return guarded(() => this.#prepare(sql).run(...values).changes);
  }

  /** Several statements at once, without values. */
  exec(sql: string): void {
    guarded(() => this.#connection.exec(sql));
  }

  /** Takes the write lock at once, so that what is read inside is what is written over. */
  transaction<Result>(work: () => Result): Result {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepare(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (isUnavailable(error)) throw new StorageUnavailable(error.message, { cause: error });
    throw error;
  }
}

/** The low byte of an extended code is its primary one. */
function isUnavailable(error: unknown): error is Error {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return typeof error.errcode === 'number' && unavailable.has(error.errcode & 0xff);
}
