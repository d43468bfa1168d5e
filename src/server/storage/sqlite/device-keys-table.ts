/** Every key that a device has had, from which report on it signs, and the change as both keys signed it; NULL: its first. */
export const deviceKeysTable = `
CREATE TABLE device_keys (
  device_id INTEGER NOT NULL REFERENCES devices (id),
  from_epoch INTEGER NOT NULL,
  from_sequence INTEGER NOT NULL,
  thumbprint TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  rotation TEXT,
  PRIMARY KEY (device_id, from_epoch, from_sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO device_keys SELECT id, 1, 1, thumbprint, public_key, enrolled_at, NULL FROM devices;
CREATE TRIGGER device_first_key AFTER INSERT ON devices BEGIN
  INSERT INTO device_keys VALUES (new.id, 1, 1, new.thumbprint, new.public_key, new.enrolled_at, NULL);
END;
`;
