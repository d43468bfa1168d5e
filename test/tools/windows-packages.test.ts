import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const lockOf = (name: string): Lock => JSON.parse(read(name)) as Lock;

test('under Wine the foreign function library is the one that the agent is built with', () => {
  const koffi = 'node_modules/koffi';
  const windows = lockOf('test/wine/windows-packages/package-lock.json').packages;
  expect(windows[koffi]?.version).toBe(lockOf('package-lock.json').packages[koffi]?.version);
  expect(windows['node_modules/@koromix/koffi-win32-x64']?.version).toBe(windows[koffi]?.version);
});

test('no lock file says where a package is fetched from', () => {
  for (const name of ['package-lock.json', 'test/wine/windows-packages/package-lock.json'])
    expect(read(name), name).not.toMatch(/"resolved": "(?!node_modules|\.)/);
});
