// Type-checks each layer with only the globals that it may have: one tsconfig.json a layer, and the Electron layer
// once more against the Electron that tests run on.

import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';
import { runProgram } from './run-program.mjs';
import { runMain } from './say.mjs';

const compiler = `${root}/node_modules/typescript/bin/tsc`;

/** `[{ project, errors }]`, one for each layer; `errors` is empty where all is well. */
export async function checkTypes() {
  const results = [];
  for (const project of projects()) {
    const tsc = await runProgram(process.execPath, [compiler, '-p', project, '--pretty', 'false'], {
      cwd: root,
    });
    results.push({ project, errors: tsc.code === 0 ? '' : tsc.stdout.trim() || tsc.stderr.trim() });
  }
  return results;
}

/** Writes each error once, though every layer that imports the file reports it. Gives whether there was none. */
export function tellTypes(results) {
  const errors = new Set(
    results.flatMap((result) => result.errors.split('\n').filter((line) => line !== '')),
  );
  for (const error of errors) process.stdout.write(`${error}\n`);
  return errors.size === 0;
}

function projects() {
  const layers = readdirSync(`${root}/src`).map((name) => `src/${name}/tsconfig.json`);
  const others = ['electron/tsconfig.json', 'electron/tsconfig.electron-33.json', 'test/tsconfig.json'];
  return [...layers, ...others].filter((file) => existsSync(`${root}/${file}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => (tellTypes(await checkTypes()) ? 0 : 1));
}
