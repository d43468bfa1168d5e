import { expect, test } from 'vitest';
import { xprotectFiles } from '../../../src/probes/macos/antivirus/xprotect.ts';
import { noteFile } from '../../../src/probes/macos/it-note.ts';
import { virusScanProbe } from '../../../src/probes/macos/virus-scan.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const xprotect: CapturedMac['files'] = { [xprotectFiles[0] ?? '']: { plist: {}, form: 'xml' } };
const read = (files: CapturedMac['files']) =>
  virusScanProbe(capturedMac({ files, commands: {} })).read(notAborted);

test('XProtect tells nobody when it scanned', async () => {
  expect(await read(xprotect)).toMatchObject({
    value: { products: [{ name: 'XProtect', finishedAt: null, ranAt: null }], notedAt: null },
  });
});

test('the note of IT’s own job is taken', async () => {
  // The file belongs to whoever runs this test; that it must be root's is held by test/probes/it-note.test.ts.
  const isRoot = process.getuid?.() === 0;
  const note = { text: [], modified: '2026-11-18T01:00:00Z' };
  expect(await read({ ...xprotect, [noteFile('virus-scan')]: note })).toMatchObject({
    value: { notedAt: isRoot ? '2026-11-18T01:00:00.000Z' : null },
  });
});

test('no XProtect is no Mac that we know', async () => {
  expect(await read({})).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});
