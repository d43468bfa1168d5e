/**
 * Signs that two computers use the key of a device, or that it was set back. sign: the last one. computer: JSON, what the
 * one calls itself from which it came. ended_by: an account; empty where one of the two took a key of its own and
 * became the successor. What was refused before there was this table is such a sign too.
 */
export const secondHistoriesTable = `
CREATE TABLE second_histories (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id INTEGER NOT NULL REFERENCES devices (id),
  sign TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  computer TEXT,
  ended_at INTEGER,
  ended_by TEXT NOT NULL DEFAULT '',
  successor TEXT
) STRICT;
CREATE UNIQUE INDEX second_histories_open ON second_histories (device_id) WHERE ended_at IS NULL;
CREATE INDEX second_histories_by_device ON second_histories (device_id, number);
INSERT INTO second_histories (device_id, sign, begun_at, last_at)
  SELECT device_id, 'number-taken', min(received_at), max(received_at) FROM conflicts GROUP BY device_id;

ALTER TABLE devices ADD COLUMN open_second_history INTEGER REFERENCES second_histories (number);
UPDATE devices SET open_second_history = (SELECT number FROM second_histories WHERE device_id = devices.id);
CREATE INDEX devices_by_second_history ON devices (open_second_history) WHERE open_second_history IS NOT NULL;
`;
