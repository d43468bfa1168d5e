import { expect, test } from 'vitest';
import { findPrinters, sharedAs } from '../../../../src/probes/windows/sharing/printers.ts';
import { denied, sceneWith } from './scene.ts';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Print\\Printers';
const shared = { [`${key}\\HP LaserJet`]: { Attributes: 2120, 'Share Name': 'HP1020' } };
const find = async (change: Record<string, unknown>) => findPrinters(await sceneWith(change));

test('only the bit 8 of its attributes shares a printer', () => {
  expect(sharedAs('HP', { Attributes: 0x8, 'Share Name': 'HP1020' })).toBe('HP1020');
  expect(sharedAs('HP', { Attributes: 0x848, 'Share Name': '' })).toBe('HP');
  expect(sharedAs('HP', { Attributes: 0x840, 'Share Name': 'HP1020' })).toBeUndefined();
  expect(sharedAs('HP', { 'Share Name': 'HP1020' })).toBeUndefined();
});

test('a shared printer is open while the spooler and the Server service run', async () => {
  expect(await find({ registry: shared })).toMatchObject({ offers: [{ name: 'HP1020', active: true }] });
  for (const service of ['Spooler', 'LanmanServer'])
    expect(await find({ registry: shared, services: { [service]: 1 } })).toMatchObject({
      offers: [{ kind: 'printer', name: 'HP1020', active: false }],
    });
});

test('a printer or a list of printers that is closed may be shared', async () => {
  expect(await find({ registry: { [key]: denied } })).toMatchObject({
    offers: [],
    unread: [{ source: key }],
  });
  expect(await find({ registry: { ...shared, [`${key}\\X`]: denied } })).toMatchObject({
    offers: [{ name: 'HP1020' }],
    unread: [{ kind: 'printer', source: `${key}\\X` }],
  });
});
