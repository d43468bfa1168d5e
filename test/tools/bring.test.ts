import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Checkout } from './checkout.ts';

const lock = (packages: object): string => JSON.stringify({ packages: { '': {}, ...packages } });
const wanted = { 'node_modules/one': { version: '1.0.0' }, 'node_modules/two': { version: '2.0.0' } };
const elsewhere = { 'node_modules/for-another-system': { version: '1.0.0', optional: true } };

function checkoutWith(present: object | undefined, npm: string): Checkout {
  const checkout = new Checkout();
  checkout.write('package-lock.json', lock({ ...wanted, ...elsewhere }));
  if (present) checkout.write('node_modules/.package-lock.json', lock(present));
  checkout.program('npm', npm);
  checkout.write(
    'bring.mjs',
    `import { bringPackages } from './tools/bring.mjs'; import { runMain } from './tools/say.mjs'; runMain(bringPackages);`,
  );
  return checkout;
}

/** Says with which arguments it was called, and installs what the lock file names. */
const workingNpm =
  'echo "$@" > called; mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json';
const called = (checkout: Checkout): string => readFileSync(join(checkout.folder, 'called'), 'utf8');

describe('bringing the npm packages', () => {
  test('nothing is installed when the packages of the lock file are there', () => {
    const checkout = checkoutWith(wanted, workingNpm);

    expect(checkout.run('bring.mjs')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(existsSync(join(checkout.folder, 'called'))).toBe(false);
  });

  test.each([
    ['there are none', undefined],
    ['one is missing', { 'node_modules/one': { version: '1.0.0' } }],
    ['one has another version', { ...wanted, 'node_modules/two': { version: '2.0.1' } }],
  ])('exactly those of the lock file are installed when %s', (_, present) => {
    const checkout = checkoutWith(present, workingNpm);

    const ended = checkout.run('bring.mjs');

    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toContain('installing the npm packages of the lock file');
    expect(called(checkout)).toMatch(/^ci --ignore-scripts/);
  });

  test("npm's own words are shown when it fails", () => {
    const checkout = checkoutWith(undefined, 'echo "npm error code ENOTFOUND" >&2; exit 1');

    const ended = checkout.run('bring.mjs');

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('npm ci failed:\nnpm error code ENOTFOUND');
  });
});
