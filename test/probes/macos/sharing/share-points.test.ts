import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSharePoints } from '../../../../src/probes/macos/sharing/share-points.ts';

test('a folder for guests, one for accounts, one that is not shared over SMB', () => {
  const output = JSON.stringify({
    公共: {
      path: '/Users/li/Public',
      smb_name: '李的公共文件夹',
      smb_shared: 1,
      smb_guest_access: 1,
      smb_sealed: 0,
    },
    Backups: { path: '/Volumes/B', smb_name: 'Backups', smb_shared: 1, smb_guest_access: 0 },
    Alt: { path: '/Users/li/Alt' },
  });
  expect(parseSharePoints(output)).toEqual([
    { name: '李的公共文件夹', shared: true, guests: true },
    { name: 'Backups', shared: true, guests: false },
    { name: 'Alt', shared: false, guests: false },
  ]);
});

test('none is an answer', () => {
  expect(parseSharePoints('{}\n')).toEqual([]);
});

test.each([
  '',
  'List of Share Points\n',
  '[]',
  '[{"smb_shared": 1}]',
  '{"x": {"smb_shared": "yes"}}',
  '{"x": 1}',
])('no listing: %j', (output) => {
  expect(parseSharePoints(output)).toBeUndefined();
});

test('whatever JSON comes, it answers', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(['object', 'undefined']).toContain(typeof parseSharePoints(json));
    }),
  );
});
