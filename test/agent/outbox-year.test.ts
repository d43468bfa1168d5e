import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createIdentity, fileProtector } from '../../src/agent/identity.ts';
import { Outbox, outboxFileName } from '../../src/agent/outbox.ts';
import { makeReport } from '../../src/agent/reporting/report.ts';
import { scan } from '../../src/agent/scanner/scan.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { keptLog } from './kept-log.ts';
import { machine } from './machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Four on each of 250 working days. */
const changes = 1000;

test('a year of changes, four on each working day, waits in 8 MiB and leaves whole and in order', async () => {
  const folder = temporaryFolder();
  const created = await createIdentity(folder, fileProtector);
  if (!created.ok) throw new Error(created.detail);
  const { platform } = machine();
  const description = await platform.describeDevice();
  const basis = { policy: defaultPolicy(), profile: 'standard', assignment: noAssignment } as const;
  const assessment = await scan(platform, basis, () => new Date());
  const outbox = await Outbox.open({ folder, log: keptLog() });
  await outbox.begin('device-1', 1);
  const now = new Date();
  const content = {
    kind: 'assessment',
    assessment,
    description,
    assignment: 0,
    policy: { version: 0 },
    now,
  } as const;
  for (let count = 0; count < changes; count += 1)
    expect(await outbox.append((head) => makeReport(head, created.identity, content))).toEqual({ ok: true });
  expect(statSync(join(folder, outboxFileName)).size).toBeLessThan(8 * 1024 * 1024);
  const left: number[] = [];
  for (let first = await outbox.first(); first !== null; first = await outbox.first()) {
    left.push(first.sequence);
    await outbox.acknowledge(first);
  }
  expect(left).toEqual(Array.from({ length: changes }, (_, index) => index + 1));
  expect(statSync(join(folder, outboxFileName)).size).toBeLessThan(256 * 1024);
  await outbox.close();
});
