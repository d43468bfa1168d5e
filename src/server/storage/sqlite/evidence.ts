import type { ConflictingReport, StoredReport } from '../storage.ts';
import type { Database } from './database.ts';

export function readReports(database: Database, device: string): readonly StoredReport[] {
  return database.all<StoredReport>(
    `SELECT r.epoch, r.sequence, r.received_at AS receivedAt, r.jws, r.link, r.conflicts
     FROM reports r JOIN devices d ON d.id = r.device_id WHERE d.device = ? ORDER BY r.epoch, r.sequence`,
    device,
  );
}

export function readConflicts(database: Database, device: string): readonly ConflictingReport[] {
  return database.all<ConflictingReport>(
    `SELECT c.received_at AS receivedAt, c.jws
     FROM conflicts c JOIN devices d ON d.id = c.device_id WHERE d.device = ? ORDER BY c.received_at`,
    device,
  );
}
