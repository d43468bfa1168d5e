import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { facts } from '../../src/facts/registry.ts';
import { forPlatform } from '../../src/probes/for-platform.ts';
import { windowsPlatform } from '../../src/probes/windows/platform.ts';
import { homePcWith, machineOf } from '../probes/windows/machines.ts';
import { Checkout } from './checkout.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const rowSchema = z.strictObject({
  fact: z.string(),
  os: z.enum(['linux', 'windows', 'macos']),
  /** As an administrator would look it up; a bar would break the table. */
  source: z.string().regex(/^[^|\n]*`[^|`\n]+`[^|\n]*$/),
  proof: z.enum(['real', 'under Wine', 'double', 'captured output', 'documentation only']),
  files: z.array(z.string().startsWith('test/')).min(1),
});
type Row = z.infer<typeof rowSchema>;

const rows = z.array(rowSchema).parse(JSON.parse(read('docs/coverage.json')));
const named = rows.map((row) => [`${row.os}, ${row.fact}: ${row.source}`, row] as const);

/** Where a proof of this kind can only come from. */
const places: Readonly<Record<Row['proof'], (row: Row) => boolean>> = {
  real: ({ os, files }) => os === 'linux' && files.every(runsOnTheMachine),
  'under Wine': ({ os, files }) =>
    os === 'windows' && files.every((file) => isWineTest(file) || isShown(file)),
  double: ({ os, files }) => os === 'windows' && files.some(isWineTest) && files.some(isDouble),
  'captured output': ({ files }) => files.some((file) => /captured|seen in|published/i.test(read(file))),
  'documentation only': () => true,
};

function runsOnTheMachine(file: string): boolean {
  return /^test\/e2e\/.*\.spec\.ts$/.test(file) || /^\s*testOnMachine\(/m.test(read(file));
}

function isWineTest(file: string): boolean {
  return /^test\/wine\/[^/]+\.wine\.ts$/.test(file);
}

/** A machine that test/wine/machines.wine.ts can make of Wine: nothing refuses to be read there. */
function isShown(file: string): boolean {
  const name = /^test\/fixtures\/windows\/machines\/([^/]+)$/.exec(file)?.[1];
  if (name === undefined) return false;
  const { registry, processes } = machineOf(name);
  return Array.isArray(processes) && Object.values(registry).every((values) => !('refused' in values));
}

function isDouble(file: string): boolean {
  return /^test\/wine\/doubles\/[^/]+\.c$/.test(file);
}

test('every probe of every system has a row', async () => {
  const [linux, mac] = await Promise.all([forPlatform('linux'), forPlatform('darwin')]);
  const platforms = [linux.platform(), mac.platform(), windowsPlatform(homePcWith({}))];
  for (const { os, probes } of platforms)
    for (const { fact } of probes)
      expect(
        rows.filter((row) => row.os === os && row.fact === fact),
        `${os}, ${fact}`,
      ).not.toEqual([]);
});

test('no source stands there twice with one proof', () => {
  const keys = rows.map(({ os, fact, source, proof }) => [os, fact, source, proof].join('\n'));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

describe.each(named)('%s', (_name, row) => {
  test('is of a fact that there is', () => expect(Object.keys(facts)).toContain(row.fact));

  test('names files that are there, and that have its words', () => {
    expect(row.files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    // Backslashes are written twice in JSON, TypeScript and C.
    const texts = row.files.map((file) => read(file).replaceAll('\\\\', '\\'));
    const words = [...row.source.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    expect(words.filter((word) => !texts.some((text) => text.includes(word)))).toEqual([]);
  });

  test(`can be proven "${row.proof}" there`, () => expect(places[row.proof](row)).toBe(true));
});

describe('the page', () => {
  test('is what the rows say', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'tools/coverage.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('that says something else is told, and written anew', () => {
    const checkout = new Checkout();
    checkout.write('docs/coverage.json', JSON.stringify(rows.slice(1)));
    checkout.write('docs/coverage.md', read('docs/coverage.md'));
    const check = `process.argv.push('--check'); await import('./tools/coverage.mjs');`;
    checkout.write('check.mjs', check);
    expect(checkout.run('check.mjs')).toMatchObject({ code: 1, stderr: expect.stringContaining('coverage') });
    expect(checkout.run('tools/coverage.mjs').code).toBe(0);
    expect(checkout.run('check.mjs')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
