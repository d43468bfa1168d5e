import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExports } from '../../../../src/probes/macos/sharing/nfs.ts';

test.each([
  ['/Users/carol/data -ro -network 192.168.1.0', ['/Users/carol/data']],
  ['# /nothing\n\n   # either\n/a -alldirs\n/b', ['/a', '/b']],
  ['/Volumes/My\\ Disk -maproot=root', ['/Volumes/My Disk']],
  ['"/Volumes/共享 资料" -ro', ['/Volumes/共享 资料']],
  ['/a \\\n  -ro \\\n  host1', ['/a']],
  ['relative/path host', []],
  ['', []],
])('%j', (text, folders) => {
  expect(parseExports(text)).toEqual(folders);
});

test('whatever the file holds, only full paths come out of it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const folder of parseExports(text)) expect(folder).toMatch(/^\//);
    }),
  );
});
