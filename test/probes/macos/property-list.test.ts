import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { build, buildBinary } from 'plist';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  asSwitch,
  parsePropertyList,
  readPropertyList,
  valueAt,
} from '../../../src/probes/macos/property-list.ts';
import { capturedMac } from './captured-mac.ts';

const values = {
  idleTime: 300,
  askForPassword: true,
  name: '会议室 Mac',
  NAT: { Enabled: 1 },
  list: ['a', 1.5],
};
const path = '/Library/Preferences/com.apple.example.plist';

// The XML parser under it writes what it dislikes to the console.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what is a property list', () => {
  test.each(['xml', 'binary'] as const)('a file in %s form', async (form) => {
    const mac = capturedMac({ commands: {}, files: { [path]: { plist: values, form } } });
    expect(await readPropertyList(mac.root, path)).toEqual({ found: 'list', values });
  });

  test('Apple’s own writing of it, with a byte order mark before and blanks around', async () => {
    const text = `\uFEFF\n<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>idleTime</key><integer>0</integer></dict></plist>\n\n`;
    expect(await parsePropertyList(Buffer.from(text))).toEqual({ idleTime: 0 });
  });
});

describe('what is none', () => {
  test.each([
    ['nothing', ''],
    ['the old OpenStep form, in which any words are a value', '{ idleTime = 300; }'],
    ['half of one', '<?xml version="1.0"?><plist version="1.0"><dict><key>idleTime</key>'],
    ['another XML', '<?xml version="1.0"?><html></html>'],
    ['a list of no dictionary', '<plist version="1.0"><array><string>x</string></array></plist>'],
    ['keys and values out of step', '<plist version="1.0"><dict><key>a</key><key>b</key></dict></plist>'],
    ['a binary list of a few bytes', 'bplist00'],
    ['an error of a program', 'Domain com.apple.screensaver does not exist'],
  ])('%s', async (_what, text) => {
    expect(await parsePropertyList(Buffer.from(text))).toBeUndefined();
  });

  test('whatever bytes come, it answers and does not throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (noise, asBinary) => {
        const bytes = asBinary ? Buffer.concat([Buffer.from('bplist00'), noise]) : Buffer.from(noise);
        expect(['object', 'undefined']).toContain(typeof (await parsePropertyList(bytes)));
      }),
    );
  });

  test('a list with a few bytes changed is read or refused, never more', async () => {
    const whole = [Buffer.from(build(values)), Buffer.from(buildBinary(values))];
    const change = fc.record({ form: fc.nat(1), at: fc.nat(), byte: fc.nat(255), cut: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(change, async ({ form, at, byte, cut }) => {
        const bytes = Buffer.from(whole[form] ?? '');
        bytes[at % bytes.length] = byte;
        const read = await parsePropertyList(bytes.subarray(0, bytes.length - cut));
        expect(['object', 'undefined']).toContain(typeof read);
      }),
    );
  });
});

test('why a file could not be read', async () => {
  const { root } = capturedMac({ commands: {} });
  expect(await readPropertyList(root, path)).toMatchObject({ found: 'missing' });
  mkdirSync(join(root, path), { recursive: true });
  expect(await readPropertyList(root, path)).toMatchObject({ found: 'failed' });
  writeFileSync(join(root, 'words'), 'words');
  expect(await readPropertyList(root, 'words')).toMatchObject({ found: 'unparsable' });
  expect(await readPropertyList(root, 'words/below')).toMatchObject({ found: 'missing' });
});

test('a switch is true or 1, false or 0; a missing one is neither', () => {
  expect([true, 1, false, 0].map(asSwitch)).toEqual([true, true, false, false]);
  expect([undefined, null, '1', 2, {}].map(asSwitch)).toEqual(Array(5).fill(undefined));
});

test('a key inside another, where all of them are there', () => {
  expect(valueAt(values, 'NAT', 'Enabled')).toBe(1);
  expect(valueAt(values, 'NAT', 'Nothing')).toBeUndefined();
  expect(valueAt(values, 'list', '0')).toBeUndefined();
  expect(valueAt(undefined, 'NAT')).toBeUndefined();
});
