import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { approvedSoftwareProbe } from '../../../src/probes/macos/approved-software.ts';
import { temporaryFolder } from '../linux/temporary-folder.ts';

test('of an application whose description is closed its folder’s name is compared, and no place with the user’s name told', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'Applications'));
  // A folder in its place: no right decides whether it can be read, so this holds for root too.
  mkdirSync(join(root, 'Users/carol/Applications/Nebula.app/Contents/Info.plist'), { recursive: true });
  const reading = await approvedSoftwareProbe({
    root,
    home: '/Users/carol',
    userName: 'carol',
    timeZone: 'Asia/Shanghai',
    startProgram: () => Promise.reject(new Error('nothing is started')),
    run: async () => ({ ok: true, code: 0, stdout: '/sbin/launchd\n', stderr: '' }),
  }).read(new AbortController().signal);
  expect(reading).toMatchObject({
    value: {
      programs: [{ names: ['Nebula'], source: '~/Applications/Nebula.app' }, { kind: 'running' }],
      unread: [{ source: 'Info.plist', detail: 'one is closed' }],
    },
  });
  expect(JSON.stringify(reading)).not.toContain('carol');
});
