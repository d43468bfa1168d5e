import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Checkout } from './checkout.ts';

/** The Wine part of a run, on a machine of another kind, or where npm has not what is wanted. */
function runWinePart(machine: string, npm = 'exit 1'): { readonly stdout: string; readonly notRun: string } {
  const checkout = new Checkout();
  checkout.write('test-results/not-run.txt', '');
  checkout.write('.npmrc', '');
  checkout.write('test/wine/packages.txt', '# none\n');
  checkout.write('test/wine/windows-packages/package.json', '{}');
  checkout.write('test/wine/windows-packages/package-lock.json', '{}');
  checkout.program('npm', npm);
  checkout.write(
    'part.mjs',
    `${machine}
    const { wineTests } = await import('./tools/test/wine.mjs');
    console.log(JSON.stringify(await wineTests([])));`,
  );
  const { stdout } = checkout.run('part.mjs');
  return { stdout, notRun: readFileSync(join(checkout.folder, 'test-results/not-run.txt'), 'utf8') };
}

test('where Wine cannot run, the run says so and counts nothing as passed', () => {
  const { stdout, notRun } = runWinePart(`Object.defineProperty(process, 'arch', { value: 'arm64' });`);
  expect(JSON.parse(stdout)).toEqual({ passed: 0, failed: 0 });
  expect(notRun).toBe('not run: the Windows path, under Wine: needs Linux on x86-64\n');
});

test('where the packages for Windows cannot be had, the run says why', () => {
  const { stdout, notRun } = runWinePart('', 'echo "no such registry" >&2; exit 1');
  expect(JSON.parse(stdout)).toEqual({ passed: 0, failed: 0 });
  expect(notRun).toMatch(
    /^not run: the Windows path, under Wine: (npm ci for Windows failed: no such registry|needs )/,
  );
});
