import type { HeldPolicy } from '../../../protocol/policy.ts';
import type { ReportPayload } from '../../../protocol/report.ts';
import { policyShare } from '../../fleet/policy-share.ts';
import type { FoundPolicy, PolicyHandOut } from '../stored-policy.ts';
import type { Database } from './database.ts';
import { haltPolicy } from './published-policies.ts';
import type { SeenRow } from './seen-row.ts';

/** A device that took a policy and has not been heard of for two heartbeats and a little may not have survived it. */
const silentMs = 2.2 * 3_600_000;
/** A roll-out halts when more than one in so many devices got into trouble: of a few, one is enough. */
const haltAbove = 20;

/** @returns the newest version that is meant for a device and that it does not have; null where it needs nothing. */
export function policyFor(
  database: Database,
  payload: Pick<ReportPayload, 'device' | 'policy'>,
  seen: SeenRow,
): number | null {
  const { policy: held, device } = payload;
  if (held === undefined) return null;
  const newer = database.all<RollOut>(
    `SELECT version, percent, department FROM policies
     WHERE version > ? AND version <> ? AND halted IS NULL ORDER BY version DESC`,
    held.version,
    held.refused?.version ?? 0,
  );
  return newer.find((policy) => isMeantFor(policy, device, seen.department))?.version ?? null;
}

interface RollOut {
  readonly version: number;
  readonly percent: number;
  readonly department: string | null;
}

function isMeantFor(
  { version, percent, department }: RollOut,
  device: string,
  itsDepartment: string,
): boolean {
  return (department === null || department === itsDepartment) && policyShare(device, version) < percent;
}

/** A device takes it: what becomes of that is watched from here on. Call it inside a transaction. */
export function handOutPolicy(
  database: Database,
  { device, version, way, now }: PolicyHandOut,
): FoundPolicy | null {
  const found = database.get<FoundPolicy & RollOut>(
    'SELECT version, jws, percent, department FROM policies WHERE version = ? AND halted IS NULL',
    version,
  );
  const row = database.get<{ id: number; department: string }>(
    'SELECT id, department FROM devices WHERE device = ? AND revoked_at IS NULL AND signed_off_at IS NULL',
    device,
  );
  if (found === undefined || row === undefined || !isMeantFor(found, device, row.department)) return null;
  database.run(
    `INSERT INTO policy_outcomes (version, device_id, fetched_at, unknown_before, by_file) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[version, row.id, now, countUnknown(database, row.id), way === 'file' ? 1 : 0],
  );
  return { version, jws: found.jws };
}

/** What a report says of the policy that its device took. Call it once the report's verdicts are in force. */
export function notePolicy(database: Database, payload: ReportPayload, seen: SeenRow, now: number): void {
  const { policy, kind } = payload;
  if (policy === undefined) return;
  keepHeld(database, policy, seen, now);
  if (policy.refused !== undefined) {
    const { version, reason } = policy.refused;
    const told =
      'UPDATE policy_outcomes SET refused = ?, reported_at = ? WHERE version = ? AND device_id = ?';
    const isNew = `${told} AND reported_at IS NULL`;
    if (database.run(isNew, reason, now, version, seen.device_id) > 0) haltIfTroubled(database, version, now);
  }
  if (kind !== 'assessment' || policy.version === 0) return;
  const judged = database.run(
    `UPDATE policy_outcomes SET reported_at = ?, unknown_after = ?
     WHERE version = ? AND device_id = ? AND reported_at IS NULL`,
    now,
    countUnknown(database, seen.device_id),
    policy.version,
    seen.device_id,
  );
  if (judged > 0) haltIfTroubled(database, policy.version, now);
}

function keepHeld(database: Database, { version, refused }: HeldPolicy, seen: SeenRow, now: number): void {
  const { held_policy: held, refused_policy: refusedBefore } = seen;
  if (version === held && (refused?.version ?? null) === refusedBefore) return;
  database.run(
    `UPDATE device_seen SET refused_at = iif(refused_policy IS ?, refused_at, ?), held_policy = ?, refused_policy = ?,
       refused_why = ? WHERE device_id = ?`,
    refused?.version ?? null,
    refused === undefined ? null : now,
    version,
    refused?.version ?? null,
    refused?.reason ?? null,
    seen.device_id,
  );
}

/** More unknown than before, refused, or silent since: each is trouble. */
function haltIfTroubled(database: Database, version: number, now: number): void {
  const row = database.get<{ seen: number; refused: number; unknown: number; silent: number }>(
    `SELECT count(*) AS seen, count(refused) AS refused, sum(coalesce(unknown_after > unknown_before, 0)) AS unknown,
       sum(reported_at IS NULL AND fetched_at < ? AND by_file = 0) AS silent
     FROM policy_outcomes WHERE version = ?`,
    now - silentMs,
    version,
  );
  if (row === undefined) return;
  const { seen, refused, unknown, silent } = row;
  if ((refused + unknown + silent) * haltAbove <= seen) return;
  haltPolicy(database, version, { devices: seen, refused, unknown, silent }, now);
}

function countUnknown(database: Database, device: number): number {
  const row = database.get<{ count: number }>(
    "SELECT count(*) AS count FROM rule_state WHERE device_id = ? AND status = 'unknown'",
    device,
  );
  return row?.count ?? 0;
}
