import type { HeldPolicies } from '../stored-policy.ts';
import type { Database } from './database.ts';

const welcome =
  'FROM device_seen s JOIN devices d ON d.id = s.device_id WHERE d.revoked_at IS NULL AND d.signed_off_at IS NULL';

export function countHeldPolicies(database: Database): HeldPolicies {
  return {
    departments: database.all(
      'SELECT department, count(*) AS devices FROM devices WHERE revoked_at IS NULL AND signed_off_at IS NULL GROUP BY department',
    ),
    versions: database.all(
      `SELECT s.held_policy AS version, count(*) AS devices ${welcome} GROUP BY s.held_policy ORDER BY s.held_policy DESC`,
    ),
    refusals: database.all(
      `SELECT d.device, d.hostname, s.refused_policy AS version, s.refused_why AS reason ${welcome}
         AND s.refused_policy IS NOT NULL ORDER BY s.refused_policy DESC, d.host_key LIMIT 100`,
    ),
  };
}
