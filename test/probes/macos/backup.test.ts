import { expect, test } from 'vitest';
import { backupProbe } from '../../../src/probes/macos/backup.ts';
import { noteFile } from '../../../src/probes/macos/it-note.ts';
import { capturedMac, notAborted } from './captured-mac.ts';

test('the note of IT’s own job, `backup`, is taken', async () => {
  // The file belongs to whoever runs this test; that it must be root's is held by test/probes/it-note.test.ts.
  const isRoot = process.getuid?.() === 0;
  const files = { [noteFile('backup')]: { text: [], modified: '2026-11-18T01:00:00Z' } };
  const trace = {
    tool: 'note',
    finishedAt: '2026-11-18T01:00:00.000Z',
    exact: true,
    source: noteFile('backup'),
  };
  expect(await backupProbe(capturedMac({ files, commands: {} })).read(notAborted)).toMatchObject({
    value: { backups: isRoot ? [trace] : [], namedHere: false },
  });
});
