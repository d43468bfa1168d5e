// npm run bench [-- --json] [--only scan|windows|observer|shell|popup|wire|endpoint]: every figure of the performance table, as ratios in one
// run. It informs and never fails a build. Needs root: the memory of a sandboxed process is not everyone's to read.

import { writeFileSync } from 'node:fs';
import { bringDebianPackages, bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { CannotGoOn, runMain, say } from './say.mjs';

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
  process.argv.push('--runtime', runtime.folder, ...(await windowsFigures()));
  await import(bundle);
});

/** The Windows path runs in another program, under Wine: its figures come in a file. */
async function windowsFigures() {
  const only = process.argv.indexOf('--only');
  if (only >= 0 && process.argv[only + 1] !== 'windows') return [];
  const { measureUnderWine } = await import('./wine/measure.mjs');
  const { figures, why } = await measureUnderWine('scan-on-windows');
  if (why !== undefined) say(`not run: the Windows path, under Wine: ${why}`);
  if (figures === undefined) return [];
  const file = `${root}/dist/bench/windows.json`;
  writeFileSync(file, JSON.stringify(figures));
  return ['--windows', file];
}

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
