import type { StoredToken, TokenInput } from '../storage.ts';
import type { StoredSession, StoredUser } from '../stored-user.ts';
import type { Database } from './database.ts';

export function createToken(database: Database, token: TokenInput): void {
  database.run(
    `INSERT INTO tokens (id, hash, profile, department, uses, made_at, made_by, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    token.id,
    token.hash,
    token.profile,
    token.department,
    token.uses,
    token.madeAt,
    token.madeBy,
    token.expiresAt,
  );
}

export function listTokens(database: Database, now: number): readonly StoredToken[] {
  return database.all<StoredToken>(
    `SELECT id, profile, department, uses, used, made_at AS madeAt, made_by AS madeBy, expires_at AS expiresAt
     FROM tokens WHERE revoked = 0 AND used < uses AND expires_at > ? ORDER BY made_at DESC, id`,
    now,
  );
}

export function revokeToken(database: Database, id: string): boolean {
  return database.run('UPDATE tokens SET revoked = 1 WHERE id = ?', id) > 0;
}

export function hasUsers(database: Database): boolean {
  return database.get('SELECT 1 FROM users LIMIT 1') !== undefined;
}

/** Call it inside a transaction. */
export function createFirstUser(database: Database, user: StoredUser): boolean {
  if (hasUsers(database)) return false;
  saveUser(database, user);
  return true;
}

/** Call it inside a transaction. */
export function saveUser(database: Database, { name, passwordHash }: StoredUser): void {
  database.run(
    `INSERT INTO users (name_key, name, password_hash) VALUES (?, ?, ?)
     ON CONFLICT (name_key) DO UPDATE SET password_hash = excluded.password_hash`,
    keyOf(name),
    name,
    passwordHash,
  );
  database.run('DELETE FROM sessions WHERE name_key = ?', keyOf(name));
}

export function findUser(database: Database, name: string): StoredUser | null {
  const user = database.get<StoredUser>(
    'SELECT name, password_hash AS passwordHash FROM users WHERE name_key = ?',
    keyOf(name),
  );
  return user ?? null;
}

/** Call it inside a transaction. */
export function createSession(database: Database, session: StoredSession): void {
  database.run('DELETE FROM sessions WHERE expires_at <= ?', session.createdAt);
  database.run(
    'INSERT INTO sessions (hash, name_key, created_at, expires_at) VALUES (?, ?, ?, ?)',
    session.hash,
    keyOf(session.user),
    session.createdAt,
    session.expiresAt,
  );
}

export function findSession(database: Database, hash: string, now: number): StoredSession | null {
  const session = database.get<StoredSession>(
    `SELECT s.hash, u.name AS user, s.created_at AS createdAt, s.expires_at AS expiresAt
     FROM sessions s JOIN users u ON u.name_key = s.name_key WHERE s.hash = ? AND s.expires_at > ?`,
    hash,
    now,
  );
  return session ?? null;
}

function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
