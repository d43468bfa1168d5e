import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../../../src/server/storage/sqlite/database.ts';
import { migrate } from '../../../../src/server/storage/sqlite/migrate.ts';
import { migrations } from '../../../../src/server/storage/sqlite/migrations.ts';
import { openSqliteStorage } from '../../../../src/server/storage/sqlite/sqlite-storage.ts';
import { query } from '../../../contract/storage/cases.ts';
import { assessmentOf, describeDevice, type Findings, unsignedReport } from '../../test-device.ts';

const now = Date.parse('2026-11-24T08:00:00.000Z');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskward-migrate-'));
  file = join(folder, 'deskward.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As the version before this step wrote it: a failure is a failure, whatever it decides. */
function addDevice(database: Database, id: number, findings: Findings, change: { jws?: string } = {}): void {
  const description = JSON.stringify(describeDevice(`pc-${id}`));
  const assessment = assessmentOf(findings);
  const envelope = { v: 1, device: `d${id}`, epoch: 1, sequence: 7, previous: null, monotonicMs: 1 } as const;
  const payload = { ...envelope, at: assessment.scannedAt, kind: 'assessment', assessment } as const;
  const { jws } = { ...unsignedReport(payload, now), ...change };
  const standing = Object.values(findings).includes('fail') ? 0 : 2;
  database.run(
    `INSERT INTO devices (id, device, thumbprint, public_key, epoch, profile, department, enrolled_at, description,
       hostname, os_name, host_key, search_text, standing)
     VALUES (?, ?, ?, '{}', 1, 'standard', '', ?, ?, ?, 'Debian', ?, ?, ?)`,
    ...[id, `d${id}`, `t${id}`, now, description, `pc-${id}`, `pc-${id}`, `pc-${id}`, standing],
  );
  database.run(
    `INSERT INTO device_seen (device_id, heard_at, reports, epoch, sequence, assessment_epoch, assessment_sequence)
     VALUES (?, ?, 1, 1, 7, 1, 7)`,
    ...[id, now],
  );
  database.run(
    "INSERT INTO reports (device_id, epoch, sequence, kind, received_at, link, jws) VALUES (?, 1, 7, 'assessment', ?, 'linked', ?)",
    ...[id, now, jws],
  );
  for (const { rule, status } of assessment.verdicts) {
    database.run('INSERT INTO rule_state VALUES (?, ?, ?)', id, rule, status);
    database.run(
      "INSERT INTO change_log VALUES (?, 1, 7, ?, 'pass', ?, ?, ?, NULL)",
      id,
      rule,
      status,
      now,
      now,
    );
  }
}

function writtenBefore(fill: (database: Database) => void): void {
  const database = new Database(file);
  migrate(
    database,
    migrations.filter(({ number }) => number < 15),
    now,
  );
  fill(database);
  database.close();
}

test('a file from before is told what only advises by the last report of each device, and keeps all else', async () => {
  writtenBefore((database) => {
    addDevice(database, 1, { sharing: 'advised', antivirus: 'pass', 'screen-lock': 'unknown' });
    addDevice(database, 2, { sharing: 'fail', antivirus: 'advised' });
    addDevice(database, 3, { sharing: 'pass' });
  });
  const storage = openSqliteStorage(file, now);
  const { devices } = await storage.listDevices(query({}));
  expect(devices).toMatchObject([
    { device: 'd1', standing: 'compliant', failing: [], advised: ['sharing'], unknown: ['screen-lock'] },
    { device: 'd2', standing: 'not-compliant', failing: ['sharing'], advised: ['antivirus'], unknown: [] },
    { device: 'd3', standing: 'compliant', failing: [], advised: [], unknown: [] },
  ]);
  const counts = await storage.countFleet(0);
  expect(counts.standings).toEqual({ compliant: 2, 'not-compliant': 1, unknown: 0 });
  expect(counts.rules).toEqual([
    { rule: 'antivirus', finding: 'advised', devices: 1 },
    { rule: 'antivirus', finding: 'pass', devices: 1 },
    { rule: 'screen-lock', finding: 'unknown', devices: 1 },
    { rule: 'sharing', finding: 'advised', devices: 1 },
    { rule: 'sharing', finding: 'fail', devices: 1 },
    { rule: 'sharing', finding: 'pass', devices: 1 },
  ]);
  expect((await storage.findDevice('d1'))?.changes).toHaveLength(3);
  expect(await storage.readReports('d2')).toHaveLength(1);
  await storage.close();
});

test('where the last report can not be read, a failure stays one', async () => {
  writtenBefore((database) => {
    addDevice(database, 1, { sharing: 'advised' }, { jws: 'no report at all' });
    addDevice(database, 2, { sharing: 'advised' }, { jws: `e30.${btoa('{"assessment":{}}')}.x` });
    addDevice(database, 3, { sharing: 'advised' });
    database.run('UPDATE device_seen SET assessment_epoch = NULL WHERE device_id = 3');
  });
  const storage = openSqliteStorage(file, now);
  expect((await storage.countFleet(0)).rules).toEqual([{ rule: 'sharing', finding: 'fail', devices: 3 }]);
  await storage.close();
});

test('a device that is signed off is told apart, too, and stays out of every count', async () => {
  writtenBefore((database) => {
    addDevice(database, 1, { sharing: 'advised' });
    addDevice(database, 2, { sharing: 'advised' });
    database.run('UPDATE devices SET signed_off_at = ? WHERE id = 1', now);
  });
  const storage = openSqliteStorage(file, now);
  expect((await storage.countFleet(0)).rules).toEqual([{ rule: 'sharing', finding: 'advised', devices: 1 }]);
  const { devices } = await storage.listDevices(query({ filter: 'signed-off' }));
  expect(devices).toMatchObject([{ device: 'd1', failing: [], advised: ['sharing'] }]);
  await storage.close();
});
