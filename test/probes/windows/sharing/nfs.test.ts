import { expect, test } from 'vitest';
import { findNfs } from '../../../../src/probes/windows/sharing/nfs.ts';
import { denied, sceneWith } from './scene.ts';

const key = 'HKLM\\SOFTWARE\\Microsoft\\Server For NFS\\CurrentVersion\\Exports';
const shares = { [`${key}\\0`]: { Path: 'D:\\data', Alias: 'data' }, [`${key}\\1`]: { Path: 'E:\\x' } };
const find = async (registry: Record<string, unknown>, state: number | null = 4) =>
  findNfs(await sceneWith({ registry, services: { NfsService: state } }));

test('each share by its name, else by its path', async () => {
  expect((await find(shares)).offers).toMatchObject([
    { kind: 'nfs', name: 'data', active: true },
    { kind: 'nfs', name: 'E:\\x', active: true },
  ]);
  expect((await find(shares, 1)).offers).toMatchObject([{ active: false }, { active: false }]);
});

test('no server is no shares, whatever the registry kept', async () => {
  expect(await find(shares, null)).toEqual({ offers: [], unread: [] });
});

test('a server that runs, and whose shares are not found, may have some', async () => {
  expect((await find({})).unread).toMatchObject([{ kind: 'nfs', source: 'service NfsService' }]);
  expect((await find({ [key]: denied })).unread).toMatchObject([{ kind: 'nfs', source: key }]);
  expect((await find({ ...shares, [`${key}\\1`]: denied })).unread).toMatchObject([{ source: `${key}\\1` }]);
  expect(await find({}, 1)).toEqual({ offers: [], unread: [] });
});
