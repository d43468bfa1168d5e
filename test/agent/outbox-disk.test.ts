import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Outbox } from '../../src/agent/outbox.ts';
import { testOnMachine } from '../not-run.ts';
import { tinyDisk } from './full-disk.ts';
import { keptLog } from './kept-log.ts';
import { sampleReport } from './sample-reports.ts';

const root = { root: true, programs: ['/bin/mount', '/bin/umount'] };

async function openOutbox(folder: string): Promise<Outbox> {
  const outbox = await Outbox.open({ folder, log: keptLog() });
  onTestFinished(() => outbox.close());
  await outbox.begin('device-1', 1);
  return outbox;
}

function add(outbox: Outbox, text: string): ReturnType<Outbox['append']> {
  return outbox.append(async (head) => sampleReport(head, text));
}

testOnMachine(
  root,
  'a full disk is an answer, costs nothing that was in, and the outbox goes on once there is room',
  async () => {
    const { folder } = tinyDisk(64);
    const outbox = await openOutbox(folder);
    const kept: string[] = [];
    writeFileSync(join(folder, 'something-else'), Buffer.alloc(20_000));
    for (let index = 0; ; index += 1) {
      const text = `${index} `.repeat(300);
      const added = await add(outbox, text);
      if (!added.ok) {
        expect(added).toMatchObject({ reason: 'disk', detail: expect.stringContaining('ENOSPC') });
        break;
      }
      kept.push(text);
    }
    expect(kept.length).toBeGreaterThan(3);
    expect((await add(outbox, 'x'.repeat(8000))).ok).toBe(false);
    rmSync(join(folder, 'something-else'));
    expect(await add(outbox, 'there is room')).toEqual({ ok: true });
    await outbox.close();
    const after = await openOutbox(folder);
    expect(after.head.sequence).toBe(kept.length + 1);
    for (const text of [...kept, 'there is room']) {
      const first = await after.first();
      expect(first?.jws).toBe(text);
      if (first !== null) await after.acknowledge(first);
    }
    expect(after.waiting).toBe(0);
  },
);

testOnMachine(
  root,
  'acknowledged reports are not sent again and again though a full disk takes no note of it',
  async () => {
    const { folder } = tinyDisk(64);
    const outbox = await openOutbox(folder);
    await add(outbox, 'a');
    await add(outbox, 'b');
    while ((await add(outbox, 'x'.repeat(3000))).ok);
    writeFileSync(join(folder, 'the-rest'), '');
    for (let full = false; !full; )
      try {
        writeFileSync(join(folder, 'the-rest'), Buffer.alloc(4096), { flag: 'a' });
      } catch {
        full = true;
      }
    const seen: string[] = [];
    for (let first = await outbox.first(); first !== null; first = await outbox.first()) {
      expect(seen).not.toContain(String(first.sequence));
      seen.push(String(first.sequence));
      await outbox.acknowledge(first);
    }
    expect(seen.slice(0, 2)).toEqual(['1', '2']);
    expect(outbox.waiting).toBe(0);
  },
);

testOnMachine(
  root,
  'a disk that became read-only is an answer; what waits is there once it can be written',
  async () => {
    const { folder, remount } = tinyDisk(256);
    const outbox = await openOutbox(folder);
    await add(outbox, 'kept');
    await outbox.close();
    remount('ro');
    const log = keptLog();
    const readOnly = await Outbox.open({ folder, log });
    onTestFinished(() => readOnly.close());
    expect(await add(readOnly, 'no')).toMatchObject({ ok: false, reason: 'disk' });
    expect(log.lines.join('\n')).toContain('EROFS');
    remount('rw');
    await readOnly.begin('device-1', 1);
    expect(await add(readOnly, 'yes')).toEqual({ ok: true });
    expect((await readOnly.first())?.jws).toBe('kept');
  },
);
