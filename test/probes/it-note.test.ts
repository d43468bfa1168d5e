import { chmodSync, chownSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readNote } from '../../src/probes/it-note.ts';
import { testOnMachine } from '../not-run.ts';

const at = new Date('2026-11-18T01:00:00Z');

function noteIn(
  change: { uid?: number; mode?: number; folderMode?: number; folderUid?: number } = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskward-note-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'virus-scan');
  writeFileSync(file, '');
  utimesSync(file, at, at);
  chmodSync(file, change.mode ?? 0o644);
  chmodSync(folder, change.folderMode ?? 0o755);
  if (change.uid !== undefined) chownSync(file, change.uid, change.uid);
  if (change.folderUid !== undefined) chownSync(folder, change.folderUid, change.folderUid);
  return file;
}

test('no file is no note', async () => {
  expect(await readNote('/var/lib/deskward-nothing/virus-scan')).toBeNull();
});

testOnMachine({ root: true }, 'a note is believed where nobody but root could have left it', async () => {
  expect(await readNote(noteIn())).toBe(at.toISOString());
  for (const change of [
    { uid: 1000 },
    { mode: 0o666 },
    { mode: 0o664 },
    { folderMode: 0o777 },
    { folderUid: 1000 },
  ])
    expect(await readNote(noteIn(change)), JSON.stringify(change)).toBeNull();
});
