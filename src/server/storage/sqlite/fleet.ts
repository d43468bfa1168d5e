import type { Change } from '../../../protocol/fleet.ts';
import type { Cursor } from '../../fleet/cursor.ts';
import { foldText } from '../../fleet/device-text.ts';
import type { FleetCounts, RuleCount } from '../fleet-counts.ts';
import type { DeviceList, DeviceListQuery, ListedDevice, StoredDevice } from '../storage.ts';
import { readAssignment } from './assignments.ts';
import { readAcceptance } from './configurations.ts';
import type { Database } from './database.ts';
import { listSecondHistories } from './second-histories.ts';
import { rankOf, standingFor } from './standing-rank.ts';

interface DeviceColumns {
  readonly id: number;
  readonly device: string;
  readonly hostname: string;
  readonly os_name: string;
  readonly host_key: string;
  readonly department: string;
  readonly profile: string;
  readonly standing: number;
  readonly heard_at: number;
  readonly reports: number;
  readonly signed_off_at: number | null;
  readonly open_second_history: number | null;
}
const columns = `d.id, d.device, d.hostname, d.os_name, d.host_key, d.department, d.profile, d.standing, d.signed_off_at,
  d.open_second_history, s.heard_at, s.reports`;

/** Per sort: the columns that order it, unique together, and the table that the index for it belongs to. */
const orders = {
  hostname: {
    keys: ['d.host_key', 'd.id'],
    from: 'devices d CROSS JOIN device_seen s ON s.device_id = d.id',
  },
  standing: {
    keys: ['d.standing', 'd.host_key', 'd.id'],
    from: 'devices d CROSS JOIN device_seen s ON s.device_id = d.id',
  },
  lastSeen: {
    keys: ['s.heard_at', 's.device_id'],
    from: 'device_seen s CROSS JOIN devices d ON d.id = s.device_id',
  },
} as const;

/** Written out and not by EXISTS, so that each takes its own partial index: a tenth of the time at 100,000 devices. */
const foundOn = {
  fail: "d.id IN (SELECT device_id FROM rule_state WHERE rule = ? AND status = 'fail')",
  advised: "d.id IN (SELECT device_id FROM rule_state WHERE rule = ? AND status = 'advised')",
} as const;

/** The order of the tables and the index are said: left to itself SQLite goes through every device for both. */
export function countFleet(database: Database, silentBefore: number): FleetCounts {
  const standings = { compliant: 0, 'not-compliant': 0, unknown: 0 };
  for (const row of database.all<{ standing: number; devices: number }>('SELECT * FROM standing_count'))
    standings[standingFor(row.standing)] = row.devices;
  const silent = database.get<{ silent: number }>(
    `SELECT (SELECT count(*) FROM device_seen WHERE heard_at < ?) - (SELECT count(*) FROM devices d
       CROSS JOIN device_seen s ON s.device_id = d.id WHERE d.signed_off_at IS NOT NULL AND s.heard_at < ?) AS silent`,
    silentBefore,
    silentBefore,
  );
  const rules = database.all<RuleCount>(
    'SELECT rule, status AS finding, devices FROM rule_count WHERE devices > 0 ORDER BY rule, status',
  );
  const shared = database.get<{ devices: number }>(
    `SELECT count(*) AS devices FROM devices INDEXED BY devices_by_second_history
     WHERE open_second_history IS NOT NULL AND signed_off_at IS NULL`,
  );
  return { standings, silent: silent?.silent ?? 0, keyShared: shared?.devices ?? 0, rules };
}

export function listDevices(database: Database, query: DeviceListQuery): DeviceList {
  const { keys, from } = orders[query.sort];
  const { conditions, values } = conditionsOf(query);
  const where = conditions.join(' AND ');
  const matches = database.get<{ matches: number }>(
    `SELECT count(*) AS matches FROM ${from} WHERE ${where}`,
    ...values,
  );
  const after =
    query.after === null
      ? ''
      : ` AND (${keys}) ${query.direction === 'asc' ? '>' : '<'} (${keys.map(() => '?')})`;
  const rows = database.all<DeviceColumns>(
    `SELECT ${columns} FROM ${from} WHERE ${where}${after}
     ORDER BY ${keys.map((key) => `${key} ${query.direction}`)} LIMIT ?`,
    ...values,
    ...(query.after?.keys ?? []),
    query.limit + 1,
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    devices: withRules(database, page),
    matches: matches?.matches ?? 0,
    next: last === undefined ? null : cursorAt(last, query),
  };
}

export function findDevice(database: Database, device: string): StoredDevice | null {
  const row = database.get<DeviceColumns & DetailColumns>(
    `SELECT ${columns}, d.description, d.thumbprint, d.enrolled_at, s.sequence, s.skew_ms, s.held_assignment, r.jws,
       s.refused_policy, s.refused_why, s.refused_at, s.held_policy
     FROM devices d JOIN device_seen s ON s.device_id = d.id
     LEFT JOIN reports r ON r.device_id = d.id AND r.epoch = s.assessment_epoch AND r.sequence = s.assessment_sequence
     WHERE d.device = ?`,
    device,
  );
  const [listed] = row === undefined ? [] : withRules(database, [row]);
  if (row === undefined || listed === undefined) return null;
  return {
    ...listed,
    description: JSON.parse(row.description),
    enrolledAt: row.enrolled_at,
    sequence: row.sequence,
    clockSkewMs: row.skew_ms,
    thumbprint: row.thumbprint,
    secondHistories: listSecondHistories(database, device),
    assignment: readAssignment(database, row.id),
    acceptance: readAcceptance(database, row.id),
    heldAssignment: row.held_assignment,
    refusedPolicy: refusalOf(row),
    assessmentJws: row.jws,
    since: sinceOf(database, row.id),
    changes: changesOf(database, row.id),
  };
}

interface DetailColumns {
  readonly description: string;
  readonly thumbprint: string;
  readonly enrolled_at: number;
  readonly sequence: number | null;
  readonly skew_ms: number | null;
  readonly held_assignment: number | null;
  readonly jws: string | null;
  readonly refused_policy: number | null;
  readonly refused_why: string | null;
  readonly refused_at: number | null;
  readonly held_policy: number | null;
}

function refusalOf(row: DetailColumns): StoredDevice['refusedPolicy'] {
  const { refused_policy: version, refused_why: reason, refused_at: since, held_policy: held } = row;
  return version === null ? null : { version, reason: reason ?? '', since, held };
}

function conditionsOf(query: DeviceListQuery): { conditions: string[]; values: (string | number)[] } {
  const conditions = [`d.signed_off_at IS ${query.filter === 'signed-off' ? 'NOT NULL' : 'NULL'}`];
  const values: (string | number)[] = [];
  const where = (condition: string, ...value: (string | number)[]) => {
    conditions.push(condition);
    values.push(...value);
  };
  for (const word of foldText(query.search).split(/\s+/).filter(Boolean))
    where('instr(d.search_text, ?) > 0', word);
  if (query.owner !== undefined) where('d.owner = ? COLLATE NOCASE', query.owner);
  if (query.filter === 'silent') where('s.heard_at < ?', query.silentBefore);
  else if (query.filter === 'key-shared') where('d.open_second_history IS NOT NULL');
  else if (query.filter !== 'all' && query.filter !== 'signed-off')
    where('d.standing = ?', rankOf(query.filter));
  if (query.rule !== undefined) where(foundOn[query.finding ?? 'fail'], query.rule);
  return { conditions, values };
}

function cursorAt(row: DeviceColumns, { sort, direction }: DeviceListQuery): Cursor {
  const keys = {
    hostname: [row.host_key, row.id],
    lastSeen: [row.heard_at, row.id],
    standing: [row.standing, row.host_key, row.id],
  };
  return { sort, direction, keys: keys[sort] };
}

function withRules(database: Database, rows: readonly DeviceColumns[]): ListedDevice[] {
  const found = database.all<{ device_id: number; rule: string; finding: string }>(
    `SELECT device_id, rule, status AS finding FROM rule_state
     WHERE device_id IN (SELECT value FROM json_each(?)) AND status IN ('fail', 'advised', 'unknown')
     ORDER BY device_id, rule`,
    JSON.stringify(rows.map(({ id }) => id)),
  );
  return rows.map((row) => {
    const rulesThat = (finding: string) =>
      found.filter((one) => one.device_id === row.id && one.finding === finding).map(({ rule }) => rule);
    return {
      device: row.device,
      hostname: row.hostname,
      osName: row.os_name,
      department: row.department,
      profile: row.profile,
      standing: standingFor(row.standing),
      failing: rulesThat('fail'),
      advised: rulesThat('advised'),
      unknown: rulesThat('unknown'),
      heardAt: row.heard_at,
      hasReported: row.reports > 0,
      signedOffAt: row.signed_off_at,
      isKeyShared: row.open_second_history !== null,
    };
  });
}

/**
 * The time of the last change of each rule; the history is in order of the device's own numbers. A failure that decides
 * from now on, or no longer does, has lasted as long as before.
 */
function sinceOf(database: Database, id: number): Record<string, string> {
  const rows = database.all<{ rule: string; at: number }>(
    `SELECT rule, at FROM (
       SELECT rule, at, row_number() OVER (PARTITION BY rule ORDER BY epoch DESC, sequence DESC) AS place
       FROM change_log WHERE device_id = ? AND NOT (to_status IN ('fail', 'advised')
         AND coalesce(from_status, '') IN ('fail', 'advised'))) WHERE place = 1`,
    id,
  );
  return Object.fromEntries(rows.map(({ rule, at }) => [rule, new Date(at).toISOString()]));
}

interface ChangeColumns {
  readonly rule: string;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly at: number;
  readonly received_at: number;
  readonly observed: string | null;
}

function changesOf(database: Database, id: number): Change[] {
  const rows = database.all<ChangeColumns>(
    `SELECT rule, from_status, to_status, at, received_at, observed FROM change_log
     WHERE device_id = ? ORDER BY epoch DESC, sequence DESC, rule LIMIT 200`,
    id,
  );
  return rows.map((row) => ({
    at: new Date(row.at).toISOString(),
    receivedAt: new Date(row.received_at).toISOString(),
    rule: row.rule,
    from: row.from_status,
    to: row.to_status,
    observed: row.observed === null ? null : JSON.parse(row.observed),
  }));
}
