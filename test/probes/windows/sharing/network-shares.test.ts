import { describe, expect, test } from 'vitest';
import { findNetworkShares, isMadeBySomeone } from '../../../../src/probes/windows/sharing/network-shares.ts';
import { ace, allow, descriptor, full } from './descriptor.ts';
import { denied, sceneWith } from './scene.ts';

const sharesKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares';
const everyone = descriptor([ace(allow, full, 'S-1-1-0')]);
const base64 = Buffer.from(everyone).toString('base64');
const find = async (change: Record<string, unknown>) => findNetworkShares(await sceneWith(change));

describe('a share is somebody’s', () => {
  test.each([
    ['资料', 0],
    ['工资$', 0],
    ['C', 0],
    ['HP1020', 1],
    ['COM1', 2],
    ['交接', 0x40000000],
  ])('%s of type %i', (name, type) => expect(isMadeBySomeone({ name, type })).toBe(true));
});

describe('a share is Windows’ own', () => {
  test.each([
    ['C$', 0x80000000],
    ['ADMIN$', 0x80000000],
    ['IPC$', 0x80000003],
    ['C$', -0x80000000],
    ['IPC$', 3],
    ['print$', 0],
    ['FAX$', 0],
    ['NETLOGON', 0],
    ['SYSVOL', 0],
  ])('%s of type %i', (name, type) => expect(isMadeBySomeone({ name, type })).toBe(false));
});

test('who may enter is what the share’s own descriptor says', async () => {
  const shares = { shares: [{ name: '公共', type: 0, securityDescriptor: base64 }] };
  expect(await find({ shares })).toEqual({
    offers: [{ kind: 'smb', name: '公共', reach: 'everyone', active: true, source: 'NetShareEnum' }],
    unread: [],
  });
});

test('where the level does not tell who may enter, the registry does, or nobody', async () => {
  const shares = { level: 1, shares: [{ name: '公共', type: 0 }] };
  const security = { [`${sharesKey}\\Security`]: { 公共: { hex: Buffer.from(everyone).toString('hex') } } };
  expect((await find({ shares, registry: security })).offers).toMatchObject([{ reach: 'everyone' }]);
  expect((await find({ shares })).offers).toMatchObject([{ reach: 'unknown' }]);
  const closed = { [`${sharesKey}\\Security`]: denied };
  expect((await find({ shares, registry: closed })).offers).toMatchObject([{ reach: 'unknown' }]);
});

const prepared = { [sharesKey]: { 项目: ['Path=D:\\项目', 'Type=0'] } };
test('while the Server service is stopped, the registry’s shares are prepared', async () => {
  const shares = { serverRunning: false, shares: [] };
  expect((await find({ shares, registry: prepared })).offers).toMatchObject([
    { kind: 'smb', name: '项目', active: false, source: sharesKey },
  ]);
  expect(await find({ shares, registry: { [sharesKey]: denied } })).toMatchObject({
    offers: [],
    unread: [{ kind: 'smb', source: sharesKey, detail: 'RegOpenKeyExW: 5' }],
  });
});

test('while it runs, what the registry has and the service does not give is no share', async () => {
  expect(await find({ registry: prepared })).toEqual({ offers: [], unread: [] });
});

test('a refused list leaves what the registry has, and that there may be more', async () => {
  const shares = { refused: 'denied', detail: 'NetShareEnum: 5' };
  expect(await find({ shares, registry: prepared })).toMatchObject({
    offers: [{ name: '项目', active: true }],
    unread: [{ kind: 'smb', source: 'NetShareEnum', detail: 'NetShareEnum: 5' }],
  });
});
