import type {
  PolicyAct,
  PolicyChange,
  PolicyChangeOutcome,
  PolicyInput,
  PolicyTrouble,
  PublishedPolicy,
} from '../stored-policy.ts';
import type { Database } from './database.ts';

/** Versions that IT's page and the command line list. */
const listed = 50;

type PolicyRow = Omit<PublishedPolicy, 'halted' | 'acts'> & { readonly halted: string | null };
type ActRow = PolicyAct & { readonly version: number };

/** Call it inside a transaction. @returns false where there is one of this version or a later one. */
export function publishPolicy(database: Database, input: PolicyInput): boolean {
  const { version, jws, percent, department, by, now } = input;
  const newest = database.get<{ version: number | null }>('SELECT max(version) AS version FROM policies');
  if ((newest?.version ?? 0) >= version) return false;
  database.run(
    'INSERT INTO policies (version, jws, published_at, percent, department) VALUES (?, ?, ?, ?, ?)',
    version,
    jws,
    now,
    percent,
    department,
  );
  logAct(database, version, { at: now, by, act: 'published', percent });
  return true;
}

/** Call it inside a transaction. Where it goes on after a halt, what troubled it so far is no longer counted. */
export function changePolicy(database: Database, change: PolicyChange): PolicyChangeOutcome {
  const { version, percent, halted, seen, by, now } = change;
  const held = database.get<{ percent: number; halted: string | null }>(
    'SELECT percent, halted FROM policies WHERE version = ?',
    version,
  );
  if (held === undefined) return { state: 'refused', reason: 'not-found' };
  const wasHalted = held.halted !== null;
  if (seen !== null && (seen.percent !== held.percent || seen.halted !== wasHalted))
    return { state: 'refused', reason: 'changed-meanwhile' };
  if (!halted) forgetTrouble(database, version);
  // Why it halted by itself stays beside it until it goes on.
  const why = halted ? (held.halted ?? JSON.stringify({ by })) : null;
  database.run('UPDATE policies SET percent = ?, halted = ? WHERE version = ?', percent, why, version);
  logAct(database, version, { at: now, by, act: halted ? 'halted' : 'rolled-out', percent });
  return { state: 'changed' };
}

/** It halts by itself. Call it inside a transaction. */
export function haltPolicy(database: Database, version: number, trouble: PolicyTrouble, now: number): void {
  const halted = database.get<{ percent: number }>(
    'UPDATE policies SET halted = ? WHERE version = ? AND halted IS NULL RETURNING percent',
    JSON.stringify(trouble),
    version,
  );
  if (halted !== undefined)
    logAct(database, version, { at: now, by: null, act: 'halted', percent: halted.percent });
}

export function listPolicies(database: Database): readonly PublishedPolicy[] {
  const rows = database.all<PolicyRow>(
    `SELECT p.version, p.jws, p.published_at AS publishedAt, p.percent, p.department, p.halted,
       coalesce(h.devices, 0) AS devices
     FROM policies p LEFT JOIN (
       SELECT s.held_policy, count(*) AS devices FROM device_seen s JOIN devices d ON d.id = s.device_id
       WHERE d.revoked_at IS NULL AND d.signed_off_at IS NULL GROUP BY s.held_policy
     ) h ON h.held_policy = p.version ORDER BY p.version DESC LIMIT ?`,
    listed,
  );
  const acts = database.all<ActRow>(
    'SELECT version, at, by, act, percent FROM policy_log WHERE version >= ? ORDER BY number',
    rows.at(-1)?.version ?? 0,
  );
  return rows.map(({ halted, ...row }) => ({
    ...row,
    halted: halted === null ? null : JSON.parse(halted),
    acts: acts
      .filter(({ version }) => version === row.version)
      .map(({ at, by, act, percent }) => ({ at, by, act, percent })),
  }));
}

function forgetTrouble(database: Database, version: number): void {
  database.run(
    `UPDATE policy_outcomes SET refused = NULL, unknown_after = min(unknown_after, unknown_before), reported_at = fetched_at
     WHERE version = ? AND (refused IS NOT NULL OR unknown_after > unknown_before OR reported_at IS NULL)`,
    version,
  );
}

function logAct(database: Database, version: number, { at, by, act, percent }: PolicyAct): void {
  database.run(
    'INSERT INTO policy_log (version, at, by, act, percent) VALUES (?, ?, ?, ?, ?)',
    version,
    at,
    by,
    act,
    percent,
  );
}
