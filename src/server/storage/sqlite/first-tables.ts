/** Times are integers, milliseconds since 1970. */
export const firstTables = `
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
