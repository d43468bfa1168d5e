import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkChain } from '../../src/evidence/check-chain.ts';
import { readEvidence } from '../../src/evidence/evidence-file.ts';
import { digestOf } from '../server/test-device.ts';
import { chainDevice, check, found, linesOf, receivedAt } from './chains.ts';

test('a whole chain is whole: every report counted, nothing found', async () => {
  const device = await chainDevice();
  const lines = await linesOf(device, 9);
  device.epoch = 2;
  device.sequence = 0;
  device.previous = null;
  const chain = check(device, [...lines, ...(await linesOf(device, 3))]);
  expect(found(chain)).toEqual([]);
  expect(chain.reports).toBe(12);
  expect(chain.epochs).toMatchObject([
    { epoch: 1, reports: 9, first: 1, last: 9, skipped: 0, key: device.thumbprint },
    { epoch: 2, reports: 3, first: 1, last: 3, skipped: 0, key: device.thumbprint },
  ]);
});

test('each way to spoil a chain has its name', async () => {
  const device = await chainDevice();
  const stranger = await chainDevice();
  const lines = await linesOf(device, 6);
  const [one, two, three, four, five, six] = lines;
  if (!one || !two || !three || !four || !five || !six) throw new Error('six reports');
  const strangers = (await linesOf(stranger, 1))[0] ?? one;
  const cut = { ...three, jws: three.jws.slice(0, -5) };
  const emptied = { ...three, jws: '' };
  const forged = { ...three, jws: `${three.jws.slice(0, -4)}AAAA` };
  device.sequence = 2;
  device.previous = digestOf(two.jws);
  const twin = { receivedAt, jws: await device.heartbeat(digestOf('another history')) };
  device.device = 'device-2';
  device.sequence = 0;
  const namesAnother = (await linesOf(device, 1))[0] ?? one;
  device.device = 'device-1';
  const cases: readonly (readonly [string, readonly (typeof one)[], readonly string[]])[] = [
    ['one cut out', [one, two, four, five, six], ['missing 3 3']],
    ['the beginning cut off', [four, five, six], ['missing 1 3']],
    ['one twice', [one, two, two, three, four, five, six], ['replayed 4 2']],
    ['one brought again', [one, two, three, four, five, six, two], ['disordered 8 2', 'replayed 8 2']],
    ['two in the wrong order', [one, three, two, four, five, six], ['disordered 4 2']],
    ['a second report of one number', [one, two, three, twin, four, five, six], ['forked 5 3']],
    ['a report in the place of another', [one, two, twin, four, five, six], ['forked 5 4']],
    ['cut short', [one, two, cut, four, five, six], ['damaged 4', 'missing 3 3']],
    ['emptied', [one, two, emptied, four, five, six], ['damaged 4', 'missing 3 3']],
    ['another signature', [one, two, forged, four, five, six], ['forged 4', 'missing 3 3']],
    ['of another key', [strangers, one, two, three, four, five, six], ['forged 2']],
    ['of another device', [namesAnother, one, two, three, four, five, six], ['foreign 2 1']],
  ];
  for (const [name, spoilt, expected] of cases) expect(found(check(device, spoilt)), name).toEqual(expected);
});

test('numbers that the device left out by itself are not missing: its chain closes over them', async () => {
  const device = await chainDevice();
  const before = await linesOf(device, 2);
  device.sequence += 1000;
  const chain = check(device, [...before, ...(await linesOf(device, 2))]);
  expect(found(chain)).toEqual([]);
  expect(chain.epochs).toMatchObject([{ skipped: 1000, reports: 4, last: 1004 }]);
});

test('whoever removes, repeats, swaps or alters anything but the end is found out', async () => {
  const device = await chainDevice();
  const lines = await linesOf(device, 10);
  const place = fc.nat(lines.length - 1);
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
  const deed = fc.oneof(
    fc.record({ how: fc.constant('remove' as const), at: fc.nat(lines.length - 2) }),
    fc.record({ how: fc.constant('repeat' as const), at: place, to: place }),
    fc.record({ how: fc.constant('swap' as const), at: place, to: place }),
    fc.record({ how: fc.constant('alter' as const), at: place, to: fc.nat(900), letter }),
  );
  fc.assert(
    fc.property(deed, (done) => {
      const spoilt = lines.map((line) => ({ ...line }));
      const [at] = [spoilt[done.at]];
      if (at === undefined) return;
      if (done.how === 'remove') spoilt.splice(done.at, 1);
      else if (done.how === 'repeat') spoilt.splice(done.to, 0, { ...at });
      else if (done.how === 'swap') [spoilt[done.at], spoilt[done.to]] = [spoilt[done.to] ?? at, at];
      else {
        const index = done.to % at.jws.length;
        at.jws = `${at.jws.slice(0, index)}${done.letter}${at.jws.slice(index + 1)}`;
      }
      const same = JSON.stringify(spoilt) === JSON.stringify(lines);
      expect(found(check(device, spoilt)).length > 0).toBe(!same);
    }),
    { numRuns: 300 },
  );
});

test('any clock of the device is accepted, twenty years ahead and behind; order is by number, and the skew is shown', async () => {
  const device = await chainDevice();
  const now = await linesOf(device, 2, '2026-11-24T08:00:00.000Z');
  const ahead = await linesOf(device, 2, '2046-11-24T08:00:00.000Z');
  const behind = await linesOf(device, 2, '2006-11-24T08:00:00.000Z');
  const chain = check(device, [...now, ...ahead, ...behind]);
  expect(found(chain)).toEqual([]);
  const [clock] = chain.epochs.map((epoch) => epoch.clock);
  expect(clock?.aheadMs).toBe(Date.parse('2046-11-24T08:00:00.000Z') - Date.parse(receivedAt));
  expect(clock?.behindMs).toBe(Date.parse(receivedAt) - Date.parse('2006-11-24T08:00:00.000Z'));
  expect(clock?.timesSetBack).toBe(1);
});

test('a report of an epoch of another key is foreign, though a key of the device signed it', async () => {
  const [old, fresh] = [await chainDevice(), await chainDevice()];
  fresh.epoch = 2;
  const lines = [...(await linesOf(old, 2)), ...(await linesOf(fresh, 2))];
  old.epoch = 2;
  const stolen = await linesOf(old, 1);
  const keys = [
    { fromEpoch: 1, jwk: old.publicJwk },
    { fromEpoch: 2, jwk: fresh.publicJwk },
  ];
  const head = { kind: 'deskward-evidence', v: 1, device: 'device-1', exportedAt: receivedAt, keys };
  const read = readEvidence([head, ...lines, ...stolen].map((line) => JSON.stringify(line)).join('\n'));
  expect(read.ok && found(checkChain(read.evidence))).toEqual(['unproven 1', 'foreign 6 3']);
});

test('a file that is no export is said to be none; whatever it holds, nothing is thrown', async () => {
  const device = await chainDevice();
  expect(readEvidence('').ok).toBe(false);
  expect(readEvidence('{"kind":"deskward-evidence","v":2}').ok).toBe(false);
  const { jws } = (await linesOf(device, 1))[0] ?? { jws: '' };
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const part = fc.oneof(fc.constantFrom(header, payload, signature), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(part, part, part)), (texts) => {
      const lines = texts.map((parts) => ({ receivedAt, jws: parts.join('.') }));
      const genuine = lines.filter((line) => line.jws === jws).length;
      expect(check(device, lines).reports).toBe(Math.min(1, genuine));
    }),
    { numRuns: 200 },
  );
});
