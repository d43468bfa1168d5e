import { expect, test } from 'vitest';
import type { MediaFact } from '../../../src/facts/removable-media.ts';
import { removableMediaProbe } from '../../../src/probes/windows/removable-media.ts';
import { homePcWith, machineOf } from './machines.ts';

async function read(storage: unknown): Promise<MediaFact> {
  const reading = await removableMediaProbe(homePcWith({ storage })).read(new AbortController().signal);
  if (reading.state !== 'known') throw new Error(`${reading.state} ${reading.source}`);
  return reading.value;
}
const storageOf = (file: string) => machineOf(file).storage;

test('a stick is told by the names in its id, with when it came first', async () => {
  expect(await read(storageOf('media-stick.json'))).toEqual({
    media: [
      {
        kind: 'usb-drive',
        maker: 'KINGSTON',
        model: 'DATATRAVELER 3.0',
        serial: '60A44C413FAEF290395F00F4',
        serialState: 'read',
        firstSeen: '2026-10-09T06:00:00.000Z',
        lastSeen: null,
        source: expect.stringMatching(/^USBSTOR\\/),
      },
    ],
    kept: ['usb-drive'],
    watchedSince: null,
    comparedWith: null,
    left: 0,
    unread: [],
  });
});

test('a disk by UAS has the number of its USB device, and when it went is kept', async () => {
  const { media } = await read(storageOf('media-uas-disk.json'));
  expect(media).toMatchObject([{ kind: 'usb-drive', serial: 'S6TWNS0T123456', lastSeen: null }]);
  const gone = await read(storageOf('media-stick-gone.json'));
  expect(gone.media).toMatchObject([{ lastSeen: '2026-11-19T10:05:00.000Z' }]);
});

test('pulled out while Windows was off, a stick was last there when it came', async () => {
  const { media } = await read(storageOf('media-stick-pulled-while-off.json'));
  expect(media).toMatchObject([{ lastSeen: '2026-11-19T10:20:00.000Z' }]);
});

const id = 'USBSTOR\\DISK&VEN_SANDISK&PROD_ULTRA&REV_1.00\\4C530001&0';
const isIn = { isRemovable: true, isIn: true };
test.each([
  ['one function of several', { parent: 'USB\\VID_0781&PID_5581&MI_00\\6&1&0&0' }, ['usb-drive', 'unread']],
  ['its parent forgotten', { parent: '' }, ['usb-drive', '4C530001']],
  ['a card in a reader inside', { isInside: true }, ['card', 'unread']],
])('of a drive on USB, %s', async (_name, change, expected) => {
  const { media } = await read({ [id]: { parent: 'USB\\VID_0781\\4C530001', medium: isIn, ...change } });
  expect(media.map(({ kind, serial, serialState }) => [kind, serial ?? serialState])).toEqual([expected]);
});

test.each([
  ['a disk inside that hangs on USB', { isInside: true, medium: { isRemovable: false, isIn: true } }],
  ['one that is gone, without a date', { isPresent: false }],
  ['a reader without a card', { medium: { isRemovable: true, isIn: false } }],
])('%s is nothing', async (_name, change) => {
  const parent = 'USB\\VID_0781\\4C530001';
  expect(await read({ [id]: { parent, medium: isIn, ...change } })).toMatchObject({ media: [], unread: [] });
});

test('a stick that shows a disc of programs beside itself is one stick', async () => {
  const parent = 'USB\\VID_0951\\IRON1';
  const disc = 'USBSTOR\\CDROM&VEN_IRONKEY&PROD_UNLOCKER&REV_1.00\\IRON1&1';
  const { media } = await read({
    [id]: { parent, medium: isIn },
    [disc]: { kind: 'disc', parent, medium: isIn },
  });
  expect(media.map(({ kind }) => kind)).toEqual(['usb-drive']);
});

test.each([
  ['has the number of the token', 'USB\\VID_096E&PID_0305\\EP3000A17', 'EP3000A17'],
  ['has none where the token has none', 'USB\\VID_096E&PID_0305\\5&2C8F4B1&0&3', 'none'],
  ['has none where the token has other functions, too', 'USB\\VID_096E&PID_0305&MI_01\\6&1&0&1', 'none'],
])('a disc that a token on USB shows %s', async (_name, parent, expected) => {
  const disc = 'USBSTOR\\CDROM&VEN_ES&PROD_EPASS3000&REV_1.00\\7&1B2C&0&EP3000A17&0';
  const { media } = await read({
    ...storageOf('media-none.json'),
    [disc]: { kind: 'disc', parent, medium: isIn },
  });
  const discs = media.filter(({ kind }) => kind === 'disc');
  expect(discs.map(({ serial, serialState }) => serial ?? serialState)).toEqual([expected]);
});

test('a Windows that tells of no disk at all has told nothing', async () => {
  const reading = await removableMediaProbe(homePcWith({ storage: {} })).read(new AbortController().signal);
  expect(reading).toMatchObject({ state: 'unknown', reason: 'missing-source' });
});
