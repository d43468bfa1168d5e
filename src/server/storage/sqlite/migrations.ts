import { advisedFindings, tellAdvisedApart } from './advised-findings.ts';
import { deviceKeysTable } from './device-keys-table.ts';
import { firstTables } from './first-tables.ts';
import type { Migration } from './migrate.ts';
import { refusedPoliciesColumns } from './refused-policies-columns.ts';
import { secondHistoriesTable } from './second-histories-table.ts';

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
  { number: 1, name: 'first', sql: firstTables },
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
  { number: 15, name: 'advised-findings', sql: advisedFindings, fill: tellAdvisedApart },
];
