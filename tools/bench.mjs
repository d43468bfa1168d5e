// npm run bench [-- --json] [--only scan|shell|popup|endpoint]: every figure of the performance table, as ratios in one
// run. It informs and never fails a build. Needs root: the memory of a sandboxed process is not everyone's to read.

import { bringDebianPackages, bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { CannotGoOn, runMain } from './say.mjs';

const bundle = `${root}/dist/bench/main.js`;

await runMain(async () => {
  if (process.getuid?.() !== 0)
    throw new CannotGoOn('npm run bench needs root, to read what each process uses');
  await bringPackages();
  await bringDebianPackages(`${root}/test/packages.txt`);
  const { buildIfNeeded } = await import('./build.mjs');
  await buildIfNeeded();
  const { electronRuntime } = await import('./electron-runtime.mjs');
  const runtime = await electronRuntime();
  await bundleBench();
  process.argv.push('--runtime', runtime.folder);
  await import(bundle);
});

async function bundleBench() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/bench/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
}
