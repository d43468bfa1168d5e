import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { runFolder } from './windows-packages.mjs';

const tests = path.join(root, 'test/wine');

/** The built agent core, the tests that a pattern means and the programs they start, where node.exe finds koffi. */
export async function bundleForWindows(patterns) {
  const files = readdirSync(tests).map((name) => path.join('test/wine', name));
  const meant = files.filter((file) => file.endsWith('.wine.ts') && isMeant(file, patterns));
  const others = files.filter((file) => file.endsWith('.program.ts'));
  const outdir = path.join(runFolder, 'tests');
  cpSync(path.join(root, 'dist/cli'), path.join(runFolder, 'cli'), { recursive: true });
  await bundle([...meant, ...others], outdir);
  return meant.map((file) => path.join(outdir, path.basename(file).replace(/ts$/, 'mjs')));
}

/** For node.exe 22: each entry a file of its own, with everything in it but koffi; beside them what the build made. */
export async function bundle(entryPoints, outdir) {
  // The thread that talks to Windows lies beside the program that starts it (tools/build.mjs).
  cpSync(path.join(root, 'dist/cli/windows-worker.js'), path.join(outdir, 'windows-worker.js'));
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['koffi'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
}

function isMeant(file, patterns) {
  return patterns.length === 0 || patterns.some((pattern) => file.includes(pattern));
}
