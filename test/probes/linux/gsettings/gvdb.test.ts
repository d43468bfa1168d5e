import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGVariantText } from '../../../../src/probes/linux/gsettings/gsettings-tool.ts';
import { decodeVariant, Unparsable } from '../../../../src/probes/linux/gsettings/gvariant.ts';
import { openGvdb } from '../../../../src/probes/linux/gsettings/gvdb.ts';

const captured = new URL('../../../fixtures/linux/schemas/debian-12/gschemas.compiled', import.meta.url);
const schemas = readFileSync(captured);

/** Every way of asking; an exception other than Unparsable is a bug. */
function askEverything(bytes: Buffer): void {
  try {
    const table = openGvdb(bytes);
    for (const name of ['org.gnome.desktop.session', 'org.mate.screensaver', '.locks', '', '/org/']) {
      table.has(name);
      table.value(name);
      const inner = table.table(name);
      for (const key of ['idle-delay', 'mode', 'themes', '.path', '.schema']) inner?.value(key);
    }
  } catch (error) {
    if (!(error instanceof Unparsable)) throw error;
  }
}

test('a captured file is read', () => {
  const mate = openGvdb(schemas).table('org.mate.screensaver');
  expect(mate?.value('.path')).toEqual({ type: 's', value: '/org/mate/screensaver/' });
  expect(mate?.value('lock-delay')).toEqual({ type: '(i)', value: [0] });
  expect(mate?.value('no-such-key')).toBeUndefined();
  expect(openGvdb(schemas).has('org.mate.screensaver')).toBe(false);
});

test('any bytes are a database or unparsable, and nothing else', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => askEverything(Buffer.from(bytes))));
  const header = schemas.subarray(0, 24);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => askEverything(Buffer.concat([header, bytes]))),
  );
});

test('a real database with broken bytes is a database or unparsable', () => {
  const position = fc.nat({ max: schemas.length - 1 });
  const harm = fc.array(fc.tuple(position, fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(harm, position, fc.boolean(), (changes, end, cut) => {
      const bytes = Buffer.from(cut ? schemas.subarray(0, end) : schemas);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      askEverything(bytes);
    }),
    { numRuns: 500 },
  );
});

test('any bytes are a variant or unparsable', () => {
  const types = fc.constantFrom(
    'u',
    's',
    'as',
    'v',
    'a{sv}',
    '(ybnq)',
    'mas',
    'a(xs)',
    'aau',
    '(',
    '}',
    'r',
    'a',
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), types, (bytes, type) => {
      try {
        decodeVariant(Buffer.concat([bytes, Buffer.from(`\0${type}`)]), 'little');
      } catch (error) {
        expect(error).toBeInstanceOf(Unparsable);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['uint32 300', 300],
  ['true', true],
  ['-5', -5],
  ['2.5', 2.5],
  ['1e-05', 1e-5],
  ["'it\\'s'", "it's"],
  ['"it\'s"', "it's"],
  ['byte 0x1f', 31],
  ['@as []', undefined],
  ['', undefined],
])('gsettings prints %s', (text, value) => {
  expect(parseGVariantText(text)).toBe(value);
});
