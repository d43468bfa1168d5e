import assert from 'node:assert/strict';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { replaceFile } from '../../src/agent/files/durable-file.ts';
import { isFolderHeld, lockFolder } from '../../src/agent/files/folder-lock.ts';
import { watchFiles } from '../../src/agent/files/watch-files.ts';
import { createIdentity, fileProtector, openIdentity } from '../../src/agent/identity.ts';
import { openJournal } from '../../src/agent/journal.ts';
import { Outbox } from '../../src/agent/outbox.ts';
import { openSettings } from '../../src/cli/agent/stored-settings.ts';
import { keptLog } from '../agent/kept-log.ts';
import { sampleReport } from '../agent/sample-reports.ts';
import { endProgram, startProgram } from './ask.ts';
import { within } from './within.ts';

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskward-test-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openOutbox(folder: string, options = {}): Promise<{ outbox: Outbox; lines: string[] }> {
  const log = keptLog();
  const outbox = await Outbox.open({ folder, log, ...options });
  assert.equal(await outbox.begin('device-1', 1), true);
  return { outbox, lines: log.lines };
}

test('the outbox keeps what was added, in order, when the agent is started anew', async (context) => {
  const folder = temporaryFolder(context);
  const first = await openOutbox(folder);
  for (const text of ['a', 'b', 'c'])
    assert.deepEqual(await first.outbox.append(async (head) => sampleReport(head, text)), { ok: true });
  await first.outbox.close();
  const second = await openOutbox(folder);
  assert.equal(second.outbox.waiting, 3);
  assert.equal((await second.outbox.first())?.jws, 'a');
  await second.outbox.close();
  assert.deepEqual([...first.lines, ...second.lines], []);
});

test('the outbox is written anew while it is open', async (context) => {
  const folder = temporaryFolder(context);
  const { outbox, lines } = await openOutbox(folder, { compactAbove: 0 });
  for (const text of ['a', 'b']) {
    await outbox.append(async (head) => sampleReport(head, text));
    const report = await outbox.first();
    assert.equal(report?.jws, text);
    if (report !== null) assert.equal(await outbox.acknowledge(report), true);
  }
  await outbox.close();
  assert.deepEqual(lines, []);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.new')),
    [],
  );
});

test('a file that a virus scanner has open for a moment is replaced when it lets go', async (context) => {
  const path = join(temporaryFolder(context), 'kept.json');
  writeFileSync(path, 'old');
  const held = openSync(path, 'r');
  setTimeout(() => closeSync(held), 100);
  await replaceFile(path, 'new');
  assert.equal(readFileSync(path, 'utf8'), 'new');
});

test('one agent a folder, until it lets go', (context) => {
  const folder = temporaryFolder(context);
  const log = keptLog();
  const first = lockFolder(folder, log);
  assert.equal(first.ok, true);
  assert.deepEqual(lockFolder(folder, log), { ok: false, pid: process.pid });
  assert.equal(isFolderHeld(folder), true);
  if (first.ok) first.release();
  assert.equal(isFolderHeld(folder), false);
  const second = lockFolder(folder, log);
  assert.equal(second.ok, true);
  if (second.ok) second.release();
  assert.deepEqual(log.lines, []);
});

test('an agent that was killed holds its folder no longer', async (context) => {
  const folder = temporaryFolder(context);
  const holder = startProgram('tests/lock-folder.program.mjs', [folder]);
  context.after(() => endProgram(holder));
  await within('the lock in another program', once(holder.stdout, 'data'));
  assert.equal(isFolderHeld(folder), true);
  const ended = once(holder, 'exit');
  holder.kill();
  await within('the end of a program that was killed', ended);
  assert.equal(isFolderHeld(folder), false);
});

test('the key of the device and the settings are there at the next start', async (context) => {
  const folder = temporaryFolder(context);
  const made = await createIdentity(folder, fileProtector);
  const found = await openIdentity(folder, fileProtector);
  assert.ok(made.ok && found.ok);
  assert.deepEqual(found.identity.publicJwk, made.identity.publicJwk);
  openSettings(folder, keptLog()).set('language', 'zh-CN');
  assert.equal(openSettings(folder, keptLog()).get('language'), 'zh-CN');
});

test('a file that is made, and one that is replaced, are told', async (context) => {
  const path = join(temporaryFolder(context), 'settings.json');
  let told: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (told = resolve));
  const stop = watchFiles([path], () => told());
  context.after(stop);
  for (const content of ['first', 'second']) {
    const change = next();
    await replaceFile(path, content);
    await within(`the ${content} content`, change);
  }
});

test('the journal goes on where it ended', async (context) => {
  const folder = temporaryFolder(context);
  const log = keptLog();
  const verdict = {
    rule: 'screen-lock',
    status: 'fail',
    severity: 'high',
    observed: null,
    limit: null,
    reason: null,
    source: 'test',
    at: '2026-11-20T09:00:00+08:00',
  } as never;
  assert.equal((await openJournal({ folder, log }).record([verdict])).length, 1);
  assert.equal((await openJournal({ folder, log }).record([verdict])).length, 0);
  assert.deepEqual(log.lines, []);
});
