import { deviceKeysTable } from './device-keys-table.ts';
import type { Migration } from './migrate.ts';
import { refusedPoliciesColumns } from './refused-policies-columns.ts';
import { secondHistoriesTable } from './second-histories-table.ts';

/** Times are integers, milliseconds since 1970. */
const first = `
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  profile TEXT NOT NULL,
  department TEXT NOT NULL,
  uses INTEGER NOT NULL CHECK (uses > 0),
  used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT;

-- What a device is. standing: 0 not compliant, 1 unknown, 2 compliant (worst first, so that it sorts).
CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL UNIQUE,
  thumbprint TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch > 0),
  profile TEXT NOT NULL,
  department TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  description TEXT NOT NULL,
  hostname TEXT NOT NULL,
  os_name TEXT NOT NULL,
  host_key TEXT NOT NULL,
  search_text TEXT NOT NULL,
  standing INTEGER NOT NULL DEFAULT 1 CHECK (standing IN (0, 1, 2))
) STRICT;
CREATE INDEX devices_by_host ON devices (host_key, id);
CREATE INDEX devices_by_standing ON devices (standing, host_key, id);

-- Each token counts once for a device, so that a repeated request cannot start a new epoch.
CREATE TABLE enrolments (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  token_id TEXT NOT NULL REFERENCES tokens (id),
  epoch INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (device_id, token_id)
) STRICT, WITHOUT ROWID;

-- The row that every report touches, apart from the rest and narrow. epoch and sequence: the newest report;
-- assessment_*: the assessment in force.
CREATE TABLE device_seen (
  device_id INTEGER PRIMARY KEY REFERENCES devices (id),
  heard_at INTEGER NOT NULL,
  reports INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER,
  sequence INTEGER,
  head_hash TEXT,
  skew_ms INTEGER,
  digest TEXT,
  assessment_epoch INTEGER,
  assessment_sequence INTEGER
) STRICT;
CREATE INDEX device_seen_by_time ON device_seen (heard_at, device_id);

-- The evidence: every report as received.
CREATE TABLE reports (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('assessment', 'heartbeat')),
  received_at INTEGER NOT NULL,
  link TEXT NOT NULL CHECK (link IN ('linked', 'gap', 'fork')),
  conflicts INTEGER NOT NULL DEFAULT 0,
  jws TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX reports_by_number ON reports (device_id, epoch, sequence);

CREATE TABLE rule_state (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  rule TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (device_id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_state_failing ON rule_state (rule, device_id) WHERE status = 'fail';

-- A row only when a verdict changes.
CREATE TABLE change_log (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  rule TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  observed TEXT,
  PRIMARY KEY (device_id, epoch, sequence, rule)
) STRICT, WITHOUT ROWID;

-- Counts kept by the database itself, so that no way of writing can forget them.
CREATE TABLE standing_count (standing INTEGER PRIMARY KEY, devices INTEGER NOT NULL) STRICT;
INSERT INTO standing_count VALUES (0, 0), (1, 0), (2, 0);
CREATE TRIGGER standing_insert AFTER INSERT ON devices BEGIN
  UPDATE standing_count SET devices = devices + 1 WHERE standing = new.standing;
END;
CREATE TRIGGER standing_update AFTER UPDATE OF standing ON devices WHEN old.standing <> new.standing BEGIN
  UPDATE standing_count SET devices = devices - 1 WHERE standing = old.standing;
  UPDATE standing_count SET devices = devices + 1 WHERE standing = new.standing;
END;
CREATE TRIGGER standing_delete AFTER DELETE ON devices BEGIN
  UPDATE standing_count SET devices = devices - 1 WHERE standing = old.standing;
END;

CREATE TABLE rule_count (
  rule TEXT NOT NULL, status TEXT NOT NULL, devices INTEGER NOT NULL, PRIMARY KEY (rule, status)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_insert AFTER INSERT ON rule_state BEGIN
  INSERT INTO rule_count VALUES (new.rule, new.status, 1) ON CONFLICT DO UPDATE SET devices = devices + 1;
END;
CREATE TRIGGER rule_update AFTER UPDATE OF status ON rule_state WHEN old.status <> new.status BEGIN
  UPDATE rule_count SET devices = devices - 1 WHERE rule = old.rule AND status = old.status;
  INSERT INTO rule_count VALUES (new.rule, new.status, 1) ON CONFLICT DO UPDATE SET devices = devices + 1;
END;
CREATE TRIGGER rule_delete AFTER DELETE ON rule_state BEGIN
  UPDATE rule_count SET devices = devices - 1 WHERE rule = old.rule AND status = old.status;
END;

-- name_key: the name without regard to case.
CREATE TABLE users (name_key TEXT PRIMARY KEY, name TEXT NOT NULL, password_hash TEXT NOT NULL) STRICT;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  name_key TEXT NOT NULL REFERENCES users (name_key),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Other bytes under a number that is taken, each once: the proof that two computers use one key, or that one was restored. */
const conflicts = `
CREATE TABLE conflicts (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  hash TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  jws TEXT NOT NULL,
  PRIMARY KEY (device_id, hash)
) STRICT, WITHOUT ROWID;
`;

/** users: a JSON list, NULL where IT has not said. held_assignment: the version that the device had at its newest report. */
const assignments = `
ALTER TABLE devices ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE devices ADD COLUMN users TEXT;
ALTER TABLE devices ADD COLUMN assignment_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_seen ADD COLUMN held_assignment INTEGER;

-- Who gave a device what, and when; made_by is empty where it came with an enrolment.
CREATE TABLE assignment_log (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  version INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (device_id, version)
) STRICT, WITHOUT ROWID;
`;

/** handled_by: the account that took care of it. number is the receipt's. */
const statements = `
CREATE TABLE statements (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  jws TEXT NOT NULL,
  handled_at INTEGER,
  handled_by TEXT NOT NULL DEFAULT '',
  UNIQUE (device_id, id)
) STRICT;
CREATE INDEX statements_open ON statements (number) WHERE handled_at IS NULL;
`;

/** halted: why, as JSON; NULL where it goes on. department: NULL for all. */
const policies = `
CREATE TABLE policies (
  version INTEGER PRIMARY KEY,
  jws TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  department TEXT,
  halted TEXT
) STRICT;
ALTER TABLE device_seen ADD COLUMN held_policy INTEGER;

-- What became of a policy on each device that fetched it. reported_at: when the device first told of it.
CREATE TABLE policy_outcomes (
  version INTEGER NOT NULL REFERENCES policies (version),
  device_id INTEGER NOT NULL REFERENCES devices (id),
  fetched_at INTEGER NOT NULL,
  reported_at INTEGER,
  refused TEXT,
  unknown_before INTEGER NOT NULL,
  unknown_after INTEGER,
  PRIMARY KEY (version, device_id)
) STRICT, WITHOUT ROWID;
`;

/** revoked_at: since when nothing of it is taken in; NULL while it is welcome. */
const revocation = 'ALTER TABLE devices ADD COLUMN revoked_at INTEGER;';

/** brief: what lists show, as JSON; NULL for what came before there was one. A support bundle is too long for a list. */
const statementBriefs = 'ALTER TABLE statements ADD COLUMN brief TEXT;';

/**
 * number: in the order of their beginning. verdicts: a JSON object, rule to status. A device that is signed off counts
 * nowhere: the triggers take it out of the counts, and lists begin with whether it is in.
 */
const signOffs = `
CREATE TABLE sign_offs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'cancelled')),
  scanned_at INTEGER,
  scan_epoch INTEGER,
  scan_sequence INTEGER,
  verdicts TEXT,
  ended_at INTEGER,
  ended_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX sign_offs_open ON sign_offs (device_id) WHERE state = 'pending';
CREATE UNIQUE INDEX sign_offs_confirmed ON sign_offs (device_id) WHERE state = 'confirmed';
CREATE INDEX sign_offs_by_device ON sign_offs (device_id, number);

ALTER TABLE devices ADD COLUMN open_sign_off INTEGER REFERENCES sign_offs (number);
ALTER TABLE devices ADD COLUMN signed_off_at INTEGER;
DROP INDEX devices_by_host;
DROP INDEX devices_by_standing;
CREATE INDEX devices_by_host ON devices (signed_off_at, host_key, id);
CREATE INDEX devices_by_standing ON devices (signed_off_at, standing, host_key, id);
CREATE INDEX devices_by_owner ON devices (owner COLLATE NOCASE) WHERE owner <> '';
CREATE TRIGGER devices_signed_off AFTER UPDATE OF signed_off_at ON devices
WHEN old.signed_off_at IS NULL AND new.signed_off_at IS NOT NULL BEGIN
  UPDATE standing_count SET devices = devices - 1 WHERE standing = new.standing;
  UPDATE rule_count SET devices = devices - 1
  WHERE (rule, status) IN (SELECT rule, status FROM rule_state WHERE device_id = new.id);
END;
`;

/** users_since: when IT named the accounts that may sign in; NULL where that was not kept. */
const usersSince = 'ALTER TABLE devices ADD COLUMN users_since INTEGER;';

/** by: an account; empty: the command line; NULL: it halted by itself. */
const policyLog = `
CREATE TABLE policy_log (
  number INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES policies (version),
  at INTEGER NOT NULL,
  by TEXT,
  act TEXT NOT NULL,
  percent INTEGER NOT NULL
) STRICT;
CREATE INDEX policy_log_version ON policy_log (version);
-- What a device would not take up, by its newest report.
ALTER TABLE device_seen ADD COLUMN refused_policy INTEGER;
ALTER TABLE device_seen ADD COLUMN refused_why TEXT;
`;

/** accepted_configuration: JSON, as the device reported it; accepted_digest names it. NULL where IT has accepted none. */
const acceptedConfiguration = `
ALTER TABLE devices ADD COLUMN accepted_configuration TEXT;
ALTER TABLE devices ADD COLUMN accepted_digest TEXT;
ALTER TABLE devices ADD COLUMN accepted_by TEXT;
ALTER TABLE devices ADD COLUMN accepted_at INTEGER;
`;

export const migrations: readonly Migration[] = [
  { number: 1, name: 'first', sql: first },
  { number: 2, name: 'conflicts', sql: conflicts },
  { number: 3, name: 'assignments', sql: assignments },
  { number: 4, name: 'statements', sql: statements },
  { number: 5, name: 'policies', sql: policies },
  { number: 6, name: 'revocation', sql: revocation },
  { number: 7, name: 'statement briefs', sql: statementBriefs },
  { number: 8, name: 'sign-offs', sql: signOffs },
  { number: 9, name: 'users-since', sql: usersSince },
  { number: 10, name: 'policy-log', sql: policyLog },
  { number: 11, name: 'accepted-configuration', sql: acceptedConfiguration },
  { number: 12, name: 'second-histories', sql: secondHistoriesTable },
  { number: 13, name: 'refused-policies', sql: refusedPoliciesColumns },
  { number: 14, name: 'device-keys', sql: deviceKeysTable },
];
