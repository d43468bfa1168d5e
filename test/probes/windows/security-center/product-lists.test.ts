import { expect, test } from 'vitest';
import { answer, refusal } from '../../../../src/probes/windows/answer.ts';
import {
  claimOf,
  defenderGuid,
  isSame,
  type Listed,
  readListed,
  readRegistered,
} from '../../../../src/probes/windows/security-center/product-lists.ts';
import { homePcWith } from '../machines.ts';

const key = 'HKLM\\SOFTWARE\\Microsoft\\Security Center\\Provider\\Av';
const product: Listed = { guid: '{A}', name: 'A', paths: [], realTime: 'on', signatures: 'current' };

test('a registration has its programs by full path, and its state', async () => {
  expect(await readRegistered(homePcWith({}), 'antivirus')).toEqual(
    answer([
      {
        guid: defenderGuid,
        name: 'Windows Defender',
        paths: ['%ProgramFiles%\\Windows Defender\\MsMpeng.exe'],
        realTime: 'on',
        signatures: 'current',
      },
    ]),
  );
});

test('a registration without a state says nothing of it', async () => {
  const registry = { [`${key}\\${defenderGuid}`]: { STATE: '397568' } };
  expect(await readRegistered(homePcWith({ registry }), 'antivirus')).toMatchObject({
    value: [{ realTime: 'unknown', signatures: 'unknown' }],
  });
});

test('no key is no Security Center; a closed one is not read at all', async () => {
  const none = homePcWith({ registry: { [`${key}\\${defenderGuid}`]: null } });
  expect(await readRegistered(none, 'antivirus')).toEqual(answer(undefined));
  const denied = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
  expect(await readRegistered(homePcWith({ registry: { [key]: denied } }), 'antivirus')).toMatchObject({
    reason: 'denied',
  });
  const closed = homePcWith({ registry: { [`${key}\\${defenderGuid}`]: denied } });
  expect(await readRegistered(closed, 'antivirus')).toMatchObject({ ok: false, reason: 'denied' });
});

test.each(['missing', 'not-supported'])('a COM list that is %s is no list', async (refused) => {
  const system = homePcWith({ antivirusProducts: { refused, detail: 'CoCreateInstance' } });
  expect(await readListed(system, 'antivirus')).toEqual(answer(undefined));
});

test('a COM list that does not answer is refused', async () => {
  const system = homePcWith({ antivirusProducts: { refused: 'timed-out', detail: '5000 ms' } });
  expect(await readListed(system, 'antivirus')).toMatchObject({ ok: false, reason: 'timed-out' });
});

test('Defender without a GUID is known by the page that mends it', async () => {
  const [defender] = [{ name: 'Defender', state: 0, signatureStatus: 1, guid: '' }];
  const system = homePcWith({ antivirusProducts: [{ ...defender, remediationPath: 'windowsdefender://' }] });
  expect(await readListed(system, 'antivirus')).toMatchObject({ value: [{ guid: defenderGuid }] });
});

test('GUIDs have no case; the name counts where one has none', () => {
  expect(isSame(product, { ...product, guid: '{a}', name: 'B' })).toBe(true);
  expect(isSame(product, { ...product, guid: '{B}' })).toBe(false);
  expect(isSame(product, { ...product, guid: '' })).toBe(true);
});

test('a list claims only what it was read to say', () => {
  expect(claimOf('list', answer([product]), product)).toEqual([
    { source: 'list', realTime: 'on', signatures: 'current' },
  ]);
  expect(claimOf('list', answer([]), product)).toMatchObject([{ realTime: 'not listed' }]);
  expect(claimOf('list', answer(undefined), product)).toEqual([]);
  expect(claimOf('list', refusal('denied', 'x'), product)).toEqual([]);
});
