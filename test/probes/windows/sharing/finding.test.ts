import { expect, test } from 'vitest';
import { offered, together, unreadOf } from '../../../../src/probes/windows/sharing/finding.ts';

const share = { kind: 'printer', name: 'HP1020', reach: 'accounts', active: true, source: 'a' } as const;

test('the same share told twice is one, of the source that came first', () => {
  const again = { ...share, name: 'hp1020', reach: 'unknown', source: 'b' } as const;
  expect(together([offered(share), offered(again)]).offers).toEqual([share]);
});

test('a folder and a printer of one name are two', () => {
  expect(together([offered(share), offered({ ...share, kind: 'smb' })]).offers).toHaveLength(2);
});

test('what could not be read stays beside what was found', () => {
  const unread = unreadOf('smb', 'NetShareEnum', { reason: 'denied', detail: 'NetShareEnum: 5' });
  expect(together([offered(share), unread])).toEqual({
    offers: [share],
    unread: [{ kind: 'smb', source: 'NetShareEnum', detail: 'NetShareEnum: 5' }],
  });
});
