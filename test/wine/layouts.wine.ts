import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { layOut } from '../../src/probes/windows/native/structure.ts';
import { structures } from '../../src/probes/windows/native/structures.ts';

// What the C compiler makes of mingw-w64's Windows headers, against what we make of our own declarations.

const { DESKWARD_LAYOUTS: program = '' } = process.env;
const lines = execFileSync(program, { encoding: 'utf8' })
  .split(/\r?\n/)
  .filter((line) => line !== '');
const compiled = new Map(lines.map((line) => line.split(' ') as [string, string]));
const missing = lines.flatMap((line) => /^missing (.*)$/.exec(line)?.[1] ?? []);

/** Fields that Windows' own header has and mingw-w64's has not: spare bytes stand in their place there. */
const knownMissing = new Map([
  ['PROPVARIANT', ['spare']],
  ['VARIANT', ['spare']],
  [
    'SYSTEM_POWER_CAPABILITIES',
    ['Hiberboot', 'WakeAlarmPresent', 'AoAc', 'HiberFileType', 'AoAcConnectivitySupported'],
  ],
]);

/** How much is spare differs with what has been given a name since. */
const isSpare = (field: string): boolean => field.startsWith('spare');

test('there is a layout of every structure that is declared', () => {
  assert.ok(structures.length >= 15);
  for (const { name } of structures) assert.ok(compiled.has(name), name);
});

for (const structure of structures) {
  const { size, offsets } = layOut(structure);
  const absent = knownMissing.get(structure.name) ?? [];
  test(`${structure.name} lies in memory as ${structure.header} has it`, () => {
    assert.equal(size, Number(compiled.get(structure.name)));
    for (const [field, offset] of Object.entries(offsets)) {
      if (isSpare(field) || absent.includes(field)) continue;
      assert.equal(offset, Number(compiled.get(`${structure.name}.${field}`)), field);
    }
  });
}

test('what the headers do not have is known, field by field', () => {
  const known = [...knownMissing].flatMap(([name, fields]) => fields.map((field) => `${name}.${field}`));
  assert.deepEqual(
    missing.filter((field) => !known.includes(field)),
    [],
  );
});
