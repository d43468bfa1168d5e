import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Medium } from '../../../src/facts/removable-media.ts';
import { removableMediaProbe } from '../../../src/probes/macos/removable-media.ts';
import { capturedMac, decodeMac, notAborted } from './captured-mac.ts';

const folder = new URL('../../fixtures/macos/', import.meta.url);
const readMac = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const macOf = (name: string) => capturedMac(decodeMac(readMac(`15/${name}`), readMac));

async function mediaOf(name: string): Promise<readonly Medium[]> {
  const reading = await removableMediaProbe(macOf(name)).read(notAborted);
  if (reading.state !== 'known') throw new Error(`${reading.state} ${reading.source}`);
  return reading.value.media;
}

test.each([
  [
    'media-stick',
    ['usb-drive', 'Kingston', 'DataTraveler 3.0', '60A44C413FAEF290395F00F4', 'read', '/dev/disk4'],
  ],
  ['media-stick-unnumbered', ['usb-drive', 'Kingston', 'DataTraveler 3.0', null, 'none', '/dev/disk4']],
  ['media-usb-silent', ['usb-drive', 'Kingston', 'DataTraveler 3.0', null, 'unread', '/dev/disk4']],
  ['media-card', ['card', 'Apple', 'SDXC Reader', null, 'unread', '/dev/disk4']],
  ['media-thunderbolt', ['external-disk', '', 'Samsung SSD X5', 'S4YNNG0M601234', 'read', '/dev/disk4']],
  ['media-disc', ['disc', 'HL-DT-ST', 'DVDRW GX40N', null, 'none', '/dev/disk4']],
])('%s: told once, by the names of its device', async (name, [kind, maker, model, serial, state, source]) => {
  expect(await mediaOf(name)).toEqual([
    { kind, maker, model, serial, serialState: state, firstSeen: null, lastSeen: null, source },
  ]);
});

test('a disc that a token on USB shows has the number of the token', async () => {
  const [disc, stick] = ['media-disc', 'media-stick'].map((name) =>
    decodeMac(readMac(`15/${name}`), readMac),
  );
  const usb = '/usr/sbin/ioreg -a -r -l -c IOUSBHostDevice';
  const commands = { ...disc?.commands, [usb]: stick?.commands[usb] ?? [] };
  const reading = await removableMediaProbe(capturedMac({ commands })).read(notAborted);
  expect(reading).toMatchObject({
    value: { media: [{ kind: 'disc', serial: '60A44C413FAEF290395F00F4', serialState: 'read' }] },
  });
});

test('neither the disk inside, nor an empty reader, nor an image is anything; and one command is all', async () => {
  const mac = macOf('media-none');
  expect(await removableMediaProbe(mac).read(notAborted)).toMatchObject({
    state: 'known',
    value: { media: [] },
  });
  expect(mac.started).toEqual(['/usr/sbin/ioreg -a -r -l -c IOBlockStorageDevice']);
});

test.each([
  ['is missing', { cannot: 'missing' as const }, 'missing-source'],
  ['does not answer', { cannot: 'timed-out' as const }, 'timed-out'],
  ['says what makes no sense', ['+-o Root'], 'unparsable'],
  ['refuses', { stdout: [], stderr: ['ioreg: error'], code: 1 }, 'unparsable'],
])('ioreg that %s is unknown', async (_how, said, reason) => {
  const mac = capturedMac({ commands: { '/usr/sbin/ioreg -a -r -l -c IOBlockStorageDevice': said } });
  expect(await removableMediaProbe(mac).read(notAborted)).toMatchObject({ state: 'unknown', reason });
});
