import { expect, test } from 'vitest';
import { refusal } from '../../../../src/probes/windows/answer.ts';
import { readProgram } from '../../../../src/probes/windows/screen-lock/screen-saver-program.ts';
import { homePcWith } from '../machines.ts';

const own = 'HKCU\\Control Panel\\Desktop';
const policy = 'HKCU\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop';
const withPrograms = (mine: string | undefined, forced?: string) =>
  homePcWith({
    registry: {
      [own]: { 'SCRNSAVE.EXE': mine ?? null },
      ...(forced !== undefined && { [policy]: { 'SCRNSAVE.EXE': forced } }),
    },
    files: ['C:\\Windows\\System32\\Bubbles.scr', 'C:\\Windows\\old.scr', 'D:\\Our Company\\logo.scr'],
  });

test.each([
  ['C:\\WINDOWS\\system32\\BUBBLES.SCR', true],
  ['%SystemRoot%\\System32\\Bubbles.scr', true],
  ['Bubbles.scr', true],
  ['old.scr', true],
  ['"D:\\Our Company\\logo.scr"', true],
  [' Bubbles.scr ', true],
  ['C:\\Windows\\System32\\gone.scr', false],
  ['(None)', false],
  ['', false],
  [undefined, false],
])('%s: is there %s', async (program, exists) => {
  expect(await readProgram(withPrograms(program))).toEqual({
    ok: true,
    exists,
    managed: false,
    source: `${own}\\SCRNSAVE.EXE`,
  });
});

test('the one that policy forces comes first; where it is not installed, the own one counts', async () => {
  const mine = 'Bubbles.scr';
  expect(await readProgram(withPrograms(mine, 'old.scr'))).toMatchObject({ exists: true, managed: true });
  expect(await readProgram(withPrograms(mine, 'gone.scr'))).toMatchObject({ exists: true, managed: false });
  expect(await readProgram(withPrograms(undefined, 'gone.scr'))).toMatchObject({ exists: false });
});

test('a file that cannot be looked at is not gone', async () => {
  const system = {
    ...withPrograms('Bubbles.scr'),
    fileExists: async () => refusal('denied', 'GetFileAttributesW: 5'),
  };
  expect(await readProgram(system)).toMatchObject({ ok: false, reason: 'denied' });
});
